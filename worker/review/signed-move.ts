import type { Context, Tenant } from "../kernel/context.ts";
import { Problem, type Finding } from "../kernel/problem.ts";
import { findTenant } from "../directory/queries.ts";
import { AUTHORITY, type SignedInOfficer } from "../tenancy/require-role.ts";
import { signedClaims } from "../signing/signed-claims.ts";
import type { ReceiptView, SubmissionClaims } from "../submissions/contract.ts";
import { prepareSubmission, type PreparedSubmission } from "../submissions/prepare-submission.ts";
import type { DiscrepancyEvent } from "../audit/queries.ts";
import { checkSignedContent, type SignedMatter, type SignedTransition } from "./check-signed-content.ts";
import type { TransitionId } from "./contract.ts";

/** Who sends which document to move which version of a discrepancy. */
type Attempt = { discrepancyId: string; version: number; mover: SignedInOfficer; jws: string };
type Signing = Attempt & Pick<SignedMatter, "requestedReason" | "matter"> & { /** The contested decisions that the mover may confirm. */ confirmable: readonly string[] };

/**
 * The signed document of a move, verified like every submission (GFS-1) and held against the move: signed by the mover, on the form of
 * the move, about this discrepancy, with this outcome. Throws the problem of whatever does not hold.
 */
export async function prepareSignedMove(context: Context, transition: SignedTransition, attempt: Signing): Promise<PreparedSubmission> {
  const signerTenant = transition.form === "decision" ? await getTenant(context, AUTHORITY) : context.tenant;
  const prepared = await prepareSubmission(context, { jws: attempt.jws, audiences: [transition.form], signerTenant, cookie: null });
  requireOwnSignature(prepared.claims, attempt.mover);
  const isConfirmation = transition.id === "confirm-decision";
  const findings = isConfirmation ? checkConfirmed(prepared.claims, attempt.confirmable) : checkSignedContent(transition, { ...attempt, now: context.now }, prepared.claims.data ?? {});
  if (findings.length > 0) throw new Problem("data-invalid", "What was signed is not this move of this discrepancy as it stands. `errors` names each place (pointers into `data`); read the discrepancy again and sign the form with its `matter`.", findings);
  if (prepared.kind === "stored") throw new Problem("jti-reused", "This document made a move already. Make a new one and sign it.");
  if (!isConfirmation && prepared.claims.act !== "submit") throw new Problem("act-not-offered", "A move is signed with the act `submit`: it is countered by another move, not amended.");
  return prepared;
}

/** The receipt of this very document, if it made this very move of this version before; else null. */
export async function findMoveReceipt(context: Context, transition: TransitionId, events: readonly DiscrepancyEvent[], { version, mover, jws }: Attempt): Promise<ReceiptView | null> {
  const made = events.find((event) => event.version === version + 1);
  if (!made || made.transition !== transition || made.submissionJti === null || made.submissionJti !== peekJti(jws)) return null;
  const prepared = await prepareSubmission(context, { jws, audiences: [], signerTenant: await getTenant(context, made.actorTenantId), cookie: null });
  requireOwnSignature(prepared.claims, mover);
  return prepared.kind === "stored" ? prepared.receipt : null;
}

/** A decision is confirmed by signing over it: `approve`, with `ref` to it. */
function checkConfirmed({ act, ref }: SubmissionClaims, confirmable: readonly string[]): Finding[] {
  if (act !== "approve") return [{ pointer: "/act", code: "not-an-approval" }];
  return ref && confirmable.includes(ref.jti) ? [] : [{ pointer: "/ref/jti", code: "other-decision" }];
}

/** Nobody sends what somebody else signed. */
export function requireOwnSignature({ iss }: Pick<SubmissionClaims, "iss">, mover: SignedInOfficer): void {
  if (iss !== mover.id) throw new Problem("signer-session-mismatch", "You are signed in as someone else than who signed. Sign in as the person who signed, and send the same document again.");
}

async function getTenant({ central }: Context, code: string): Promise<Tenant> {
  const tenant = await findTenant(central, code);
  if (!tenant) throw new Error(`The tenant ${code} is not in the directory`);
  return tenant;
}

/** Says where to look, proves nothing: whatever it finds is verified before it counts. */
function peekJti(jws: string): unknown {
  try {
    return signedClaims<{ jti?: unknown } | null>(jws)?.jti;
  } catch {
    return undefined;
  }
}
