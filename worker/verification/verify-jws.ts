import { Problem } from "../kernel/problem.ts";
import { requireNoForbiddenMember } from "../signing/check-header.ts";
import { parseCompact, type CompactParts } from "../signing/parse-compact.ts";
import { isSignedBy } from "../signing/verify-signature.ts";
import { MAX_JWS_LENGTH } from "../submissions/contract.ts";
import { defaultAlgorithms } from "../tenancy/contract.ts";
import { chainOf, checkChain, leafKey } from "./check-chain.ts";
import { checkProfile } from "./check-profile.ts";
import type { VerifyAnswer, VerifyQuestion } from "./contract.ts";
import { parseHeader, requireOnce, type ParsedHeader } from "./parse-header.ts";
import { requireVerifyingKey } from "./require-verifying-key.ts";
import { StageReport } from "./stage-report.ts";

type Parsed = CompactParts & ParsedHeader;

/**
 * Looks at a signature stage by stage with the platform's own rules, at `now` (milliseconds) unless the question names an instant.
 * Pure: no database, no registry. That all stages pass says that this key made this signature, not whose key it is.
 */
export async function verifyJws(question: VerifyQuestion, now: number): Promise<VerifyAnswer> {
  const report = new StageReport();
  const parsed = await report.ask("syntax", question.jws, parse);
  const header = await report.ask("header", parsed, requireHeaderOfAnyJws);
  const chain = chainOf(question);
  const given = question.jwk ?? (chain && leafKey(chain));
  const key = await report.ask("alg", header && given && { header, given }, (found) => requireVerifyingKey(found.given, found.header.alg, question.allow ?? defaultAlgorithms));
  await report.ask("signature", key, async ({ jwk, alg }) => {
    if (!(await isSignedBy(question.jws, jwk, alg))) throw new Problem("signature-invalid", "The signature does not verify with this key.");
  });
  await report.ask("chain", chain, (whole) => checkChain(whole, question.at === undefined ? now : Date.parse(question.at), question.jwk));
  await report.ask("profile", parsed, (whole) => checkProfile(whole, { kid: key?.kid ?? null, certificate: chain?.certificates[0] ?? null }));
  return report.toAnswer();
}

function parse(jws: string): Parsed {
  const parts = parseCompact(jws, MAX_JWS_LENGTH);
  return { ...parts, ...parseHeader(parts.headerBytes) };
}

/** What holds for every JWS: each member once, none that lets the signer choose key, meaning or form, and the types of RFC 7515. */
function requireHeaderOfAnyJws(parsed: ParsedHeader): { alg: string } {
  requireOnce(parsed);
  const { header } = parsed;
  requireNoForbiddenMember(header);
  const wrong = ["alg", "typ", "kid"].find((name) => (name === "alg" || Object.hasOwn(header, name)) && typeof header[name] !== "string");
  if (wrong) throw new Problem("jws-header-invalid", `The header member \`${wrong}\` must be text.`);
  return { alg: header["alg"] as string };
}
