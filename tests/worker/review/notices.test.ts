import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { platformOf } from "../../../worker/http/platform.ts";
import { MOST_UNREAD, type NoticeList, type TransitionResult } from "../../../worker/review/contract.ts";
import { listNotices } from "../../../worker/review/notice-queries.ts";
import { sendMail, type Mail } from "../../../worker/review/send-mail.ts";
import { ask, refusalOf } from "../ask.ts";
import { countD1 } from "../count-d1.ts";
import { asPerson, contextFor, makeAuthority, makeOfficer, makeTenant } from "../make-tenant.ts";
import { makeDiscrepancy } from "./make-discrepancy.ts";
import { move, noticesOf, type Person } from "./people.ts";

let authority: Tenant;
let tenant: Tenant;
let [auditor, colleague, supervisor, officer, head]: Person[] = [];
const question = "Vì sao số báo cáo khác số hồ sơ đã nhận?";
const comment = "Đã đối chiếu với sổ tiếp nhận hồ sơ giấy.";

beforeAll(async () => {
  authority = await makeAuthority();
  tenant = await makeTenant({ ledger: "LEDGER_2" });
  [auditor, colleague, supervisor] = [await makeOfficer(authority, ["auditor"]), await makeOfficer(authority, ["auditor"]), await makeOfficer(authority, ["supervisor"])];
  [officer, head] = [await makeOfficer(tenant, ["officer"]), await makeOfficer(tenant, ["head"])];
});

const kindsAbout = ({ notices }: NoticeList, id: string) => notices.filter(({ discrepancy }) => discrepancy.id === id).map(({ kind }) => kind);

describe("who is told of a move", () => {
  test("the unit of a question, ten seconds later; the supervisors of a wish to dismiss, in whatever ledger; whoever moved is not told", async () => {
    const made = await makeDiscrepancy(tenant);
    expect((await move(auditor!, made, { transition: "ask", question })).status).toBe(200);
    expect(kindsAbout(await noticesOf(tenant, officer!, 5_000), made.id)).toEqual([]);
    expect(kindsAbout(await noticesOf(tenant, officer!), made.id)).toEqual(["asked"]);
    expect(kindsAbout(await noticesOf(tenant, head!), made.id)).toEqual(["asked"]);
    expect((await move(auditor!, { ...made, version: 2 }, { transition: "request-dismissal", reason: "below_materiality", comment })).status).toBe(200);
    expect(kindsAbout(await noticesOf(authority, supervisor!), made.id)).toEqual(["dismissal-requested"]);
    expect(kindsAbout(await noticesOf(authority, auditor!), made.id)).toEqual([]);
  });

  test("whoever is given a discrepancy", async () => {
    const made = await makeDiscrepancy(tenant);
    expect((await move(auditor!, made, { transition: "assign", assignee: colleague!.id })).status).toBe(200);
    expect(kindsAbout(await noticesOf(authority, colleague!), made.id)).toEqual(["assigned"]);
  });

  test("a move that is undone within ten seconds was never told", async () => {
    const made = await makeDiscrepancy(tenant);
    await move(auditor!, made, { transition: "ask", question });
    const undone = await (await move(auditor!, { ...made, version: 2 }, { transition: "undo" })).json<TransitionResult>();
    expect(undone).toMatchObject({ state: "NEW", dueOn: null, assignee: null, version: 3 });
    expect(kindsAbout(await noticesOf(tenant, officer!), made.id)).toEqual([]);
    expect(await (await move(auditor!, { ...made, version: 3 }, { transition: "ask", question })).json()).toMatchObject({ state: "AWAITING_EXPLANATION" });
  });
});

