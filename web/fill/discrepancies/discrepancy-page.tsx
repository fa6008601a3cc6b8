import type { DiscrepancyDetail } from "../../../worker/review/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { ruleNames } from "../../shared/discrepancies/words.ts";
import { m } from "../../words/m.ts";
import { loadPanelWords } from "../../words/load-panel-words.ts";
import { loadPeopleWords } from "../../words/load-people-words.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { ButtonLink } from "../../shared/components/button.tsx";
import { WhenReady } from "../../shared/components/states.tsx";
import { PageTitle } from "../page-title.tsx";
import { later } from "../../shared/remote/later.tsx";
import { DiscrepancyClaim } from "./discrepancy-claim.tsx";
import { ExplanationForm } from "./explanation-form.tsx";

const Comments = later(async () => (await import("../../shared/discrepancies/comments.tsx")).Comments, loadPeopleWords);
const Record = later(async () => (await import("../../shared/discrepancies/record/record.tsx")).Record, loadPanelWords);
const UnitSide = later(async () => (await import("./unit-side.tsx")).UnitSide, loadPeopleWords);

/** One discrepancy of the unit: both sides, the rule in words, what was asked, and the signed answer. */
export function DiscrepancyPage({ session, id, isReview }: { session: SessionView; id: string; isReview: boolean }) {
  const [detail, reload] = useRemote<DiscrepancyDetail>(`/v1/t/${session.tenant.code}/discrepancies/${encodeURIComponent(id)}`);
  return (
    <>
      {detail.state === "failed" && (
        <>
          <PageTitle text={m.discrepancy_not_read()} />
          <ButtonLink kind="quiet" icon="back" href="/fill/discrepancies">{m.fill_discrepancies()}</ButtonLink>
        </>
      )}
      <WhenReady remote={detail} retry={reload}>
        {(discrepancy) => {
          const can = (id: string) => discrepancy.available_transitions.some((move) => move.id === id);
          const canExplain = can("explain");
          const title = ruleNames[discrepancy.rule]();
          return (
            <>
              <PageTitle key={String(isReview)} text={isReview && (canExplain || can("appeal")) ? m.explain_review_title() : title} />
              {!isReview && <ButtonLink kind="quiet" icon="back" href="/fill/discrepancies">{m.fill_discrepancies()}</ButtonLink>}
              {!isReview && <DiscrepancyClaim discrepancy={discrepancy} />}
              {discrepancy.state === "AWAITING_EXPLANATION" && <ExplanationForm session={session} discrepancy={discrepancy} maySign={canExplain} isReview={isReview} reload={reload} />}
              {(!isReview || can("appeal")) && <UnitSide session={session} discrepancy={discrepancy} isReview={isReview} reload={reload} />}
              {!isReview && (
                <Record detail={discrepancy} session={session} level={2}>
                  <Comments tenant={discrepancy.tenant.code} discrepancy={discrepancy.id} session={session} level={2} />
                </Record>
              )}
            </>
          );
        }}
      </WhenReady>
    </>
  );
}
