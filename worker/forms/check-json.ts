import type { Finding } from "../kernel/problem.ts";

/** Deeper than any form; a walk of this depth is safe on every engine. */
const MAX_DEPTH = 16;

/**
 * What a signed answer may be made of whatever the form says: JSON values, strings in NFC without half characters, numbers that
 * are the same in every language (RFC 7493 §2.2). Codes: `not-json`, `too-deep`, `number-unsafe`, `not-unicode`, `not-nfc`.
 */
export function checkJson(value: unknown, pointer = "", depth = 0): Finding[] {
  if (depth > MAX_DEPTH) return [{ pointer, code: "too-deep" }];
  if (value === null || typeof value === "boolean") return [];
  if (typeof value === "string") return checkText(value, pointer);
  if (typeof value === "number") return isSafeNumber(value) ? [] : [{ pointer, code: "number-unsafe" }];
  if (Array.isArray(value)) return Array.from(value, (member, i) => checkJson(member, `${pointer}/${i}`, depth + 1)).flat();
  if (!isPlainObject(value)) return [{ pointer, code: "not-json" }];
  return Object.entries(value).flatMap(([name, member]) => {
    const at = `${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    return [...checkText(name, at), ...checkJson(member, at, depth + 1)];
  });
}

/** A surrogate without its other half; with the flag `u` whole pairs do not match. */
const halfCharacter = /[\uD800-\uDFFF]/u;

function checkText(text: string, pointer: string): Finding[] {
  if (halfCharacter.test(text)) return [{ pointer, code: "not-unicode" }];
  return text.normalize("NFC") === text ? [] : [{ pointer, code: "not-nfc" }];
}

/** −0 is refused: it is written `0` in canonical JSON, so what was signed could not be told from it. */
function isSafeNumber(number: number): boolean {
  return Number.isFinite(number) && Math.abs(number) <= Number.MAX_SAFE_INTEGER && !Object.is(number, -0);
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value) as unknown;
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}
