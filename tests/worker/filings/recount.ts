import { expect } from "vitest";
import { getHolidays, listTenants } from "../../../worker/directory/queries.ts";
import { agencyCodesOf } from "../../../worker/filings/agency-codes.ts";
import { type EventKind, eventKinds, type FilingCounterView, type FilingMark, filingMarks, markColumn } from "../../../worker/filings/contract.ts";
import { countOf, sumPacked, wordsOf } from "../../../worker/filings/counter-words.ts";
import { decodeFacts } from "../../../worker/filings/event-facts.ts";
import { readFilingCode } from "../../../worker/filings/filing-codes.ts";
import { statusAfter } from "../../../worker/filings/filing-states.ts";
import { judgeFiling, type JudgingFacts } from "../../../worker/filings/judge-filing.ts";
import { kindOfKey } from "../../../worker/filings/parse-lines.ts";
import { bucketOf, dayAt } from "../../../worker/kernel/windows.ts";
import type { Context } from "../../../worker/kernel/context.ts";

type EventRow = { source: string; filing_code: string; kind: string; service_code: string; at: number; bucket: number; channel: string | null; outcome: string | null; facts: string | null; arrived: number; connected: number | null };
type Counted = Omit<FilingCounterView, "service">;
/** Everything that is counted, by what it is about; zeros left out. */
export type Recount = { counters: Record<string, Record<string, number>>; pending: Record<string, number>; days: Record<string, number[]>; submitters: Record<string, [number, number]>; owners: Record<string, Record<string, number>>; twice: Record<string, number>; units: Record<string, Record<string, number>> };

/** Everything the tenant's filings are counted for equals what one gets by looking at its events one by one. */
export async function expectCountersEqualRecount(context: Pick<Context, "ledger" | "tenant" | "central">): Promise<Record<string, Counted>> {
  const recounted = await recount(context);
  expect(await keptOf(context)).toEqual(recounted);
  return Object.fromEntries(
    Object.entries(recounted.counters).flatMap(([key, counts]) => {
      const counted = Object.fromEntries(Object.entries(columnOf).map(([word, column]) => [column, counts[word] ?? 0])) as Counted;
      return Object.values(counted).some((count) => count > 0) ? [[key, counted]] : [];
    }),
  );
}

/** The counted things as they are kept. */
export async function keptOf({ ledger, tenant }: Pick<Context, "ledger" | "tenant">): Promise<Recount> {
  const rowsOf = async (table: string) => (await ledger.prepare(`SELECT * FROM ${table} WHERE tenant_id = ?`).bind(tenant.code).all<Record<string, number | string>>()).results;
  const kept: Recount = { counters: {}, pending: {}, days: {}, submitters: {}, owners: {}, twice: {}, units: {} };
  for (const row of await rowsOf("filing_counter")) {
    const words = [...Object.entries(storedAs), ...filingMarks.map((mark) => [mark, markColumn(mark)])] as [string, string][];
    const counts = words.flatMap(([word, column]) => (row[column] === 0 ? [] : [[word, row[column] as number]]));
    // What audits read says the same as the columns it was made of.
    expect(packedAs(row["packed"] as string)).toEqual(Object.fromEntries(counts));
    if (counts.length > 0) kept.counters[`${row["bucket"]} ${row["service_code"]}`] = Object.fromEntries(counts) as Record<string, number>;
  }
  for (const row of await rowsOf("filing_pending")) kept.pending[`${row["done_bucket"]} ${row["service_code"]} ${row["due_bucket"]}`] = row["filings"] as number;
  for (const row of await rowsOf("filing_day")) kept.days[`${row["day"]} ${row["unit"]}`] = [row["online"], row["numbered"], row["highest"]] as number[];
  for (const row of await rowsOf("filing_submitter")) kept.submitters[`${row["bucket"]} ${row["submitter"]}`] = [row["filings"] as number, row["owners_known"] as number];
  for (const row of await rowsOf("filing_owner")) {
    const owners = JSON.parse(row["owners"] as string) as Record<string, number>;
    if (Object.keys(owners).length > 0) kept.owners[`${row["day"]} ${row["service_code"]}`] = owners;
    if (row["twice"] !== 0) kept.twice[`${row["day"]} ${row["service_code"]}`] = row["twice"] as number;
  }
  for (const row of await rowsOf("filing_unit")) kept.units[row["bucket"]!] = JSON.parse(row["units"] as string) as Record<string, number>;
  return kept;
}