describe("an officer's own list", () => {
  test("shows nobody else's, counts what is unread, and reads on from page to page", async () => {
    const reader = await makeOfficer(authority, ["supervisor"]);
    const made = await Promise.all([1, 2, 3].map(() => makeDiscrepancy(tenant)));
    for (const one of made) await move(auditor!, one, { transition: "request-dismissal", reason: "out_of_scope", comment });
    await contextFor(tenant).ledger.prepare("UPDATE notification SET visible_at = at WHERE tenant_id = ?").bind(tenant.code).run();
    const read = async (query: string) => (await ask(`/v1/session/notifications${query}`, { headers: asPerson(reader) })).json<NoticeList>();
    const first = await read("?limit=2");
    expect(first).toMatchObject({ unread: 3, notices: [{ read: false }, { read: false }] });
    const second = await read(`?limit=2&cursor=${first.next!}`);
    expect([...first.notices, ...second.notices].map(({ discrepancy }) => discrepancy.id).toSorted()).toEqual(made.map(({ id }) => id).toSorted());
    expect(second.next).toBeNull();

    const mark = (body: object, person = reader) => ask("/v1/session/notifications/read", { method: "POST", headers: asPerson(person, { "Content-Type": "application/json" }), body: JSON.stringify(body) });
    expect(await (await mark({ ids: [first.notices[0]!.id] })).json()).toEqual({ unread: 2 });
    await mark({ ids: first.notices.map(({ id }) => id) }, supervisor);
    expect((await read("")).unread).toBe(2);
    expect(await (await mark({ until: new Date().toISOString() })).json()).toEqual({ unread: 0 });
    for (const body of [{}, { ids: ["x"], until: new Date().toISOString() }, { ids: [] }]) expect(await refusalOf(await mark(body))).toEqual([400, "body-invalid"]);
    expect(await refusalOf(await ask("/v1/session/notifications?cursor=AAAA", { headers: asPerson(reader) }))).toEqual([400, "query-invalid"]);
  });
});

describe("what is unread", () => {
  test("is counted up to a hundred, and costs no more however much there is", async () => {
    const reader = await makeOfficer(authority, ["supervisor"]);
    const { id } = await makeDiscrepancy(tenant);
    await contextFor(tenant)
      .ledger.prepare(
        `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 999)
         INSERT INTO notification (tenant_id, officer_id, id, officer_tenant_id, discrepancy_id, kind, version, at, visible_at) SELECT ?1, ?2, 'asked/' || i, 'VN', ?3, 'asked', 1, i, i FROM n`,
      )
      .bind(tenant.code, reader.id, id)
      .run();
    const { database, count } = countD1(contextFor(tenant).ledger);
    const { unread, notices } = await listNotices(database, reader.id, Date.now(), null, 2);
    expect([unread, notices.length]).toEqual([MOST_UNREAD, 2]);
    expect(count.rowsRead).toBeLessThanOrEqual(3 * MOST_UNREAD);
    expect(await noticesOf(authority, reader)).toMatchObject({ unread: MOST_UNREAD });
  });
});

describe("the outbox", () => {
  test("keeps everything while nobody delivers; then each mail leaves once, without a name in it, and not before it may be known", async () => {
    const unit = await makeTenant({ ledger: "LEDGER_1" });
    const clerk = await makeOfficer(unit, ["officer"]);
    const made = await makeDiscrepancy(unit);
    await move(auditor!, made, { transition: "ask", question });
    const platform = platformOf(env);
    const sent: Mail[] = [];
    const mailer = { send: (mail: Mail) => Promise.resolve(void ("discrepancy" in mail && mail.discrepancy === made.id && sent.push(mail))) };
    const soon = Date.now() + 11_000;
    expect(await sendMail(platform, null, soon)).toBe(0);
    await sendMail(platform, mailer, Date.now());
    expect(sent).toEqual([]);
    await sendMail(platform, mailer, soon);
    await sendMail(platform, mailer, soon);
    expect(sent).toEqual([{ officer: clerk.id, tenant: unit.code, kind: "asked", discrepancy: made.id, link: `https://doisoat.example.gov.vn/fill/discrepancies/${made.id}` }]);
  });

  test("what a deliverer does not take stays for the next time", async () => {
    const unit = await makeTenant({ ledger: "LEDGER_1" });
    const clerk = await makeOfficer(unit, ["officer"]);
    await move(auditor!, await makeDiscrepancy(unit), { transition: "ask", question });
    const platform = platformOf(env);
    const soon = Date.now() + 11_000;
    expect(await sendMail(platform, { send: () => Promise.reject(new Error("down")) }, soon)).toBe(0);
    const officers: string[] = [];
    await sendMail(platform, { send: (mail) => Promise.resolve(void officers.push(mail.officer)) }, soon);
    expect(officers).toContain(clerk.id);
  });
});
