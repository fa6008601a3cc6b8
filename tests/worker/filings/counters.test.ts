import { describe, expect, test } from "vitest";
import type { FilingCounterView } from "../../../worker/filings/contract.ts";
import { listCounters } from "../../../worker/filings/queries.ts";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { bucketsOf, findWindow } from "../../../worker/kernel/windows.ts";
import { ask, refusalOf } from "../ask.ts";
import { countD1 } from "../count-d1.ts";
import { asPerson, contextFor, makeAuthority, makeOfficer, makeTenant } from "../make-tenant.ts";
import { makePusher, pushed, received, resolved, SERVICES } from "./make-pusher.ts";
import { expectCountersEqualRecount } from "./recount.ts";

const look = (tenant: Tenant, query: string, person: { cookie: string }) => ask(`/v1/t/${tenant.code}/filing-counters?${query}`, { headers: asPerson(person) });
const none = { onlineFull: 0, onlinePartial: 0, inPerson: 0, post: 0, resolvedEarly: 0, resolvedOnTime: 0, resolvedLate: 0 };

describe("counters of a window", () => {
  test("hold what came in and went out on its Vietnamese days: the 14th ends a quarter at midnight in Hà Nội", async () => {
    const tenant = await makeTenant();
    const pusher = await makePusher(tenant);
    await pushed(pusher, [
      received("before", { at: "2024-12-14T23:59:59.999+07:00" }),
      received("first", { at: "2024-12-14T17:00:00Z" }),
      received("last", { at: "2025-03-14T16:59:59Z", channel: "online-partial" }),
      received("after", { at: "2025-03-15T00:00:00+07:00" }),
      received("other", { service: SERVICES[1], channel: "post", at: "2025-01-31T23:00:00+07:00" }),
      resolved("last", { at: "2025-03-14T23:59:00+07:00", outcome: "late" }),
      resolved("other", { service: SERVICES[1], at: "2025-02-01T00:00:00+07:00", outcome: "early" }),
    ]);
    await expectCountersEqualRecount(contextFor(tenant));
    const window = findWindow("2025-Q1", "mid-month")!;
    const response = await look(tenant, `from=${window.from}&to=${window.to}`, await makeOfficer(tenant));
    const { counters } = await response.json<{ counters: FilingCounterView[] }>();
    expect(counters).toEqual([
      { ...none, service: SERVICES[0], onlineFull: 1, onlinePartial: 1, resolvedLate: 1 },
      { ...none, service: SERVICES[1], post: 1, resolvedEarly: 1 },
    ]);
  });

  test("adjacent windows share no filing and lose none", async () => {
    const tenant = await makeTenant();
    const pusher = await makePusher(tenant);
    const days = Array.from({ length: 365 }, (_, i) => new Date(Date.UTC(2025, 0, 1, i % 24, 0) + i * 86_400_000).toISOString());
    await pushed(pusher, days.map((at, i) => received(`D${i}`, { at })));
    const { ledger } = contextFor(tenant);
    const countIn = async (rule: "mid-month" | "calendar", ids: readonly string[]) => {
      const sums = await Promise.all(ids.map((id) => { const { first, last } = bucketsOf(findWindow(id, rule)!); return listCounters(ledger, tenant.code, first, last); }));
      return sums.flat().reduce((sum, { onlineFull }) => sum + onlineFull, 0);
    };
    const months = Array.from({ length: 13 }, (_, i) => (i < 12 ? `2025-${String(i + 1).padStart(2, "0")}` : "2026-01"));
    expect(await countIn("mid-month", months)).toBe(365);
    expect(await countIn("calendar", months)).toBe(365);
    expect(await countIn("calendar", ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1"])).toBe(365);
  });

  test("cost as many rows as there are services and half months, however many filings", async () => {
    const tenant = await makeTenant();
    const pusher = await makePusher(tenant);
    const { first, last } = bucketsOf({ from: "2025-03-01", to: "2025-03-31" });
    const cost = async () => {
      const { database, count } = countD1(contextFor(tenant).ledger);
      await listCounters(database, tenant.code, first, last);
      return [count.calls, count.rowsRead];
    };
    await pushed(pusher, SERVICES.map((service, i) => received(`A${i}`, { service })));
    const few = await cost();
    await pushed(pusher, Array.from({ length: 900 }, (_, i) => received(`B${i}`, { service: SERVICES[i % 3]! })));
    expect(await cost()).toEqual(few);
    expect(few[0]).toBe(1);
    expect(few[1]).toBeLessThanOrEqual(2 * SERVICES.length + 2);
  });

  test("are read by the tenant's people and by auditors; to others they do not exist", async () => {
    const [tenant, stranger, authority] = [await makeTenant(), await makeTenant(), await makeAuthority()];
    const window = "from=2025-01-01&to=2025-01-31";
    for (const person of [await makeOfficer(tenant, ["administrator"]), await makeOfficer(tenant), await makeOfficer(authority, ["auditor"])]) {
      expect(await (await look(tenant, window, person)).json()).toEqual({ from: "2025-01-01", to: "2025-01-31", counters: [] });
    }
    expect(await refusalOf(await look(tenant, window, await makeOfficer(stranger, ["administrator"])))).toEqual([404, "not-found"]);
    expect(await refusalOf(await look(tenant, window, { cookie: "" }))).toEqual([401, "sign-in-required"]);
  });

  test.each([
    ["begins inside a half month", "from=2025-01-02&to=2025-01-31"],
    ["ends inside a half month", "from=2025-01-01&to=2025-01-30"],
    ["ends before it begins", "from=2025-02-01&to=2025-01-14"],
    ["is longer than thirteen months", "from=2024-01-01&to=2025-02-14"],
    ["has a day that does not exist", "from=2025-02-29&to=2025-03-14"],
    ["has a parameter nobody knows", "from=2025-01-01&to=2025-01-31&tenant=H26"],
    ["does not say where it ends", "from=2025-01-01"],
  ])("are refused for a window that %s", async (_, query) => {
    const tenant = await makeTenant();
    expect(await refusalOf(await look(tenant, query, await makeOfficer(tenant)))).toEqual([400, "query-invalid"]);
  });
});
