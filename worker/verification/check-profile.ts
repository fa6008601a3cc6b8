import type * as z from "zod";
import { digestOf } from "../kernel/digest.ts";
import { Problem } from "../kernel/problem.ts";
import { filingBatchClaims } from "../filings/contract.ts";
import { requireHeader } from "../signing/check-header.ts";
import { parseJsonObject } from "../signing/parse-compact.ts";
import { requireClaims } from "../signing/require-claims.ts";
import { requireSameCertificate } from "../signing/verify-signature.ts";
import { submissionClaims } from "../submissions/contract.ts";
import { requireOnce, type ParsedHeader } from "./parse-header.ts";

/** What is kept as evidence, by its type. */
const profiles: Record<string, z.ZodType> = { "gov-submission+jwt": submissionClaims, "gov-event+jwt": filingBatchClaims };

/** What the header's `kid` and certificate are compared with; null: the question brings none. */
export type GivenKey = { kid: string | null; certificate: Uint8Array | null };

/** What GFS-1 adds to a JWS: the closed header, the type, the key's own thumbprint as `kid`, its certificate or none, the closed claims, one signing time. */
export async function checkProfile(parsed: ParsedHeader & { payloadBytes: Uint8Array }, { kid, certificate }: GivenKey): Promise<void> {
  requireOnce(parsed);
  const header = requireHeader(parsed.header);
  const claims = Object.hasOwn(profiles, header.typ) ? profiles[header.typ] : undefined;
  if (!claims) throw new Problem("jws-type-mismatch", `GFS-1 knows ${Object.keys(profiles).join(" and ")} only, exactly so.`);
  if (kid !== null && header.kid !== kid) throw new Problem("jws-header-invalid", "`kid` is not the RFC 7638 thumbprint of the key.");
  await requireSameCertificate(header, certificate && { sha256: await digestOf(certificate) });
  const payload = parseJsonObject(parsed.payloadBytes, (why) => new Problem("payload-invalid", `The signed payload is not valid JSON. ${why}`));
  requireClaims(claims, payload);
  if (payload["iat"] !== header.iat) throw new Problem("iat-mismatch", "`iat` in the header and in the payload must be the same second.");
}
