import type * as z from "zod";
import { Problem, type Finding } from "../kernel/problem.ts";

/** GFS-1, S5: the claims are exactly those of the schema, every unknown and every missing one named. */
export function requireClaims(schema: z.ZodType, payload: Record<string, unknown>): void {
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
