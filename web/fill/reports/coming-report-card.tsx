import type { ComponentChildren } from "preact";
import type { ComingReport } from "../../../worker/submissions/contract.ts";
import { m } from "../../words/m.ts";
import { daysUntil, formatDay, formatPeriod, formatWindow } from "../../shared/locale/format-moment.ts";
import { reportTypeName } from "../../shared/locale/report-type-name.ts";
import { serverNow } from "../../shared/remote/server-clock.ts";

/** A report whose window is not over: when it can be filled in and when it is due. */
export function ComingReportCard({ report, children }: { report: ComingReport; children: ComponentChildren }) {
  const { reportType, period, to, dueOn } = report;
  const title = `${reportTypeName(reportType)}, ${formatPeriod(period)}`;
  return (
    <section className="card due-report" aria-label={title}>
      <h3>{title}</h3>
      <dl className="facts">
        <dt>{m.report_window()}</dt>
        <dd>{formatWindow(report)}</dd>
        <dt>{m.report_deadline()}</dt>
        <dd>{formatDay(dueOn)} <span className="soft">({m.days_left({ days: daysUntil(dueOn, serverNow()) })})</span></dd>
      </dl>
      <p className="soft">{m.window_not_over({ day: formatDay(to) })}</p>
      {children}
    </section>
  );
}
