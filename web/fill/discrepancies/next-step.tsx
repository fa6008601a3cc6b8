import type { DiscrepancyView } from "../../../worker/worklist/contract.ts";
import { m } from "../../words/m.ts";
import { daysUntil, formatDay } from "../../shared/locale/format-moment.ts";
import { serverNow } from "../../shared/remote/server-clock.ts";

/** What the unit does next about it, and by when; that nothing is asked of it, while others are at work. Nothing for closed ones. */
export function NextStep({ discrepancy: { state, dueOn } }: { discrepancy: Pick<DiscrepancyView, "state" | "dueOn"> }) {
  const ours = { AWAITING_EXPLANATION: m.next_awaiting, UPHELD: m.next_upheld };
  if (state in ours && dueOn) return <p><strong>{ours[state as keyof typeof ours]({ day: formatDay(dueOn) })}</strong> <DaysLeft dueOn={dueOn} /></p>;
  const text = others[state]?.();
  return text ? <p className="soft">{text}</p> : null;
}

const others: Partial<Record<DiscrepancyView["state"], () => string>> = {
  NEW: m.next_new,
  ACKNOWLEDGED: m.next_new,
  EXPLAINED: m.next_explained,
  CORRECTION_FILED: m.next_correction_filed,
  DISMISSAL_REQUESTED: m.next_dismissal_requested,
  APPEALED: m.next_appealed,
};

function DaysLeft({ dueOn }: { dueOn: string }) {
  const left = daysUntil(dueOn, serverNow());
  return <span className="soft">({left < 0 ? m.days_over({ days: -left }) : left === 0 ? m.due_is_today() : m.days_left({ days: left })})</span>;
}
