import type * as z from "zod";
import type { Context } from "../kernel/context.ts";
import { Problem, type Finding } from "../kernel/problem.ts";
import { requireHeader, type JwsHeader } from "./check-header.ts";
import type { SigningAlgorithm } from "./contract.ts";
import { parseCompact, parseJsonObject, type CompactParts } from "./parse-compact.ts";
import { requireAlgorithm, type Signers } from "./require-algorithm.ts";

/** A signed document whose form and claims fit, and whose signature nobody has checked yet. */
export type OpenedJws<Claims> = CompactParts & { compact: string; header: JwsHeader & { alg: SigningAlgorithm }; claims: Claims };

type Profile<Schema extends z.ZodType> = { type: string; claims: Schema; maxLength: number; signers: Signers };

/**
 * GFS-1, S1 to S5: everything that can be refused before the key is looked for. `home` is the signer's tenant, whose policy says what
 * its keys may sign with. `claims` is the value as signed, not a cleaned copy.
 */
export async function openSigned<Schema extends z.ZodType>(home: Pick<Context, "ledger" | "tenant">, compact: string, profile: Profile<Schema>): Promise<OpenedJws<z.infer<Schema>>> {
  const parts = parseCompact(compact, profile.maxLength);
  const header = requireHeader(parseJsonObject(parts.headerBytes, (why) => new Problem("jws-header-invalid", `The JWS header is not valid JSON. ${why}`)));
  if (header.typ !== profile.type) throw new Problem("jws-type-mismatch", `This address takes \`typ\` ${profile.type}, exactly so. Sign a document of that type.`);
  const alg = await requireAlgorithm(home, header.alg, profile.signers);
  const payload = parseJsonObject(parts.payloadBytes, (why) => new Problem("payload-invalid", `The signed payload is not valid JSON. ${why}`));
  requireClaims(profile.claims, payload);
  return { ...parts, compact, header: { ...header, alg }, claims: payload as z.infer<Schema> };
}

function requireClaims(schema: z.ZodType, payload: Record<string, unknown>): void {
  const unknown = unknownMembers(schema, payload);
  if (unknown.length > 0) throw new Problem("claim-unknown", "The payload has claims that the profile does not know. `errors` names them; leave them out and sign again.", unknown);
  const result = schema.safeParse(payload);
  if (result.success) return;
  const errors = result.error.issues.flatMap(toFindings);
  const missing = errors.filter(({ pointer }) => isMissing(payload, pointer));
  if (errors.some(({ code }) => code === "unknown-member")) throw new Problem("claim-unknown", "The payload has claims that the profile does not know. `errors` names them; leave them out and sign again.", errors);
  if (missing.length > 0) throw new Problem("claim-missing", "The payload lacks claims. `errors` names them; add them and sign again.", missing);
  throw new Problem("payload-invalid", "The payload's claims are not as the profile says. `errors` names each place.", errors);
}

/** What does not fit, by pointer; an unknown member of a claim is named itself. */
function toFindings(issue: z.core.$ZodIssue): Finding[] {
  const pointer = issue.path.map((name) => `/${escaped(String(name))}`).join("");
  return issue.code === "unrecognized_keys" ? issue.keys.map((name) => ({ pointer: `${pointer}/${escaped(name)}`, code: "unknown-member" })) : [{ pointer, code: issue.code }];
}

/** Own names, so that `__proto__` is seen as what it is. */
function unknownMembers(schema: z.ZodType, payload: Record<string, unknown>): Finding[] {
  const shape = "shape" in schema ? (schema.shape as Record<string, unknown>) : payload;
  return Object.keys(payload).filter((name) => !Object.hasOwn(shape, name)).map((name) => ({ pointer: `/${escaped(name)}`, code: "unknown-member" }));
}

function isMissing(payload: unknown, pointer: string): boolean {
  let value: unknown = payload;
  for (const name of pointer.split("/").slice(1)) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return true;
    value = (value as Record<string, unknown>)[name];
  }
  return false;
}

/** A name in a JSON pointer (RFC 6901), never so long that a refusal becomes a burden. */
function escaped(name: string): string {
  return name.slice(0, 60).replaceAll("~", "~0").replaceAll("/", "~1");
}
