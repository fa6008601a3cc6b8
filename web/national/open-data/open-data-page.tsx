import type { DatasetList } from "../../../worker/national/contract.ts";
import { m } from "../../words/m.ts";
import { WhenReady } from "../../shared/components/states.tsx";
import { inLocale } from "../../shared/locale/current-locale.ts";
import { formatPeriod } from "../../shared/locale/format-moment.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { usePageTitle } from "../../shared/place/use-page-title.ts";

/** What one may take away, under which licence, and how to show a chart elsewhere. */
export function OpenDataPage() {
  usePageTitle(m.national_open_data());
  const [remote, reload] = useRemote<DatasetList>("/v1/open-data");
  return (
    <>
      <h1>{m.national_open_data()}</h1>
      <p className="lead">{m.national_open_data_lead()}</p>
      <p>{m.national_licence()} <a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>. {m.national_catalogue()} <a href="/v1/open-data/catalog.jsonld">catalog.jsonld</a> (DCAT-AP).</p>
      <WhenReady remote={remote} retry={reload}>
        {({ datasets, charts }) => (
          <>
            {datasets.map((dataset) => (
              <section key={dataset.id} className="card" aria-labelledby={`dataset-${dataset.id}`}>
                <h2 id={`dataset-${dataset.id}`}>{inLocale(dataset.titleVi, dataset.titleEn)}</h2>
                <p>{inLocale(dataset.descriptionVi, dataset.descriptionEn)}</p>
                <ul className="downloads">
                  {dataset.windows.map((window) => (
                    <li key={window}>
                      {window === "all" ? m.national_all_time() : formatPeriod(window)}: <a href={`/v1/open-data/${dataset.id}/${window}.csv`} download>CSV</a> · <a href={`/v1/open-data/${dataset.id}/${window}.json`}>JSON</a>
                    </li>
                  ))}
                </ul>
                <details>
                  <summary>{m.national_columns({ count: dataset.columns.length })}</summary>
                  <dl className="columns">
                    {dataset.columns.map(({ name, textVi, textEn }) => <div key={name}><dt className="code">{name}</dt><dd>{inLocale(textVi, textEn)}</dd></div>)}
                  </dl>
                </details>
              </section>
            ))}
            {charts[0] && (
              <section aria-labelledby="embed-title">
                <h2 id="embed-title">{m.national_embed()}</h2>
                <p>{m.national_embed_text()}</p>
                <img className="embedded" src={charts.at(-1)} alt={m.national_embed_alt()} />
                <pre className="snippet" tabIndex={0}><code>{`<img src="${location.origin}${charts.at(-1)}" alt="${m.national_embed_alt()}" width="640">`}</code></pre>
              </section>
            )}
          </>
        )}
      </WhenReady>
    </>
  );
}
