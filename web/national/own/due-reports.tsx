import type { Overview } from "../../../worker/national/contract.ts";
import { m } from "../../words/m.ts";
import { Tag } from "../../shared/components/tag.tsx";
import { formatDay, formatPeriod } from "../../shared/locale/format-moment.ts";
import { reportTypeName } from "../../shared/locale/report-type-name.ts";

type Due = Overview["due"][number];

/** What is owed, the most urgent first, with its day and the working days that are left. */
export function DueReports({ due, isFiler }: { due: readonly Due[]; isFiler: boolean }) {
  if (due.length === 0) return <p>{m.own_due_none()}</p>;
  return (
    <ul className="own-list">
      {due.map((report) => (
        <li key={`${report.reportType}/${report.window.id}`}>
          <strong>{reportTypeName(report.reportType)}, {formatPeriod(report.window.id)}</strong>
          <span className="block">{m.own_due_on({ day: formatDay(report.dueOn) })} <DaysLeft report={report} /></span>
          {isFiler && report.state !== "waits-for-head" && <a href={`/fill/reports/${report.reportType}/${report.window.id}`}>{m.own_fill()}</a>}
        </li>
      ))}
    </ul>
  );
}

function DaysLeft({ report: { state, workingDaysLeft } }: { report: Due }) {
  if (state === "waits-for-head") return <Tag tone="note" icon="clock" text={m.own_waits_head()} />;
  if (state === "rejected") return <Tag tone="attention" icon="triangle" text={m.own_rejected()} />;
  if (workingDaysLeft < 0 || state === "overdue") return <Tag tone="bad" icon="octagon" text={m.own_due_past({ days: Math.abs(workingDaysLeft) })} />;
  if (workingDaysLeft === 0) return <Tag tone="attention" icon="clock" text={m.own_due_today()} />;
  return <Tag tone={workingDaysLeft <= 2 ? "attention" : "calm"} icon="clock" text={m.own_due_left({ days: workingDaysLeft })} />;
}
