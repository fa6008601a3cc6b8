import type { DiscrepancyDetail } from "../../../worker/review/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { ruleNames } from "../../shared/discrepancies/words.ts";
import { m } from "../../words/m.ts";
import { loadPeopleWords } from "../../words/load-people-words.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { ButtonLink } from "../../shared/components/button.tsx";
import { WhenReady } from "../../shared/components/states.tsx";
import { PageTitle } from "../page-title.tsx";
import { later } from "../../shared/remote/later.tsx";
import { DiscrepancyClaim } from "./discrepancy-claim.tsx";
import { DiscrepancyLife } from "./discrepancy-life.tsx";
import { ExplanationForm } from "./explanation-form.tsx";

const UnitSide = later(async () => (await import("./unit-side.tsx")).UnitSide, loadPeopleWords);

/** One discrepancy of the unit: both sides, the rule in words, what was asked, and the signed answer. */
export function DiscrepancyPage({ session, id, isReview }: { session: SessionView; id: string; isReview: boolean }) {
  const [detail, reload] = useRemote<DiscrepancyDetail>(`/v1/t/${session.tenant.code}/discrepancies/${encodeURIComponent(id)}`);
  return (
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
            {canExplain && <ExplanationForm session={session} discrepancy={discrepancy} isReview={isReview} reload={reload} />}
            {(!isReview || can("appeal")) && <UnitSide session={session} discrepancy={discrepancy} isReview={isReview} reload={reload} />}
            {!isReview && <DiscrepancyLife discrepancy={discrepancy} />}
          </>
        );
      }}
    </WhenReady>
  );
}
