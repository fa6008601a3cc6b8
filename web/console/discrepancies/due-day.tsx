import type { DiscrepancyView } from "../../../worker/worklist/contract.ts";
import { m } from "../../words/m.ts";
import { daysUntil, formatDay } from "../../shared/locale/format-moment.ts";
import { serverNow } from "../../shared/remote/server-clock.ts";

/** The due day, and in working days how far it is: as the query counts them. */
export function DueDay({ row: { dueOn, dueIn } }: { row: Pick<DiscrepancyView, "dueOn" | "dueIn"> }) {
  if (dueOn === null || dueIn === null) return <span className="soft">–</span>;
  const days = daysUntil(dueOn, serverNow());
  return (
    <span className={days < 0 ? "overdue" : undefined}>
      {formatDay(dueOn)} <span className="small">{days < 0 ? (dueIn === 0 ? m.due_over() : m.due_past({ days: -dueIn })) : days === 0 ? m.due_today() : m.due_in({ days: dueIn })}</span>
    </span>
  );
}
