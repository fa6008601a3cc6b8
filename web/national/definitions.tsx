import type { RateDefinition } from "../../worker/statistics/contract.ts";
import { m } from "../words/m.ts";
import { inLocale } from "../shared/locale/current-locale.ts";

/** What the rates on the page mean: numerator, denominator, source. Printed with the page. */
export function Definitions({ definitions }: { definitions: readonly RateDefinition[] }) {
  return (
    <section className="definitions" aria-labelledby="definitions-title">
      <h2 id="definitions-title">{m.statistics_definition()}</h2>
      {definitions.map((definition) => (
        <div key={`${definition.id} ${definition.version}`} className="definition" id={`def-${definition.id}`}>
          <h3>{inLocale(definition.nameVi, definition.nameEn)}</h3>
          <dl className="facts">
            <dt>{m.statistics_numerator()}</dt>
            <dd>{inLocale(definition.numeratorVi, definition.numeratorEn)}</dd>
            <dt>{m.statistics_denominator()}</dt>
            <dd>{inLocale(definition.denominatorVi, definition.denominatorEn)}</dd>
            {definition.points && (
              <>
                <dt>{m.national_points()}</dt>
                <dd>{definition.points.map(({ points, textVi, textEn }) => <p key={points}><strong>{points}</strong>: {inLocale(textVi, textEn)}</p>)}</dd>
              </>
            )}
            <dt>{m.national_source()}</dt>
            <dd>{definition.source} <span className="soft code">{definition.id} v{definition.version}</span></dd>
          </dl>
        </div>
      ))}
    </section>
  );
}
