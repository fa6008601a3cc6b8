import { markColumn, type Channel, type FilingMark, type Outcome } from "./contract.ts";

export type CounterWord = Channel | Outcome | FilingMark;

/**
 * What a row of `filing_counter` counts, and the letter that says so in its packed form. Rows are kept with these letters: a new word
 * gets the next free one, and none is ever given to another.
 */
const letters: Readonly<Record<CounterWord, string>> = {
  "online-full": "a", "online-partial": "b", "in-person": "c", post: "d", early: "e", "on-time": "f", late: "g",
  "date-order": "h", "bad-transition": "i", "clock-restart": "j", "extension-abuse": "k", "due-rewritten": "l", "instant-complete": "m", "code-date": "n",
  "closed-code": "o", "foreign-code": "p", "not-offered": "q", "officer-filed": "r", "office-net": "s", "paper-online": "t", "paper-result": "u",
  "late-sync": "v", backdated: "w", conflict: "x", "unknown-procedure": "y", "due-known": "z", "status-known": "A", "role-known": "B", "net-known": "C",
  "electronic-known": "D", "result-known": "E", "code-known": "F", "result-remote": "G", "fee-due": "H", "fee-paid-online": "I", waiting: "J", withdrawn: "K",
  stopped: "L", synced: "M", "rated-unknown": "N", rated: "O", "rated-satisfied": "P", "owner-known": "Q", "listed-unknown": "R", listed: "S",
};
/** In the order in which `tallyBatch` gives them and `write-tally.ts` writes them. */
export const counterWords = Object.keys(letters) as readonly CounterWord[];

const outcomeColumns: Readonly<Record<string, string>> = { early: "resolved_early", "on-time": "resolved_on_time", late: "resolved_late" };

/** The column that counts the word. */
export function columnOf(word: CounterWord): string {
  return outcomeColumns[word] ?? markColumn(word as FilingMark);
}

/**
 * The SQL of a row's packed form: every count that is not 0, behind its letter, as `a120c14z5`. One short text instead of forty columns:
 * an audit reads nothing else of the row, in a fourteenth of the time.
 */
export function packedSql(valueOf: (word: CounterWord) => string): string {
  return counterWords.map((word) => `iif(${valueOf(word)} = 0, '', '${letters[word]}' || (${valueOf(word)}))`).join(" || ");
}

/** The packed rows of a key range, one result a half month: a line a service, its code and what is counted of it. */
export const packedCounters = "SELECT bucket, group_concat(service_code || ' ' || packed, char(10)) AS lines FROM filing_counter WHERE tenant_id = ? AND bucket BETWEEN ? AND ? GROUP BY bucket";
export type PackedRow = { bucket: number; lines: string };

/** Counts by the place of their word. */
export type Counts = readonly number[];

export function countOf(counts: Counts, word: CounterWord): number {
  return counts[places[letters[word].charCodeAt(0)]!]!;
}

/** The words of which there is any. */
export function wordsOf(counts: Counts): CounterWord[] {
  return counterWords.filter((_, place) => counts[place]! > 0);
}

/** Results of `packedCounters` added up, by service and by half month. Read letter by letter: a nation's quarter is three million of them. */
export function sumPacked(rows: readonly PackedRow[]): { services: Map<string, Counts>; buckets: Map<number, Counts> } {
  const services = new Map<string, number[]>();
  const buckets = new Map<number, number[]>();
  for (const { bucket, lines } of rows) {
    const ofBucket = none();
    buckets.set(bucket, ofBucket);
    for (const line of lines.split("\n")) {
      const end = line.indexOf(" ");
      const service = line.slice(0, end);
      const sums = services.get(service) ?? none();
      services.set(service, sums);
      addPacked(line, end + 1, sums, ofBucket);
    }
  }
  return { services, buckets };
}

const none = (): number[] => counterWords.map(() => 0);
const places = new Uint8Array(128);
Object.values(letters).forEach((letter, place) => (places[letter.charCodeAt(0)] = place));
const [ZERO, NINE] = [48, 57];

function addPacked(text: string, from: number, sums: number[], others: number[]): void {
  for (let at = from; at < text.length; ) {
    const place = places[text.charCodeAt(at++)]!;
    let count = 0;
    for (let code = text.charCodeAt(at); code >= ZERO && code <= NINE; code = text.charCodeAt(++at)) count = count * 10 + code - ZERO;
    sums[place]! += count;
    others[place]! += count;
  }
}
