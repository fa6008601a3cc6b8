import type * as z from "zod";
import { Problem } from "../kernel/problem.ts";
import { filingBatchClaims } from "../filings/contract.ts";
import { requireHeader } from "../signing/check-header.ts";
import { parseJsonObject } from "../signing/parse-compact.ts";
import { requireClaims } from "../signing/require-claims.ts";
import { submissionClaims } from "../submissions/contract.ts";
import { requireOnce, type ParsedHeader } from "./parse-header.ts";

/** What is kept as evidence, by its type. */
const profiles: Record<string, z.ZodType> = { "gov-submission+jwt": submissionClaims, "gov-event+jwt": filingBatchClaims };

/** What GFS-1 adds to a JWS: the closed header, the type, the key's own thumbprint as `kid`, the closed claims, one signing time. `kid` null: no key to compare with. */
export function checkProfile(parsed: ParsedHeader & { payloadBytes: Uint8Array }, kid: string | null): void {
  requireOnce(parsed);
  const header = requireHeader(parsed.header);
  const claims = Object.hasOwn(profiles, header.typ) ? profiles[header.typ] : undefined;
  if (!claims) throw new Problem("jws-type-mismatch", `GFS-1 knows ${Object.keys(profiles).join(" and ")} only, exactly so.`);
  if (kid !== null && header.kid !== kid) throw new Problem("jws-header-invalid", "`kid` is not the RFC 7638 thumbprint of the key.");
  const payload = parseJsonObject(parsed.payloadBytes, (why) => new Problem("payload-invalid", `The signed payload is not valid JSON. ${why}`));
  requireClaims(claims, payload);
  if (payload["iat"] !== header.iat) throw new Problem("iat-mismatch", "`iat` in the header and in the payload must be the same second.");
}
