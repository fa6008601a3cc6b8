import type { ReportingFigures } from "../../../worker/submissions/obligation-contract.ts";
import { m } from "../../words/m.ts";
import { formatCount } from "../../shared/locale/format-count.ts";
import { currentLocale } from "../../shared/locale/current-locale.ts";

/** A share in per cent with one decimal; a dash where there is no target. Never capped at 100. */
export function percent(share: number | null): string {
  if (share === null) return "–";
  const text = (share * 100).toFixed(1);
  return `${currentLocale() === "en" ? text : text.replace(".", ",")} %`;
}

/** The three rates, each with its numerator and denominator, and what they are made of. */
export function Figures({ figures }: { figures: ReportingFigures }) {
  const { due, received, onTime, onTimeByExtension, complete } = figures;
  const counts: [string, number][] = [
    [m.reporting_expected(), figures.expected], [m.reporting_received(), received], [m.reporting_on_time(), onTime], [m.reporting_extended(), onTimeByExtension],
    [m.reporting_late(), figures.late], [m.reporting_missing(), figures.missing], [m.reporting_open(), figures.open], [m.reporting_not_owed(), figures.notOwed], [m.reporting_complete(), complete], [m.reporting_marked(), figures.marked],
  ];
  return (
    <div className="reporting-figures">
      <dl className="rates">
        <Rate name={m.reporting_rate()} share={figures.reportingRate} count={received} due={due} />
        <Rate name={m.reporting_timeliness()} share={figures.timeliness} count={onTime + onTimeByExtension} due={due} />
        <Rate name={m.reporting_completeness()} share={figures.completeness} count={complete} due={due} />
      </dl>
      <p className="small soft">{m.reporting_three_rates()}</p>
      <dl className="counts small">{counts.map(([name, count]) => <div key={name}><dt>{name}</dt><dd>{formatCount(count)}</dd></div>)}</dl>
    </div>
  );
}

function Rate({ name, share, count, due }: { name: string; share: number | null; count: number; due: number }) {
  return (
    <div className="card">
      <dt>{name}</dt>
      <dd><strong className="rate">{percent(share)}</strong><br /><span className="small soft">{share === null ? m.reporting_no_target() : m.reporting_of({ count: formatCount(count), total: formatCount(due) })}</span></dd>
    </div>
  );
}
