import type { DiscrepancyDetail } from "../../../worker/review/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { AppealForm } from "./appeal-form.tsx";
import { CorrectionNotice } from "./correction-notice.tsx";
import { ExtensionForm } from "./extension-form.tsx";

type Props = { session: SessionView; discrepancy: DiscrepancyDetail; isReview: boolean; reload: () => void };

/** What the unit can do besides explaining: correct, appeal, ask for more days. */
export function UnitSide({ session, discrepancy, isReview, reload }: Props) {
  const can = (id: string) => discrepancy.available_transitions.some((move) => move.id === id);
  return (
    <>
      {!isReview && can("file-correction") && <CorrectionNotice discrepancy={discrepancy} />}
      {can("appeal") && <AppealForm session={session} discrepancy={discrepancy} isReview={isReview} reload={reload} />}
      {!isReview && can("request-extension") && <ExtensionForm key={discrepancy.version} discrepancy={discrepancy} reload={reload} />}
    </>
  );
}
