import { quoted } from "../kernel/quoted.ts";

/** Deeper or larger documents are refused before anything else looks at them. */
const MAX_DEPTH = 32;
/** Members of objects and of lists together; the largest report, 500 rows of II.06a, has 7,000. */
const MAX_MEMBERS = 10_000;
/** A double keeps this many significant digits of any number. */
const KEPT_DIGITS = 15;

const SPACE = /[ \t\n\r]*/y;
// RFC 8259 §7 names these characters itself.
// oxlint-disable-next-line no-control-regex
const STRING = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;

/** Why a text is no I-JSON; for the `detail` of a problem. */
export class NotStrictJson extends Error {}
/** A member stands twice in an object: valid JSON to some readers, and to each another document. */
export class NameTwice extends NotStrictJson {}

/**
 * The value of an I-JSON text (RFC 7493): no duplicate names at any depth (also when written with escapes), no lone
 * surrogates, no number that a double would change, no negative zero, bounded depth and size. Where
 * JSON.parse would quietly take the last of two members, signer and verifier would see different documents.
 */
export function parseStrictJson(text: string): unknown {
  scan(text);
  return JSON.parse(text);
}

function scan(text: string): void {
  let at = 0;
  let members = 0;
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? null;
    if (found !== null) at += found.length;
    return found;
  };
  const expect = (symbol: string) => {
    take(SPACE);
    if (text[at] !== symbol) throw new NotStrictJson(`Expected ${symbol} at character ${at}.`);
    at++;
  };
  const isNext = (symbol: string) => (take(SPACE), text[at] === symbol);

  const string = (): string => {
    const token = take(STRING);
    if (token === null) throw new NotStrictJson(`Not a JSON string at character ${at}.`);
    const value = JSON.parse(token) as string;
    if (!value.isWellFormed()) throw new NotStrictJson(`A lone surrogate before character ${at}.`);
    return value;
  };
  const list = (close: string, depth: number, member: () => void) => {
    if (depth >= MAX_DEPTH) throw new NotStrictJson(`Nested deeper than ${MAX_DEPTH}.`);
    at++;
    if (isNext(close)) return void at++;
    do {
      if (++members > MAX_MEMBERS) throw new NotStrictJson(`More than ${MAX_MEMBERS} members.`);
      member();
    } while (isNext(",") && ++at);
    expect(close);
  };
  const value = (depth: number): void => {
    take(SPACE);
    const first = text[at];
    if (first === '"') return void string();
    if (first === "[") return list("]", depth, () => value(depth + 1));
    if (first === "{") {
      const names = new Set<string>();
      return list("}", depth, () => {
        take(SPACE);
        const name = string();
        if (names.has(name)) throw new NameTwice(`The member ${quoted(name)} stands twice.`);
        names.add(name);
        expect(":");
        value(depth + 1);
      });
    }
    if (take(WORD) !== null) return;
    requireExact(take(NUMBER), at);
  };

  value(0);
  take(SPACE);
  if (at !== text.length) throw new NotStrictJson(`Something follows the document at character ${at}.`);
}

function requireExact(token: string | null, at: number): void {
  if (token === null) throw new NotStrictJson(`Not a JSON value at character ${at}.`);
  const number = Number(token);
  if (!isKept(number, token) || Math.abs(number) > Number.MAX_SAFE_INTEGER || Object.is(number, -0)) {
    throw new NotStrictJson(`The number before character ${at} is not the same in every language. Write large numbers as strings.`);
  }
}

/** Whether reading the number as a double loses nothing: another language would read the same. */
function isKept(number: number, token: string): boolean {
  if (String(number) === token) return true;
  const digits = token.replace(/[eE].*/, "").replaceAll(/[-.]/g, "").replace(/^0+/, "");
  return digits.length <= KEPT_DIGITS && (number !== 0 || digits === "");
}
