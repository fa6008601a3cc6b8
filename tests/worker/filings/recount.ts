import { expect } from "vitest";
import type { Context } from "../../../worker/kernel/context.ts";
import type { FilingCounterView } from "../../../worker/filings/contract.ts";
import { bucketOf, dayAt } from "../../../worker/kernel/windows.ts";

type EventRow = { service_code: string; at: number; bucket: number; channel: string | null; outcome: string | null };
type Counted = Omit<FilingCounterView, "service">;

/** Every counter of the tenant equals what one gets by counting its filing events one by one. */
export async function expectCountersEqualRecount({ ledger, tenant }: Pick<Context, "ledger" | "tenant">): Promise<Record<string, Counted>> {
  const counters = await ledger.prepare("SELECT * FROM filing_counter WHERE tenant_id = ?").bind(tenant.code).all<Record<string, number | string>>();
  const kept = Object.fromEntries(
    counters.results.map((row) => [
      `${row.bucket} ${row.service_code}`,
      { onlineFull: row.online_full, onlinePartial: row.online_partial, inPerson: row.in_person, post: row.post, resolvedEarly: row.resolved_early, resolvedOnTime: row.resolved_on_time, resolvedLate: row.resolved_late },
    ]),
  );
  const recounted = await recount(ledger, tenant.code);
  expect(kept).toEqual(recounted);
  return recounted;
}

async function recount(ledger: D1Database, tenantCode: string): Promise<Record<string, Counted>> {
  const { results } = await ledger.prepare("SELECT * FROM filing_event WHERE tenant_id = ?").bind(tenantCode).all<EventRow>();
  const counted: Record<string, Counted> = {};
  for (const event of results) {
    expect(event.bucket).toBe(bucketOf(dayAt(event.at)));
    const counter = (counted[`${event.bucket} ${event.service_code}`] ??= { onlineFull: 0, onlinePartial: 0, inPerson: 0, post: 0, resolvedEarly: 0, resolvedOnTime: 0, resolvedLate: 0 });
    counter[columnOf[(event.channel ?? event.outcome)!]!] += 1;
  }
  return counted;
}

const columnOf: Record<string, keyof Counted> = {
  "online-full": "onlineFull", "online-partial": "onlinePartial", "in-person": "inPerson", post: "post",
  early: "resolvedEarly", "on-time": "resolvedOnTime", late: "resolvedLate",
};
