import type { Context } from "../kernel/context.ts";
import type { Decision, DecidedTogether, DecisionManifest } from "../forms/contract.ts";
import { findKey } from "../signing/queries.ts";
import { requireActiveKey, requireOwnedKey } from "../signing/require-active-key.ts";
import { signedClaims } from "../signing/signed-claims.ts";
import type { SubmissionClaims } from "../submissions/contract.ts";
import { evidenceMembers } from "../submissions/evidence-members.ts";
import { findDocument, type SubmissionDocument } from "../submissions/queries.ts";

/** A signed manifest that the authority has accepted, taken apart. */
export type Manifest = { document: SubmissionDocument; claims: SubmissionClaims; data: DecisionManifest; /** What every log entry about it says. */ evidence: Record<string, string | number | null> };
/** The move that one part of it makes. `place` counts from 0. */
export type PartRequest = { transition: DecidedTogether; manifest: Manifest; place: number; reason: Decision["reason"]; salt: string };

/** The accepted manifest, while its key may still sign: what a key did not move before it was stopped, it moves no more. Throws the key's problem. */
export async function getActiveManifest(authority: Pick<Context, "ledger" | "tenant" | "now">, jti: string): Promise<Manifest> {
  const { ledger, tenant, now } = authority;
  const document = await findDocument(ledger, tenant.code, jti);
  if (!document) throw new Error(`The manifest ${jti} of an order is not there`);
  const key = requireOwnedKey(await findKey(ledger, tenant.code, document.kid, now), document.signerId);
  requireActiveKey(key);
  const claims = signedClaims<SubmissionClaims>(document.jws);
  return { document, claims, data: claims.data as DecisionManifest, evidence: evidenceMembers(claims, document.digest, key) };
}

/** The part's decision, as it would be signed for this one alone; the manifest's digest of the part pins which record it is about. */
export function decisionOf({ transition, manifest: { data }, reason }: PartRequest, discrepancy: string): Omit<Decision, "matter"> {
  return { discrepancy, outcome: transition, reason, text: data.text, ...(data.remedyBy === undefined ? {} : { remedyBy: data.remedyBy }) };
}