async function recount({ ledger, tenant, central }: Pick<Context, "ledger" | "tenant" | "central">): Promise<Recount> {
  const [holidays, tenants, events, aside, services] = await Promise.all([
    getHolidays(central),
    listTenants(central),
    ledger.prepare("SELECT e.*, b.received_at AS arrived, i.created_at AS connected FROM filing_event e JOIN filing_batch b ON b.tenant_id = e.tenant_id AND b.jti = e.batch_jti LEFT JOIN integration i ON i.tenant_id = b.tenant_id AND i.id = b.integration_id WHERE e.tenant_id = ?").bind(tenant.code).all<EventRow>(),
    ledger.prepare("SELECT * FROM filing_aside WHERE tenant_id = ?").bind(tenant.code).all<{ bucket: number; service_code: string; reason: string }>(),
    ledger.prepare("SELECT code, online_since AS onlineSince, valid_to AS validTo FROM service WHERE tenant_id = ?").bind(tenant.code).all<{ code: string; onlineSince: string; validTo: string | null }>(),
  ]);
  const facts: JudgingFacts = { holidays, agencyCodes: agencyCodesOf(tenant, tenants), offered: new Map(services.results.map(({ code, ...dates }) => [code, dates])) };
  const counted: Recount = { counters: {}, pending: {}, days: {}, submitters: {}, owners: {}, twice: {}, units: {} };
  const owners = new Map<string, Set<string>>();
  const count = (bucket: number, service: string, word: string) => {
    const counter = (counted.counters[`${bucket} ${service}`] ??= {});
    counter[word] = (counter[word] ?? 0) + 1;
  };
  for (const { filing_code, kind, service_code, at, bucket, channel, outcome, facts: said, arrived, connected } of events.results) {
    expect(bucket).toBe(bucketOf(dayAt(at)));
    if (channel ?? outcome) count(bucket, service_code, (channel ?? outcome)!);
    if (kind !== "received") continue;
    for (const [mark, hours] of [["late-sync", 24], ["backdated", 48]] as const) if (at >= (connected ?? 0) && arrived - at > hours * 3_600_000) count(bucket, service_code, mark);
    if (channel!.startsWith("online")) (counted.days[`${dayAt(at)} `] ??= [0, 0, 0])[0]! += 1;
    const code = readFilingCode(filing_code);
    if (code && code.number !== null) {
      const day = (counted.days[`${code.day} ${code.unit}`] ??= [0, 0, 0]);
      [day[1], day[2]] = [day[1]! + 1, Math.max(day[2]!, code.number)];
    }
    const { submitter, owner, agency } = decodeFacts(said);
    const unit = agency ?? code?.unit;
    if (unit !== undefined) (counted.units[bucket] ??= {})[unit] = (counted.units[bucket]?.[unit] ?? 0) + 1;
    if (submitter === undefined || owner === undefined || submitter === owner) continue;
    const key = `${bucket} ${submitter}`;
    owners.set(key, (owners.get(key) ?? new Set()).add(owner));
    counted.submitters[key] = [(counted.submitters[key]?.[0] ?? 0) + 1, Math.min(40, owners.get(key)!.size)];
  }
  for (const rows of Map.groupBy(events.results, ({ source, filing_code }) => `${source} ${filing_code}`).values()) {
    const known = rows.map(({ kind, service_code, at, channel, facts: said }) => ({ kind: kindOfKey(kind), service: service_code, at, channel, facts: decodeFacts(said) }));
    const judged = judgeFiling(rows[0]!.filing_code, known, facts);
    for (const mark of judged?.marks ?? []) count(judged!.bucket, judged!.service, mark);
    const received = known.find(({ kind }) => kind === "received");
    const { owner } = received?.facts ?? {};
    if (received && owner !== undefined && !["withdrawn", "refused"].includes(lastStatusKind(known))) {
      const key = `${dayAt(received.at)} ${received.service}`;
      const own = (counted.owners[key] ??= {});
      own[owner.slice(0, 12)] = (own[owner.slice(0, 12)] ?? 0) + 1;
    }
    if (!judged?.pending) continue;
    const key = `${judged.pending.doneBucket} ${judged.service} ${judged.pending.dueBucket}`;
    counted.pending[key] = (counted.pending[key] ?? 0) + 1;
  }
  for (const [key, owners] of Object.entries(counted.owners)) {
    const several = Object.values(owners).filter((count) => count > 1);
    if (several.length > 0) counted.twice[key] = several.reduce((sum, count) => sum + count, 0);
  }
  for (const { bucket, service_code, reason } of aside.results) count(bucket, service_code, reason === "service-unknown" ? "unknown-procedure" : ("conflict" satisfies FilingMark));
  return counted;
}

function packedAs(packed: string): Record<string, number> {
  const counts = sumPacked([{ bucket: 0, lines: `x ${packed}` }]).services.get("x")!;
  return Object.fromEntries(wordsOf(counts).map((word) => [word, countOf(counts, word)]));
}

/** The kind of the last event that moved the filing to another status. */
function lastStatusKind(known: readonly { kind: EventKind; at: number }[]): string {
  return known.filter(({ kind }) => kind in statusAfter).toSorted((a, b) => a.at - b.at || eventKinds.indexOf(a.kind) - eventKinds.indexOf(b.kind)).at(-1)?.kind ?? "";
}

const storedAs = { "online-full": "online_full", "online-partial": "online_partial", "in-person": "in_person", post: "post", early: "resolved_early", "on-time": "resolved_on_time", late: "resolved_late" };
const columnOf: Record<string, keyof Counted> = {
  "online-full": "onlineFull", "online-partial": "onlinePartial", "in-person": "inPerson", post: "post",
  early: "resolvedEarly", "on-time": "resolvedOnTime", late: "resolvedLate",
};
