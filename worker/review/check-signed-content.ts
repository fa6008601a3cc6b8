import type { Matter } from "../forms/contract.ts";
import type { Finding } from "../kernel/problem.ts";
import { misfitOfDay } from "./answer-day.ts";
import type { MovingForm, TransitionId } from "./contract.ts";

export type SignedTransition = { id: TransitionId; form: MovingForm };
/** What the answers must agree with. `requestedReason` is the reason of the dismissal that is being decided. */
export type SignedMatter = { discrepancyId: string; requestedReason: string | null; /** The record as it stands; null for a part of a manifest, which names the version by its digest. */ matter: Matter | null; now: number };

/** Whether the answers are about this discrepancy and, for a decision, come to the outcome that is the move. The form has checked the rest. */
export function checkSignedContent(transition: SignedTransition, { discrepancyId, requestedReason, matter, now }: SignedMatter, answers: Readonly<Record<string, unknown>>): Finding[] {
  const findings: Finding[] = [];
  if (answers.discrepancy !== discrepancyId) findings.push({ pointer: "/discrepancy", code: "other-discrepancy" });
  if (matter) findings.push(...misfitsOfMatter(matter, answers.matter as Partial<Matter> | undefined));
  if (transition.form === "decision" && answers.outcome !== transition.id) findings.push({ pointer: "/outcome", code: "other-outcome" });
  if (transition.id === "approve-dismissal" && answers.reason !== requestedReason) findings.push({ pointer: "/reason", code: "other-reason" });
  const misfit = typeof answers.remedyBy === "string" ? misfitOfDay(answers.remedyBy, now) : null;
  if (misfit) findings.push({ pointer: "/remedyBy", code: misfit });
  return findings;
}

/** Every member in which what was signed is not the record. */
function misfitsOfMatter(matter: Matter, signed: Partial<Matter> = {}): Finding[] {
  const names = [...new Set([...Object.keys(matter), ...Object.keys(signed)])] as (keyof Matter)[];
  return names.filter((name) => matter[name] !== signed[name]).map((name) => ({ pointer: `/matter/${name}`, code: "other-record" }));
}
