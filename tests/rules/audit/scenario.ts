import type { AuditFacts, CarriedFrom, PrintedRate, ReportFacts } from "../../../worker/audit/facts.ts";
import type { RuleId } from "../../../worker/audit/contract.ts";
import { defaultRuleSet } from "../../../worker/audit/rules/default-rule-set.ts";
import { judgeFacts } from "../../../worker/audit/rules/rule-set.ts";
import { filingMarks, type Channel, type FilingMark } from "../../../worker/filings/contract.ts";
import { judgeEvents, type StoredEvent } from "../../../worker/filings/judge-events.ts";
import { joinUnits } from "../../../worker/filings/filing-facts-queries.ts";
import { NEVER } from "../../../worker/filings/judge-filing.ts";
import { parseLines } from "../../../worker/filings/parse-lines.ts";
import { counterWords } from "../../../worker/filings/counter-words.ts";
import { tallyBatch } from "../../../worker/filings/tally-batch.ts";
import type { FieldRow, ServiceRow } from "../../../worker/forms/contract.ts";
import { bucketsOf, findWindow, startOfDay, addDays } from "../../../worker/kernel/windows.ts";
import { addWorkingDays } from "../../../worker/kernel/working-days.ts";
import { fieldRow, makeFacts, makeService, quietFacts } from "./make-facts.ts";

/** Tết of 2026, as the decision for the year has it. */
const holidays = new Map(["2026-01-01", "2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20"].map((day) => [day, "holiday"] as const));

/**
 * A unit's period in a few lines, from events to findings, without a database:
 *
 *     unit H26                                     the tenant; `own H25` names a code it took over, `closed H25 2025-06-30` ends it
 *     period services-quarter 2026-Q1              or ii06a-quarter, printed-rates; the window cuts off in mid-month
 *     service 1.000001 full HT since 2024-01-01    level, field, first day online; `reason` at the end publishes one
 *     90 1.000001 online-full 2026-01-05           so many filings received on the day
 *     F1 received 2026-01-05T09:00 1.000001 online-full due=2026-01-20 role=officer
 *     F1 resolved 2026-01-06T09:00 1.000001 on-time result=paper
 *     report 2026-03-18                            received that day; its rows follow; `report 2026-03-18 2026-01-01 2026-03-31` names other days
 *     row 1.000001 90 95                           online and in all, `-` for no number
 *     field HT c4=60 c5=40                         columns of II.06a, the others as `fieldRow` has them
 *     before H25 2025-Q4 HT 20                     what the period before left pending; `before H25 2025-Q4` filed nothing
 *     rate "Online" provinces RATE_VPCP 1/2 50.0 source [about] [carried=n]
 *     arrives 2026-01-07                           from here on events arrive on that day
 *     shared G03 1.000001                          another unit offers the procedure for everybody
 *     signed isContested=yes                       what looking at the report's signature again came to, where it is not well; namesOther=period
 *     child H26.1 HT c4=30                         the report of a unit below; `child H26.2` reported nothing
 */
