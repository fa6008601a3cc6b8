import { addDays, bucketsOf, type Window } from "../kernel/windows.ts";
import { filingMarks, markColumn, type FilingMark, type FilingSignal } from "./contract.ts";
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
};
export type FilingDay = { day: string; unit: string; online: number; numbered: number; highest: number };

/** How many days after a window say whether a burst at its end fell back. */
const DAYS_AFTER = 7;

/** Reads key ranges of what is counted, in one round trip: services, half months and days, never filings. */
export async function getFilingFacts(ledger: D1Database, tenantCode: string, window: Pick<Window, "from" | "to">): Promise<FilingFacts> {
  const { first, last } = bucketsOf(window);
  const [counters, overdue, days, submitters, samples] = await ledger.batch<Record<string, string | number>>([
    ledger.prepare(countersSql).bind(tenantCode, first, last),
    ledger.prepare("SELECT service_code, SUM(filings) AS filings FROM filing_pending WHERE tenant_id = ? AND done_bucket > ? AND due_bucket <= ? GROUP BY service_code").bind(tenantCode, last, last),
    ledger.prepare("SELECT day, unit, online, numbered, highest FROM filing_day WHERE tenant_id = ? AND day BETWEEN ? AND ?").bind(tenantCode, window.from, addDays(window.to, DAYS_AFTER)),
    ledger.prepare("SELECT submitter, filings, owners FROM filing_submitter INDEXED BY filing_submitter_of_several WHERE tenant_id = ? AND bucket BETWEEN ? AND ? AND owners_known >= 3").bind(tenantCode, first, last),
    // Only where there are signals: few rows beside the counters, and none for filings that go their way.
    ledger.prepare("SELECT service_code AS service, signal, codes FROM filing_sample WHERE tenant_id = ? AND bucket BETWEEN ? AND ?").bind(tenantCode, first, last),
  ]);
  return {
    ...sumCounters(counters!.results as CountersRow[], first),
    overdue: new Map((overdue!.results as { service_code: string; filings: number }[]).filter(({ filings }) => filings > 0).map(({ service_code, filings }) => [service_code, filings])),
    days: days!.results as unknown as FilingDay[],
    submitters: joinSubmitters(submitters!.results as { submitter: string; filings: number; owners: string }[]),
    samples: joinSamples(samples!.results as SampleRow[]),
  };
}

/** A half month's channels and outcomes, service by service, and its marks where there are any: one scan for both. */
const countersSql = `SELECT bucket, json_group_array(json_array(service_code, online_full, online_partial, in_person, post, resolved_early + resolved_on_time, resolved_late)) AS counters,
    json_group_array(json_array(service_code, ${filingMarks.map(markColumn).join(", ")})) FILTER (WHERE ${filingMarks.map(markColumn).join(" + ")} > 0) AS marks
  FROM filing_counter WHERE tenant_id = ? AND bucket BETWEEN ? AND ? GROUP BY bucket`;
type CountersRow = { bucket: number; counters: string; marks: string };
type Channels = [service: string, onlineFull: number, onlinePartial: number, inPerson: number, post: number, onTime: number, late: number];

function sumCounters(rows: readonly CountersRow[], firstBucket: number): Pick<FilingFacts, "counts" | "resolved" | "marks" | "months"> {
  const sums: Pick<FilingFacts, "counts" | "resolved" | "marks"> = { counts: new Map(), resolved: new Map(), marks: new Map() };
  const months: FilingFacts["months"] = [];
  for (const { bucket, counters, marks } of rows) {
    // Windows of both cut-off rules are whole months of two half months each.
    const month = (months[Math.floor((bucket - firstBucket) / 2)] ??= { online: 0, total: 0 });
    for (const counter of JSON.parse(counters) as Channels[]) {
      addChannels(sums, counter);
      month.online += counter[1] + counter[2];
      month.total += counter[1] + counter[2] + counter[3] + counter[4];
    }
    for (const [service, ...counts] of JSON.parse(marks) as [string, ...number[]][]) addMarks(sums.marks, service, counts);
  }
  return { ...sums, months: Array.from(months, (month) => month ?? { online: 0, total: 0 }) };
}

/** A service of which nothing was received or resolved is in neither map: it was only set aside. */
function addChannels({ counts, resolved }: Pick<FilingFacts, "counts" | "resolved">, [service, onlineFull, onlinePartial, inPerson, post, onTime, late]: Channels): void {
  if (onlineFull + onlinePartial + inPerson + post + onTime + late === 0) return;
  const count = counts.get(service) ?? { onlineFull: 0, onlinePartial: 0, inPerson: 0, post: 0 };
  counts.set(service, { onlineFull: count.onlineFull + onlineFull, onlinePartial: count.onlinePartial + onlinePartial, inPerson: count.inPerson + inPerson, post: count.post + post });
  const done = resolved.get(service) ?? { onTime: 0, late: 0 };
  resolved.set(service, { onTime: done.onTime + onTime, late: done.late + late });
}

function addMarks(marks: FilingFacts["marks"], service: string, counts: readonly number[]): void {
  const sum = marks.get(service) ?? {};
  marks.set(service, sum);
  filingMarks.forEach((mark, i) => {
    if (counts[i]! > 0) sum[mark] = (sum[mark] ?? 0) + counts[i]!;
  });
}

function joinSubmitters(rows: readonly { submitter: string; filings: number; owners: string }[]): FilingFacts["submitters"] {
  return [...Map.groupBy(rows, ({ submitter }) => submitter)].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([submitter, parts]) => ({
    submitter,
    owners: new Set(parts.flatMap(({ owners }) => JSON.parse(owners) as string[])).size,
    filings: parts.reduce((sum, { filings }) => sum + filings, 0),
  }));
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
