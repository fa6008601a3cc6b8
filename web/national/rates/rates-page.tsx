import type { PrintedFigure, RateComparison } from "../../../worker/national/contract.ts";
import type { RateDefinition } from "../../../worker/statistics/contract.ts";
import { m } from "../../words/m.ts";
import { WhenReady } from "../../shared/components/states.tsx";
import { formatPercent } from "../../shared/locale/format-count.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { AboutNumbers } from "../about-numbers.tsx";
import { Definitions } from "../definitions.tsx";
import { WindowPage } from "../window-page.tsx";
import { GroupRates } from "./group-rates.tsx";
import { PrintedFigures } from "./printed-figures.tsx";

/** The same filings under every definition, and what was printed in public under which. */
export function RatesPage() {
  return (
    <WindowPage title={m.national_rates()} lead={m.national_rates_lead()}>
      {({ window }) => <OneWindow window={window.id} />}
    </WindowPage>
  );
}

function OneWindow({ window }: { window: string }) {
  const [remote, reload] = useRemote<RateComparison>(`/v1/statistics/rates?window=${encodeURIComponent(window)}`);
  const [printed, reloadPrinted] = useRemote<{ figures: PrintedFigure[] }>("/v1/statistics/printed-figures");
  const [definitions, reloadDefinitions] = useRemote<{ definitions: RateDefinition[] }>("/v1/statistics/definitions");
  return (
    <>
      <WhenReady remote={remote} retry={reload}>
        {(comparison) => (
          <>
            <AboutNumbers {...comparison} />
            {comparison.groups.filter(({ rates }) => rates.length > 0).map((group) => <GroupRates key={group.kind} group={group} definitions={comparison.definitions} window={window} />)}
          </>
        )}
      </WhenReady>
      <section aria-labelledby="apart-title" className="apart">
        <h2 id="apart-title">{m.national_apart_title()}</h2>
        <p>{m.national_apart_text({ vpcp: formatPercent(63.5, 1), emc: formatPercent(18.54, 2) })}</p>
      </section>
      <WhenReady remote={printed} retry={reloadPrinted}>{({ figures }) => <PrintedFigures figures={figures} />}</WhenReady>
      <WhenReady remote={definitions} retry={reloadDefinitions}>{({ definitions: all }) => <Definitions definitions={all} />}</WhenReady>
    </>
  );
}
