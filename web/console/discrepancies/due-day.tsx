import { m } from "../../words/m.ts";
import { daysUntil, formatDay } from "../../shared/locale/format-moment.ts";

/** The due day, and in words how far it is. */
export function DueDay({ day }: { day: string | null }) {
  if (day === null) return <span className="soft">–</span>;
  const days = daysUntil(day, Date.now());
  return (
    <span className={days < 0 ? "overdue" : undefined}>
      {formatDay(day)} <span className="small">{days < 0 ? m.due_past({ days: -days }) : days === 0 ? m.due_today() : m.due_in({ days })}</span>
    </span>
  );
}
