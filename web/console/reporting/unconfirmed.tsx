import { m } from "../../words/m.ts";
import { Notice } from "../../shared/components/notice.tsx";
import { formatDay } from "../../shared/locale/format-moment.ts";

/** Says that a deadline rests on days off that nobody has confirmed; nothing where it rests on none. */
export function Unconfirmed({ days }: { days: readonly string[] }) {
  if (days.length === 0) return null;
  return <Notice tone="attention" title={m.reporting_unconfirmed({ count: days.length, days: days.map(formatDay).join(", ") })} />;
}
