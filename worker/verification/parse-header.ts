import { Problem } from "../kernel/problem.ts";
import { NameTwice, NotStrictJson, parseStrictJson } from "../signing/strict-json.ts";

/** `isAmbiguous`: a member stands twice, so that two readers see two headers. */
export type ParsedHeader = { header: Record<string, unknown>; isAmbiguous: boolean };

/** A header that is a JSON object in UTF-8; whether each member stands once is the next stage's question. */
export function parseHeader(bytes: Uint8Array): ParsedHeader {
  const text = decode(bytes);
  const isAmbiguous = hasNameTwice(text);
  const header = JSON.parse(text) as unknown;
  if (typeof header !== "object" || header === null || Array.isArray(header)) throw malformed("It is not a JSON object.");
  return { header: header as Record<string, unknown>, isAmbiguous };
}

export function requireOnce({ isAmbiguous }: ParsedHeader): void {
  if (isAmbiguous) throw new Problem("jws-header-invalid", "A member stands twice in the header: two readers would see two documents.");
}

function hasNameTwice(text: string): boolean {
  try {
    parseStrictJson(text);
    return false;
  } catch (error) {
    if (error instanceof NameTwice) return true;
    throw malformed(error instanceof NotStrictJson ? error.message : "It is not JSON.");
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw malformed("It is not UTF-8.");
  }
}

function malformed(why: string): Problem {
  return new Problem("jws-malformed", `The JWS header is not strict JSON. ${why}`);
}