export function scenario(text: string, changes: Partial<AuditFacts> = {}): AuditFacts {
  const lines = text.split("\n").map((line) => line.trim()).filter(Boolean).map((line) => (line.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', "")));
  const of = (verb: string) => lines.filter(([first]) => first === verb).map(([, ...words]) => words);
  const [unit = "H26"] = of("unit")[0] ?? [];
  const [reportTypeId = "services-quarter", periodId = "2026-Q1"] = of("period")[0] ?? [];
  const formId = reportTypeId.startsWith("ii06a") ? "ii06a" : reportTypeId === "printed-rates" ? "printed-rates" : "services-report";
  const window = findWindow(periodId, "mid-month")!;
  const dueOn = addWorkingDays(window.to, 5, holidays);
  const services = of("service").map(([code, level, field, , since, reason]) =>
    makeService(code!, { level: level as "full", field: { code: field!, nameVi: `Lĩnh vực ${field}`, nameEn: `Field ${field}` }, onlineSince: since ?? "2024-01-01", partialReason: reason ?? null }));
  const reports = lines.flatMap((words, i) => (words[0] === "report" ? [readReport(lines, i, formId, { ...window, id: periodId })] : []));
  return makeFacts({
    tenant: { code: unit, nameVi: unit, nameEn: unit, agencyCode: unit.slice(0, 3) }, reportTypeId, formId, window, dueOn, services, now: startOfDay(addDays(dueOn, 1)),
    ...countFilings(lines, unit, window, services),
    report: reports.at(-1) ?? null,
    amended: reports.at(-2) ?? null,
    carriedFrom: of("before").map(([tenant, period, field, pending]): CarriedFrom => ({ tenant: tenant!, period: period!, jti: field ? "j" : null, rows: field ? [fieldRow({ field, c11: Number(pending) })] : null })),
    children: readChildren(of("child")),
    shared: of("shared").length === 0 ? null : new Map(of("shared").map(([tenant, procedure]) => [procedure!, [{ tenant: tenant!, nameVi: `Dịch vụ ${procedure}` }]])),
    signature: { ...quietFacts.signature!, ...Object.fromEntries(of("signed").flat().map((word) => word.split("=") as [string, string]).map(([name, value]) => [name, name === "namesOther" ? [value] : value === "yes"])) },
    ...changes,
  });
}

function readChildren(lines: readonly (readonly string[])[]): AuditFacts["children"] {
  if (lines.length === 0) return null;
  return lines.map(([code, field, ...cells]) => ({ code: code!, rows: field ? [fieldRow({ field, ...cellsOf(cells) })] : null }));
}

function cellsOf(cells: readonly string[]): Partial<FieldRow> {
  return Object.fromEntries(cells.map((cell) => [cell.split("=")[0], Number(cell.split("=")[1])])) as Partial<FieldRow>;
}

/** What the rules find, each as `R07 critical 1.000001 90/20`; `reported/actual`, a dash for no number. Without R44 unless it is asked for. */
export function findingsIn(facts: AuditFacts, ruleSet = defaultRuleSet): string[] {
  return judgeFacts(facts, ruleSet).findings.map(({ rule, severity, subject, reported, actual }) => `${rule} ${severity} ${subject || "unit"} ${reported ?? "-"}/${actual ?? "-"}`);
}

/** Why the rule was not looked at, or null. */
export function uncheckedIn(facts: AuditFacts, rule: RuleId, ruleSet = defaultRuleSet): string | null {
  return judgeFacts(facts, ruleSet).checks.find((check) => check.rule === rule)!.unchecked;
}

function readReport(lines: readonly string[][], at: number, formId: string, window: { id: string; from: string; to: string }): ReportFacts {
  const receivedAt = startOfDay(lines[at]![1]!) + 10 * 3_600_000;
  const next = lines.findIndex(([verb], i) => i > at && verb === "report");
  const own = lines.slice(at + 1, next === -1 ? undefined : next);
  const head = { jti: `j${at}`, digest: "d".repeat(43), firstReceivedAt: receivedAt, receivedAt, from: lines[at]![2] ?? window.from, to: lines[at]![3] ?? window.to };
  const count = (word: string | undefined) => (word === "-" || word === undefined ? null : Number(word));
  if (formId === "ii06a") {
    const rows = own.filter(([verb]) => verb === "field").map(([, field, ...cells]) => fieldRow({ field: field!, ...cellsOf(cells) }));
    return { ...head, kind: "fields", rows };
  }
  if (formId === "printed-rates") {
    const rows = own.filter(([verb]) => verb === "rate").map(([, name, about, definition, fraction, printed, source, ...more], i): PrintedRate => {
      const [numerator, denominator] = fraction!.split("/").map(count) as [number | null, number | null];
      const carried = more.find((word) => word.startsWith("carried="));
      return { id: `r${i}`, name: name!, about: about!, period: window.id, definition: definition === "-" ? null : definition!, numerator, denominator, carriedOver: carried ? Number(carried.slice(8)) : null, approximate: more.includes("about"), printed: printed!, source: source! };
    });
    return { ...head, kind: "rates", rows };
  }
  const rows = own.filter(([verb]) => verb === "row").map(([, service, online, total, name]): ServiceRow => ({ service: service!, name: name ?? `Dịch vụ ${service}`, level: "full", online: count(online), total: count(total) }));
  return { ...head, kind: "services", rows };
}

type Filings = Pick<AuditFacts, "counts" | "marks" | "overdue" | "months" | "days" | "submitters" | "twice" | "units">;
type Sums = {
  counters: Map<string, number[]>;
  pending: (number | string)[][];
  days: Map<string, [number, number, number]>;
  submitters: Map<string, { filings: number; owners: Set<string> }>;
  owners: Map<string, Record<string, number>>;
  units: Map<number, Record<string, number>>;
};

/** Runs the events through what the Worker judges and tallies them with, one batch a day of arrival. */
function countFilings(lines: readonly string[][], unit: string, window: { from: string; to: string }, services: AuditFacts["services"]): Filings {
  const codes = [
    { level1: unit.slice(0, 3), validFrom: null, validTo: null, isOwn: true },
    ...lines.filter(([verb]) => verb === "closed").map(([, level1, validTo]) => ({ level1: level1!, validFrom: null, validTo: validTo!, isOwn: true })),
  ];
  const facts = { holidays, agencyCodes: codes, offered: new Map(services.map(({ code, onlineSince, validTo }) => [code, { onlineSince, validTo }])) };
  const sums: Sums = { counters: new Map(), pending: [], days: new Map(), submitters: new Map(), owners: new Map(), units: new Map() };
  let stored: StoredEvent[] = [];
  for (const [arrival, batch] of Map.groupBy(eventLines(lines), ({ arrives }) => arrives)) {
    const now = arrival === "" ? Date.parse("2027-01-01T00:00:00Z") : startOfDay(arrival) + 12 * 3_600_000;
    const { events } = parseLines(batch.map(({ line }) => JSON.stringify(line)), now);
    const judged = judgeEvents(events, new Set(services.map(({ code }) => code)), stored, []);
    const tally = tallyBatch(judged, stored, facts, { now, connectedAt: arrival === "" ? Number.MAX_SAFE_INTEGER : 0 });
    stored = [...stored, ...judged.fresh];
    for (const [bucket, service, ...by] of tally.counters as [number, string, ...number[]][]) {
      const sum = sums.counters.get(`${bucket} ${service}`) ?? by.map(() => 0);
      sums.counters.set(`${bucket} ${service}`, sum.map((count, i) => count + by[i]!));
    }
    sums.pending.push(...tally.pending);
    for (const [day, own, online, numbered, highest] of tally.days as [string, string, number, number, number][]) {
      const sum = sums.days.get(`${day} ${own}`) ?? [0, 0, 0];
      sums.days.set(`${day} ${own}`, [sum[0] + online, sum[1] + numbered, Math.max(sum[2], highest)]);
    }
    for (const [, submitter, filings, owners] of tally.submitters as [number, string, number, string[]][]) {
      const sum = sums.submitters.get(submitter) ?? { filings: 0, owners: new Set<string>() };
      sums.submitters.set(submitter, { filings: sum.filings + filings, owners: new Set([...sum.owners, ...owners]) });
    }
    for (const [day, service, by] of tally.owners as [string, string, Record<string, number>][]) sums.owners.set(`${day} ${service}`, addUp(sums.owners.get(`${day} ${service}`), by));
    for (const [bucket, by] of tally.units as [number, Record<string, number>][]) sums.units.set(bucket, addUp(sums.units.get(bucket), by));
  }
  return inWindow(sums, window);
}

function addUp(one: Record<string, number> = {}, other: Record<string, number>): Record<string, number> {
  return Object.fromEntries([...new Set([...Object.keys(one), ...Object.keys(other)])].map((name) => [name, (one[name] ?? 0) + (other[name] ?? 0)]));
}

function inWindow(sums: Sums, window: { from: string; to: string }): Filings {
  const { first, last } = bucketsOf(window);
  const counts = new Map(makeFacts({ counts: new Map() }).counts);
  const marks = new Map<string, Partial<Record<FilingMark, number>>>();
  const months: { online: number; total: number }[] = Array.from({ length: (last - first + 1) / 2 }, () => ({ online: 0, total: 0 }));
  for (const [key, by] of sums.counters) {
    const [bucket, service] = [Number(key.split(" ")[0]), key.split(" ")[1]!];
    if (bucket < first || bucket > last) continue;
    const [onlineFull, onlinePartial, inPerson, post] = by as [number, number, number, number];
    const count = counts.get(service) ?? { onlineFull: 0, onlinePartial: 0, inPerson: 0, post: 0 };
    if (onlineFull + onlinePartial + inPerson + post > 0) counts.set(service, { onlineFull: count.onlineFull + onlineFull, onlinePartial: count.onlinePartial + onlinePartial, inPerson: count.inPerson + inPerson, post: count.post + post });
    const month = months[Math.floor((bucket - first) / 2)]!;
    [month.online, month.total] = [month.online + onlineFull + onlinePartial, month.total + onlineFull + onlinePartial + inPerson + post];
    const own = marks.get(service) ?? {};
    for (const mark of filingMarks) if (by[counterWords.indexOf(mark)]! > 0) own[mark] = (own[mark] ?? 0) + by[counterWords.indexOf(mark)]!;
    if (Object.keys(own).length > 0) marks.set(service, own);
  }
  const overdue = new Map<string, number>();
  for (const [done, service, due, by] of sums.pending as [number, string, number, number][]) if ((done === NEVER || done > last) && due <= last) overdue.set(service, (overdue.get(service) ?? 0) + by);
  const days = [...sums.days].map(([key, [online, numbered, highest]]) => ({ day: key.split(" ")[0]!, unit: key.split(" ")[1] ?? "", online, numbered, highest }));
  const submitters = [...sums.submitters].map(([submitter, { filings, owners }]) => ({ submitter, filings, owners: owners.size }));
  const twice: Filings["twice"] = new Map();
  for (const [key, owners] of sums.owners) {
    const [day, service] = key.split(" ") as [string, string];
    const filings = Object.values(owners).filter((count) => count > 1).reduce((sum, count) => sum + count, 0);
    if (filings > 0 && window.from <= day && day <= window.to) twice.set(service, [...(twice.get(service) ?? []), { day, filings }]);
  }
  const units = joinUnits([...sums.units].filter(([bucket]) => first - 24 <= bucket && bucket <= last).map(([bucket, of]) => ({ bucket, units: JSON.stringify(of) })), first);
  return { ...quietFacts, counts, marks, overdue: new Map([...overdue].filter(([, count]) => count > 0)), months, days, submitters, twice, units };
}

let bulk = 0;

/** Events as lines of a batch, with the day on which they arrive; empty: whenever, and never late. */
function eventLines(lines: readonly string[][]): { arrives: string; line: object }[] {
  let arrives = "";
  const events: { arrives: string; line: object }[] = [];
  for (const [first, ...words] of lines) {
    if (first === "arrives") arrives = words[0]!;
    else if (/^\d+$/.test(first!)) {
      const [service, channel, day] = words as [string, Channel, string];
      for (let i = 0; i < Number(first); i++) events.push({ arrives, line: { filing: `bulk/${(bulk += 1)}`, event: "received", service, channel, at: `${day}T09:00:00+07:00` } });
    } else if (/^(F\d|.*-\d{6,8}-)/.test(first!)) {
      const [event, at, service, ...more] = words as [string, string, string, ...string[]];
      const said = Object.fromEntries(more.map((word) => (word.includes("=") ? [names[word.split("=")[0]!] ?? word.split("=")[0]!, valueOf(word.split("=")[1]!)] : [event === "received" ? "channel" : event === "rated" ? "rating" : "outcome", word])));
      events.push({ arrives, line: { filing: first, event, service, at: instantOf(at), ...said } });
    }
  }
  return events;
}

const names: Record<string, string> = { due: "dueAt", sent: "submittedAt", apology: "apologyAt", fee: "feeDue", auto: "automatic", by: "submitter" };

function valueOf(word: string): string | boolean {
  if (word === "yes" || word === "no") return word === "yes";
  return /^\d{4}-\d{2}-\d{2}/.test(word) ? instantOf(word) : word;
}

function instantOf(text: string): string {
  return text.includes("T") ? `${text}:00+07:00` : `${text}T17:00:00+07:00`;
}
