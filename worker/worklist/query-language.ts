/**
 * The text of the list's query box: `state:open sev:>=high tenant:H26 service:1.002* due:<3d assignee:@me -snoozed đất đai`. The builder
 * writes the same text, the address holds it, and the Worker reads it with this very code. Pure, shared with the browser.
 */
export const operators = ["=", ">=", ">", "<=", "<"] as const;
export type Operator = (typeof operators)[number];

/** What a key's values look like; `resolve-query.ts` reads each kind. */
export type ValueKind = "state" | "severity" | "rule" | "measure" | "period" | "code" | "name" | "count" | "percent" | "due" | "age" | "assignee" | "reason" | "signature";

/** Every key of the language, in the order in which the builder offers them. `compares` keys take `>`, `>=`, `<`, `<=`. */
export const queryKeys = {
  state: { kind: "state", compares: false },
  sev: { kind: "severity", compares: true },
  tenant: { kind: "name", compares: false },
  service: { kind: "code", compares: false },
  rule: { kind: "rule", compares: false },
  measure: { kind: "measure", compares: false },
  period: { kind: "period", compares: false },
  delta: { kind: "count", compares: true },
  "delta%": { kind: "percent", compares: true },
  due: { kind: "due", compares: true },
  age: { kind: "age", compares: true },
  assignee: { kind: "assignee", compares: false },
  seen: { kind: "count", compares: true },
  repeat: { kind: "count", compares: true },
  reason: { kind: "reason", compares: false },
  signed: { kind: "signature", compares: false },
} as const satisfies Record<string, { kind: ValueKind; compares: boolean }>;
export type QueryKey = keyof typeof queryKeys;

/** Words that stand alone: `snoozed`, `-snoozed`. */
export const queryFlags = ["snoozed", "risk", "regressed"] as const;
export type QueryFlag = (typeof queryFlags)[number];

/** `-tenant:H26|H29`: not one of the two. Values are as written, without their quotes. */
export type Term =
  | { type: "key"; key: QueryKey; isNot: boolean; values: readonly { operator: Operator; value: string }[] }
  | { type: "flag"; flag: QueryFlag; isNot: boolean }
  | { type: "text"; text: string; isNot: boolean };
export type ListQuery = readonly Term[];

/** A place in the text that is not understood; `at` counts characters from 0. */
export type QueryMistake = { at: number; length: number; code: "unknown-key" | "no-value" | "open-quote" | "no-comparison" | "too-many"; word: string };
/** How a term was written, and where. */
export type Place = { at: number; word: string };
/** `places` has one for each term of `query`. */
export type ParsedQuery = { query: ListQuery; places: readonly Place[]; mistakes: readonly QueryMistake[] };

/** Terms, with each alternative counted: the database takes a hundred parameters a statement. */
const MOST_VALUES = 40;

/** What looks like a key, known or not, in capitals or not: it is read as one or refused, never searched for as free text. */
const KEY = /^([a-z_][\w-]*%?):/i;

const PIECE = /"(?:[^"\\]|\\.)*"|[^\s"]+/y;

/** Reads the text. What is not understood is named in `mistakes` and left out of `query`; nothing is guessed. */
export function parseQuery(text: string): ParsedQuery {
  const terms: Term[] = [];
  const places: Place[] = [];
  const mistakes: QueryMistake[] = [];
  let values = 0;
  for (const { word, at, isOpen } of wordsOf(text)) {
    let read = isOpen ? { mistake: "open-quote" as const } : readTerm(word);
    values += "mistake" in read || read.type !== "key" ? 1 : read.values.length;
    if (values > MOST_VALUES) read = { mistake: "too-many" };
    if ("mistake" in read) mistakes.push({ at, length: word.length, code: read.mistake, word });
    else {
      terms.push(read);
      places.push({ at, word });
    }
  }
  return { query: terms, places, mistakes };
}

/** The canonical text of a query: what `parseQuery` reads as the same query. */
export function printQuery(query: ListQuery): string {
  return query.map(printTerm).join(" ");
}

/** The key that a word of the text begins with, if there is one of this name. */
export function keyOf(word: string): QueryKey | null {
  const key = KEY.exec(word.replace(/^-/, ""))?.[1]!.toLowerCase();
  return key !== undefined && isKey(key) ? key : null;
}

