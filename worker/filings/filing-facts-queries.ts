import { addDays, bucketsOf, type Window } from "../kernel/windows.ts";
import { channels, outcomes, type FilingMark, type FilingSignal } from "./contract.ts";
import { countOf, packedCounters, sumPacked, wordsOf, type CounterWord, type Counts, type PackedRow } from "./counter-words.ts";
import { SAMPLES } from "./signal-settings.ts";

/** Everything the audit asks of filings in a window. A service that is not in a map has none of what it counts. */
export type FilingFacts = {
  /** Filings received in the window, by channel, and resolved in it, by outcome. */
  counts: Map<string, { onlineFull: number; onlinePartial: number; inPerson: number; post: number }>;
  resolved: Map<string, { onTime: number; late: number }>;
  marks: Map<string, Partial<Record<FilingMark, number>>>;
  /** Open past their due date at the end of the window, by service. */
  overdue: Map<string, number>;
  /** Of each month of the window, oldest first. */
  months: { online: number; total: number }[];
  /** Of the window's days and the seven after; see `filing_day`. */
  days: FilingDay[];
  /** Who filed for several owners: with the window's half months put together, as far as each knew three. */
  submitters: { submitter: string; owners: number; filings: number }[];
  /** Up to five filing codes a service and signal. */
  samples: Map<string, Partial<Record<FilingSignal, string[]>>>;
  /** Live filings whose owner has another one of the same service and day, by service and day. */
  twice: Map<string, FiledTwice[]>;
  /** Filings received by each unit of an agency code, in the window and in the year before it. */
  units: { unit: string; inWindow: number; before: number; halfMonthsBefore: number }[];
};
export type FiledTwice = { day: string; filings: number };
export type FilingDay = { day: string; unit: string; online: number; numbered: number; highest: number };

const BUCKETS_A_YEAR = 24;
/** How many days after a window say whether a burst at its end fell back. */
const DAYS_AFTER = 7;

/** Reads key ranges of what is counted, in one round trip: services, half months and days, never filings. */
export async function getFilingFacts(ledger: D1Database, tenantCode: string, window: Pick<Window, "from" | "to">): Promise<FilingFacts> {
  const { first, last } = bucketsOf(window);
  const [counters, overdue, days, submitters, samples, twice, units] = await ledger.batch<Record<string, string | number>>([
    ledger.prepare(packedCounters).bind(tenantCode, first, last),
    ledger.prepare("SELECT service_code, SUM(filings) AS filings FROM filing_pending WHERE tenant_id = ? AND done_bucket > ? AND due_bucket <= ? GROUP BY service_code").bind(tenantCode, last, last),
    ledger.prepare("SELECT day, unit, online, numbered, highest FROM filing_day WHERE tenant_id = ? AND day BETWEEN ? AND ?").bind(tenantCode, window.from, addDays(window.to, DAYS_AFTER)),
    ledger.prepare("SELECT submitter, filings, owners FROM filing_submitter INDEXED BY filing_submitter_of_several WHERE tenant_id = ? AND bucket BETWEEN ? AND ? AND owners_known >= 3").bind(tenantCode, first, last),
    // Only where there are signals: few rows beside the counters, and none for filings that go their way.
    ledger.prepare("SELECT service_code AS service, signal, codes FROM filing_sample WHERE tenant_id = ? AND bucket BETWEEN ? AND ?").bind(tenantCode, first, last),
    ledger.prepare("SELECT service_code AS service, day, twice AS filings FROM filing_owner INDEXED BY filing_owner_twice WHERE tenant_id = ? AND day BETWEEN ? AND ? AND twice > 0").bind(tenantCode, window.from, window.to),
    ledger.prepare("SELECT bucket, units FROM filing_unit WHERE tenant_id = ? AND bucket BETWEEN ? AND ?").bind(tenantCode, first - BUCKETS_A_YEAR, last),
  ]);
  return {
    ...sumCounters(counters!.results as PackedRow[], first),
    overdue: new Map((overdue!.results as { service_code: string; filings: number }[]).filter(({ filings }) => filings > 0).map(({ service_code, filings }) => [service_code, filings])),
    days: days!.results as unknown as FilingDay[],
    submitters: joinSubmitters(submitters!.results as { submitter: string; filings: number; owners: string }[]),
    samples: joinSamples(samples!.results as SampleRow[]),
    twice: joinTwice(twice!.results as (FiledTwice & { service: string })[]),
    units: joinUnits(units!.results as { bucket: number; units: string }[], first),
  };
}

