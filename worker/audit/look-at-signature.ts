import type { JWK } from "jose";
import { audienceOf, type Context } from "../kernel/context.ts";
import { digestOf } from "../kernel/digest.ts";
import type { SigningAlgorithm } from "../signing/contract.ts";
import { signedClaims } from "../signing/signed-claims.ts";
import { parseCompact } from "../signing/parse-compact.ts";
import { isSignedBy } from "../signing/verify-signature.ts";
import { findReportProof, type ReportProof } from "../submissions/report-proof-queries.ts";
import type { SignedReport } from "../submissions/report-queries.ts";
import type { SignatureFacts } from "./facts.ts";

/** Checks the report's signature again, over the bytes that are kept: the audit relies on nothing it has not looked at. */
export async function lookAtSignature({ ledger, tenant, platform }: Pick<Context, "ledger" | "tenant" | "platform">, report: SignedReport): Promise<SignatureFacts | null> {
  const { kid, alg } = headerOf(report.jws);
  const proof = await findReportProof(ledger, tenant.code, report.jti, kid);
  if (!proof) return null;
  const { key, logIndex } = proof;
  const digest = await digestOf(report.jws);
  return {
    kid: proof.kid,
    keyIsKnown: key !== null,
    verifies: key !== null && key.alg === alg && (await isSignedBy(report.jws, JSON.parse(key.jwk) as JWK, key.alg as SigningAlgorithm)),
    keyIsSigners: key?.ownerId === proof.signerId && proof.kid === kid,
    keyWasActive: key !== null && key.activatedIndex !== null && key.activatedIndex <= logIndex && (key.revokedIndex === null || key.revokedIndex > logIndex),
    isContested: proof.isContested,
    digestMatches: digest === report.digest,
    logMatches: proof.entry?.includes(`"${digest}"`) ?? false,
    namesOther: namesOther(report, { ...proof.place, audience: audienceOf(platform, tenant) }),
  };
}

/** Where the signed bytes name something else than the place where they are kept. What they leave out they do not name. */
function namesOther({ jti, jws }: SignedReport, place: ReportProof["place"] & { audience: string }): string[] {
  const { data, form, ...claims } = signedClaims<{ jti?: string; aud?: string; nonce?: string; form?: { id?: string }; data: { reportType?: string; period?: string } }>(jws);
  const pairs: [name: string, said: string | undefined, kept: string | null][] = [
    ["document", claims.jti, jti], ["unit", claims.aud, place.audience], ["ticket", claims.nonce, place.nonce],
    ["form", form?.id, place.formId], ["report-type", data.reportType, place.reportTypeId], ["period", data.period, place.periodId],
  ];
  return pairs.filter(([, said, kept]) => said !== undefined && said !== kept).map(([name]) => name);
}

/** What the header says, without a judgement on it; empty where it cannot be read. */
function headerOf(jws: string): { kid: string; alg: string } {
  try {
    const { kid = "", alg = "" } = JSON.parse(new TextDecoder().decode(parseCompact(jws, jws.length).headerBytes)) as { kid?: string; alg?: string };
    return { kid, alg };
  } catch {
    return { kid: "", alg: "" };
  }
}
