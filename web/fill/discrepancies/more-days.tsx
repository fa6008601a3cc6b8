import type { DiscrepancyDetail } from "../../../worker/review/contract.ts";
import { m } from "../../words/m.ts";
import { Notice } from "../../shared/components/notice.tsx";
import { daysUntil, formatDay, formatMoment } from "../../shared/locale/format-moment.ts";
import { ExtensionForm } from "./extension-form.tsx";
import { findWish } from "./find-wish.ts";
import { serverNow } from "../../shared/remote/server-clock.ts";

/** What was asked for and answered about the present due day, and the form to ask with, while it can be. */
export function MoreDays({ discrepancy, mayAsk, reload }: { discrepancy: DiscrepancyDetail; mayAsk: boolean; reload: () => void }) {
  const { state, dueOn, events } = discrepancy;
  if ((state !== "AWAITING_EXPLANATION" && state !== "UPHELD") || dueOn === null) return null;
  const found = findWish(events);
  const isOver = daysUntil(dueOn, serverNow()) < 0;
  return (
    <>
      {found && (
        <Notice tone={found.answer === "granted" ? "good" : "note"} title={found.answer === "granted" ? m.wish_granted({ day: formatDay(found.answered!.dueOn ?? dueOn) }) : found.answer === "denied" ? m.wish_denied() : m.wish_open({ day: formatDay(found.wish.wishedOn!) })}>
          <p className="as-written">{found.wish.comment}</p>
          <p className="small soft">{m.wish_by({ name: found.wish.actor.name ?? found.wish.actor.id, when: formatMoment(found.wish.at) })}</p>
          {found.answered?.comment && <p className="as-written">{found.answered.comment}</p>}
        </Notice>
      )}
      {mayAsk && <ExtensionForm key={discrepancy.version} discrepancy={discrepancy} reload={reload} />}
      {isOver && <p className="soft">{m.extension_overdue()}</p>}
    </>
  );
}