const counted: readonly CounterWord[] = [...channels, ...outcomes];

function sumCounters(rows: readonly PackedRow[], firstBucket: number): Pick<FilingFacts, "counts" | "resolved" | "marks" | "months"> {
  const { services, buckets } = sumPacked(rows);
  const facts: Pick<FilingFacts, "counts" | "resolved" | "marks"> = { counts: new Map(), resolved: new Map(), marks: new Map() };
  for (const [service, sums] of services) {
    const of = (word: CounterWord) => countOf(sums, word);
    const bears = wordsOf(sums).filter((word): word is FilingMark => !counted.includes(word));
    if (bears.length > 0) facts.marks.set(service, Object.fromEntries(bears.map((mark) => [mark, of(mark)])));
    // A service of which nothing was received or resolved was only set aside.
    if (counted.every((word) => of(word) === 0)) continue;
    facts.counts.set(service, { onlineFull: of("online-full"), onlinePartial: of("online-partial"), inPerson: of("in-person"), post: of("post") });
    facts.resolved.set(service, { onTime: of("early") + of("on-time"), late: of("late") });
  }
  return { ...facts, months: toMonths(buckets, firstBucket) };
}

/** Windows of both cut-off rules are whole months of two half months each. */
function toMonths(buckets: ReadonlyMap<number, Counts>, firstBucket: number): FilingFacts["months"] {
  const months: FilingFacts["months"] = [];
  for (const [bucket, sums] of buckets) {
    const month = (months[Math.floor((bucket - firstBucket) / 2)] ??= { online: 0, total: 0 });
    const online = countOf(sums, "online-full") + countOf(sums, "online-partial");
    month.online += online;
    month.total += online + countOf(sums, "in-person") + countOf(sums, "post");
  }
  return Array.from(months, (month) => month ?? { online: 0, total: 0 });
}

function joinSubmitters(rows: readonly { submitter: string; filings: number; owners: string }[]): FilingFacts["submitters"] {
  return [...Map.groupBy(rows, ({ submitter }) => submitter)].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([submitter, parts]) => ({
    submitter,
    owners: new Set(parts.flatMap(({ owners }) => JSON.parse(owners) as string[])).size,
    filings: parts.reduce((sum, { filings }) => sum + filings, 0),
  }));
}

function joinTwice(rows: readonly (FiledTwice & { service: string })[]): FilingFacts["twice"] {
  const services = Map.groupBy(rows.toSorted((a, b) => (a.day < b.day ? -1 : 1)), ({ service }) => service);
  return new Map([...services].map(([service, days]) => [service, days.map(({ day, filings }) => ({ day, filings }))]));
}

type SampleRow = { service: string; signal: FilingSignal; codes: string };

function joinSamples(rows: readonly SampleRow[]): FilingFacts["samples"] {
  const samples: FilingFacts["samples"] = new Map();
  for (const { service, signal, codes } of rows) {
    const known = samples.get(service) ?? {};
    samples.set(service, known);
    known[signal] = [...new Set([...(known[signal] ?? []), ...(JSON.parse(codes) as string[])])].sort().slice(0, SAMPLES);
  }
  return samples;
}

/** In order of codes, so that the same rows in any order are the same facts. */
export function joinUnits(rows: readonly { bucket: number; units: string }[], firstBucket: number): FilingFacts["units"] {
  const units = new Map<string, FilingFacts["units"][number]>();
  for (const { bucket, units: filings } of rows) {
    for (const [unit, count] of Object.entries(JSON.parse(filings) as Record<string, number>)) {
      const sum = units.get(unit) ?? { unit, inWindow: 0, before: 0, halfMonthsBefore: 0 };
      units.set(unit, bucket < firstBucket ? { ...sum, before: sum.before + count, halfMonthsBefore: sum.halfMonthsBefore + 1 } : { ...sum, inWindow: sum.inWindow + count });
    }
  }
  return [...units.values()].toSorted((a, b) => (a.unit < b.unit ? -1 : 1));
}
