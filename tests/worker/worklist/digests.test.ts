import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { dayAt, startOfDay } from "../../../worker/kernel/windows.ts";
import { addWorkingDays, isWorkingDay } from "../../../worker/kernel/working-days.ts";
import { getHolidays } from "../../../worker/directory/queries.ts";
import { platformOf } from "../../../worker/http/platform.ts";
import type { NoticeList } from "../../../worker/review/contract.ts";
import { sendMail, type Mail } from "../../../worker/review/send-mail.ts";
import { MOST_SUBSCRIPTIONS, type SubscriptionList } from "../../../worker/worklist/contract.ts";
import { runDigests } from "../../../worker/worklist/run-digests.ts";
import { shippedViews } from "../../../worker/worklist/shipped-views.ts";
import { ask, refusalOf } from "../ask.ts";
import { asPerson, contextFor, makeAuthority, makeOfficer, makeTenant } from "../make-tenant.ts";
import { aFinding, openDiscrepancies } from "../review/make-discrepancy.ts";

type Person = Awaited<ReturnType<typeof makeOfficer>>;
const platform = platformOf(env);
let tenant: Tenant;
let officer: Person;
/** 7:30 in Viet Nam on the next working days. */
let mornings: number[];

beforeAll(async () => {
  await makeAuthority();
  tenant = await makeTenant();
  officer = await makeOfficer(tenant);
  const holidays = await getHolidays(env.CENTRAL);
  mornings = [1, 2, 3].map((days) => startOfDay(addWorkingDays(dayAt(Date.now()), days, holidays)) + 7.5 * 3_600_000);
});

const address = (view: string, of: Tenant = tenant) => `/v1/t/${of.code}/view-subscriptions${view && `/${view}`}`;
const send = (person: Person, method: string, view: string, of: Tenant = tenant) => ask(address(view, of), { method, headers: asPerson(person) });
const subscribed = async (person: Person) => (await (await send(person, "GET", "")).json<SubscriptionList>()).subscriptions.map(({ view }) => view);
const told = async (person: Person) => (await ask("/v1/session/notifications", { headers: asPerson(person) })).json<NoticeList>();
const open = (at: number, count = 1) => openDiscrepancies(tenant, Array.from({ length: count }, () => aFinding()), at);

describe("a subscription", () => {
  test("is taken twice without harm, listed for its owner, and given up", async () => {
    expect((await send(officer, "PUT", "open")).status).toBe(204);
    expect((await send(officer, "PUT", "open")).status).toBe(204);
    expect(await subscribed(officer)).toEqual(["open"]);
    expect(await subscribed(await makeOfficer(tenant))).toEqual([]);
    for (let i = 0; i < 2; i++) expect((await send(officer, "DELETE", "open")).status).toBe(204);
    expect(await subscribed(officer)).toEqual([]);
  });

  test("is refused for views that are not there or not shared, and beyond ten", async () => {
    expect(await refusalOf(await send(officer, "PUT", "view_01980000-0000-7000-8000-000000000010"))).toEqual([404, "not-found"]);
    expect(await refusalOf(await send(officer, "PUT", "nothing"))).toEqual([404, "not-found"]);
    const much = await makeOfficer(tenant);
    for (const { id } of shippedViews.slice(0, MOST_SUBSCRIPTIONS)) expect((await send(much, "PUT", id)).status).toBe(204);
    expect(await refusalOf(await send(much, "PUT", shippedViews[MOST_SUBSCRIPTIONS]!.id))).toEqual([409, "transition-refused"]);
    for (const view of await subscribed(much)) await send(much, "DELETE", view);
  });
});

describe("a digest", () => {
  test("says how many the view has and how many are new; once a day, and nothing while nothing is new", async () => {
    await open(Date.now() - 60_000, 2);
    await send(officer, "PUT", "open");
    await runDigests(env.CENTRAL, platform, mornings[0]!);
    expect((await told(officer)).digests).toEqual([]);

    await open(mornings[0]! + 3_600_000, 3);
    await runDigests(env.CENTRAL, platform, mornings[1]!);
    await runDigests(env.CENTRAL, platform, mornings[1]! + 60_000);
    const { digests, unread } = await told(officer);
    expect(digests).toMatchObject([{ view: "open", query: "state:open", matching: 5, fresh: 3, isCapped: false, read: false, day: dayAt(mornings[1]!) }]);
    expect(unread).toBe(1);
    await runDigests(env.CENTRAL, platform, mornings[2]!);
    expect((await told(officer)).digests).toHaveLength(1);

    const read = await ask("/v1/session/notifications/read", { method: "POST", headers: asPerson(officer, { "Content-Type": "application/json" }), body: JSON.stringify({ ids: [digests[0]!.id] }) });
    expect(await read.json()).toEqual({ unread: 0 });
  });

  test("leaves as one mail with the link that opens the view, and once", async () => {
    const mails: Mail[] = [];
    const mailer = { send: (mail: Mail) => Promise.resolve(void (mail.officer === officer.id && mails.push(mail))) };
    for (let i = 0; i < 2; i++) await sendMail(platform, mailer, mornings[2]!);
    expect(mails).toEqual([{ officer: officer.id, tenant: tenant.code, kind: "digest", view: "open", matching: 5, fresh: 3, link: "https://doisoat.example.gov.vn/console/discrepancies?q=state%3Aopen&sort=severity" }]);
  });

  test("is not written on a day off, nor for somebody who has left, nor for another tenant's discrepancies", async () => {
    const holidays = await getHolidays(env.CENTRAL);
    let off = mornings[2]!;
    while (isWorkingDay(dayAt(off), holidays)) off += 86_400_000;
    const [leaver, stranger] = [await makeOfficer(tenant), await makeOfficer(await makeTenant())];
    await send(leaver, "PUT", "open");
    await send(stranger, "PUT", "open", { ...tenant, code: stranger.tenantId });
    await open(off - 3_600_000);
    expect(await runDigests(env.CENTRAL, platform, off)).toBe(0);
    await contextFor(tenant).ledger.prepare("UPDATE officer SET ended_at = 1 WHERE tenant_id = ? AND id = ?").bind(tenant.code, leaver.id).run();
    await runDigests(env.CENTRAL, platform, startOfDay(addWorkingDays(dayAt(off), 1, holidays)) + 7.5 * 3_600_000);
    const { results } = await contextFor(tenant).ledger.prepare("SELECT officer_id AS id FROM view_subscription WHERE tenant_id = ? ORDER BY 1").bind(tenant.code).all();
    expect(results).toEqual([{ id: officer.id }]);
    expect((await told(stranger)).digests).toEqual([]);
  });
});
