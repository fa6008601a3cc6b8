import type { Finding } from "../kernel/problem.ts";
import type { MovingForm, TransitionId } from "./contract.ts";

export type SignedTransition = { id: TransitionId; form: MovingForm };

/** Whether the answers are about this discrepancy and, for a decision, come to the outcome that is the move. The form has checked the rest. */
export function checkSignedContent(transition: SignedTransition, discrepancyId: string, answers: Readonly<Record<string, unknown>>): Finding[] {
  const findings: Finding[] = [];
  if (answers.discrepancy !== discrepancyId) findings.push({ pointer: "/discrepancy", code: "other-discrepancy" });
  if (transition.form === "decision" && answers.outcome !== transition.id) findings.push({ pointer: "/outcome", code: "other-outcome" });
  return findings;
}