/** Not `in`: every object has a `constructor`. */
function isKey(key: string): key is QueryKey {
  return Object.hasOwn(queryKeys, key);
}

/** Words are parted by white space outside quotes; a quote that never closes takes the rest of the text. */
function* wordsOf(text: string): Generator<{ word: string; at: number; isOpen: boolean }> {
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text[at]!)) {
      at++;
      continue;
    }
    const start = at;
    let isOpen = false;
    while (at < text.length && !/\s/.test(text[at]!)) {
      PIECE.lastIndex = at;
      const piece = PIECE.exec(text)?.[0];
      isOpen = piece === undefined;
      at = piece === undefined ? text.length : at + piece.length;
    }
    yield { word: text.slice(start, at), at: start, isOpen };
  }
}

function readTerm(word: string): Term | { mistake: QueryMistake["code"] } {
  const isNot = word.startsWith("-") && word.length > 1;
  const body = isNot ? word.slice(1) : word;
  const flag = queryFlags.find((known) => known === body.toLowerCase());
  if (flag) return { type: "flag", flag, isNot };
  const key = KEY.exec(body)?.[1]!.toLowerCase();
  if (key === undefined) return { type: "text", text: unquote(body), isNot };
  if (!isKey(key)) return { mistake: "unknown-key" };
  return readKey(key, body.slice(key.length + 1), isNot);
}

function readKey(key: QueryKey, written: string, isNot: boolean): Term | { mistake: QueryMistake["code"] } {
  const values = splitValues(written).map(readValue).map(({ operator, value }) => ({ operator, value: canonicalValue(key, value) }));
  if (values.some(({ value }) => value === "")) return { mistake: "no-value" };
  if (!queryKeys[key].compares && values.some(({ operator }) => operator !== "=")) return { mistake: "no-comparison" };
  return { type: "key", key, isNot, values };
}

/** The one spelling of what may be written in capitals or not: `state:Open`, `sev:HIGH`, `due:3D`. Names and codes stay as written. */
export function canonicalValue(key: QueryKey, value: string): string {
  const lower = value.toLowerCase();
  switch (queryKeys[key].kind) {
    case "state": return lower === "open" || lower === "closed" ? lower : value.toUpperCase();
    case "rule": case "period": return value.toUpperCase();
    case "severity": case "measure": case "due": case "age": case "reason": case "signature": return lower;
    case "code": case "assignee": return lower === "none" || lower === "@me" ? lower : value;
    case "name": case "count": case "percent": return value;
  }
}

/** `a|"b | c"` is two values. */
function splitValues(written: string): string[] {
  return written.match(/(?:"(?:[^"\\]|\\.)*"|[^|"])+|(?<=^|\|)(?=\||$)/g) ?? [""];
}

function readValue(written: string): { operator: Operator; value: string } {
  const operator = /^(?:>=|<=|>|<)/.exec(written)?.[0] as Operator | undefined;
  return { operator: operator ?? "=", value: unquote(written.slice(operator?.length ?? 0)) };
}

function printTerm(term: Term): string {
  const sign = term.isNot ? "-" : "";
  if (term.type === "flag") return sign + term.flag;
  if (term.type === "text") return sign + quote(term.text, needsQuotesAsText(term.text));
  return `${sign}${term.key}:${term.values.map(({ operator, value }) => (operator === "=" ? "" : operator) + quote(value, /[\s"|]|^[<>=]/.test(value))).join("|")}`;
}

/** A text that would be read as something else when it stood bare. */
function needsQuotesAsText(text: string): boolean {
  return text === "" || /[\s"]|^-/.test(text) || KEY.test(text) || (queryFlags as readonly string[]).includes(text.toLowerCase());
}

function quote(text: string, isNeeded: boolean): string {
  return isNeeded ? `"${text.replace(/["\\]/g, "\\$&")}"` : text;
}

function unquote(written: string): string {
  return written.replace(/"((?:[^"\\]|\\.)*)"/g, (_, inner: string) => inner.replace(/\\(.)/g, "$1"));
}
