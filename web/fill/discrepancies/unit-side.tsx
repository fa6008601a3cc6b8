import type { DiscrepancyDetail } from "../../../worker/review/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { daysUntil } from "../../shared/locale/format-moment.ts";
import { AppealForm } from "./appeal-form.tsx";
import { CorrectionNotice } from "./correction-notice.tsx";
import { MoreDays } from "./more-days.tsx";
import { serverNow } from "../../shared/remote/server-clock.ts";

type Props = { session: SessionView; discrepancy: DiscrepancyDetail; isReview: boolean; reload: () => void };

/** What the unit can do besides explaining: correct, appeal, ask for more days. An appeal is the head's; others draft it. */
export function UnitSide({ session, discrepancy, isReview, reload }: Props) {
  const can = (id: string) => discrepancy.available_transitions.some((move) => move.id === id);
  const mayDraftAppeal = !can("appeal") && discrepancy.appealUntil !== null && daysUntil(discrepancy.appealUntil, serverNow()) >= 0;
  return (
    <>
      {!isReview && can("file-correction") && <CorrectionNotice discrepancy={discrepancy} />}
      {can("appeal") && <AppealForm session={session} discrepancy={discrepancy} maySign isReview={isReview} reload={reload} />}
      {!isReview && mayDraftAppeal && (
        <details>
          <summary>{m.draft_appeal()}</summary>
          <AppealForm session={session} discrepancy={discrepancy} maySign={false} isReview={false} reload={reload} />
        </details>
      )}
      {!isReview && <MoreDays discrepancy={discrepancy} mayAsk={can("request-extension")} reload={reload} />}
    </>
  );
}
