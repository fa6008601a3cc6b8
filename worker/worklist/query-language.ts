/**
 * The text of the list's query box: `state:open sev:>=high tenant:H26 service:1.002* due:<3d assignee:@me -snoozed đất đai`. The builder
 * writes the same text, the address holds it, and the Worker reads it with this very code. Pure, shared with the browser.
 */
export const operators = ["=", ">=", ">", "<=", "<"] as const;
export type Operator = (typeof operators)[number];

/** What a key's values look like; `read-value.ts` knows each kind. */
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
export type ParsedQuery = { query: ListQuery; mistakes: readonly QueryMistake[] };

/** Terms, with each alternative counted: the database takes a hundred parameters a statement. */
const MOST_VALUES = 40;

const PIECE = /"(?:[^"\\]|\\.)*"|[^\s"]+/y;

/** Reads the text. What is not understood is named in `mistakes` and left out of `query`; nothing is guessed. */
export function parseQuery(text: string): ParsedQuery {
  const terms: Term[] = [];
  const mistakes: QueryMistake[] = [];
  let values = 0;
  for (const { word, at, isOpen } of wordsOf(text)) {
    let read = isOpen ? { mistake: "open-quote" as const } : readTerm(word);
    values += "mistake" in read || read.type !== "key" ? 1 : read.values.length;
    if (values > MOST_VALUES) read = { mistake: "too-many" };
    if ("mistake" in read) mistakes.push({ at, length: word.length, code: read.mistake, word });
    else terms.push(read);
  }
  return { query: terms, mistakes };
}

/** The canonical text of a query: what `parseQuery` reads as the same query. */
export function printQuery(query: ListQuery): string {
  return query.map(printTerm).join(" ");
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
  if ((queryFlags as readonly string[]).includes(body)) return { type: "flag", flag: body as QueryFlag, isNot };
  const key = /^([a-z]+%?):/.exec(body)?.[1];
  if (key === undefined) return { type: "text", text: unquote(body), isNot };
  if (!(key in queryKeys)) return { mistake: "unknown-key" };
  return readKey(key as QueryKey, body.slice(key.length + 1), isNot);
}

function readKey(key: QueryKey, written: string, isNot: boolean): Term | { mistake: QueryMistake["code"] } {
  const values = splitValues(written).map(readValue);
  if (values.some(({ value }) => value === "")) return { mistake: "no-value" };
  if (!queryKeys[key].compares && values.some(({ operator }) => operator !== "=")) return { mistake: "no-comparison" };
  return { type: "key", key, isNot, values };
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
  return text === "" || /[\s"]|^-|^[a-z]+%?:/.test(text) || (queryFlags as readonly string[]).includes(text);
}

function quote(text: string, isNeeded: boolean): string {
  return isNeeded ? `"${text.replace(/["\\]/g, "\\$&")}"` : text;
}

function unquote(written: string): string {
  return written.replace(/"((?:[^"\\]|\\.)*)"/g, (_, inner: string) => inner.replace(/\\(.)/g, "$1"));
}
