import { beforeAll, describe, expect, test } from "vitest";
import type { ExtensionView } from "../../../worker/submissions/obligation-contract.ts";
import { addDays, dayAt, listWindowsOfYear } from "../../../worker/kernel/windows.ts";
import { findReportType, getHolidays } from "../../../worker/directory/queries.ts";
import { dueDayOf } from "../../../worker/directory/report-windows.ts";
import { gatherFacts } from "../../../worker/audit/gather-facts.ts";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { ask, refusalOf } from "../ask.ts";
import { contestExtensions } from "../../../worker/submissions/contest-extensions.ts";
import { makeKey, revokeKey, signCompact } from "../make-key.ts";
import { asPerson, contextFor, makeOfficer } from "../make-tenant.ts";
import { areOnePerson } from "../same-person.ts";
import { makeClaims, makeFiler, publishNationalForms, type Filer } from "../make-report.ts";

const reason = "Hệ thống một cửa được nâng cấp trong tuần báo cáo.";
/** The month that is under way: its deadline is still to come, whenever the test runs. */
let period: string;
let dueOn: string;
let supervisor: Awaited<ReturnType<typeof makeOfficer>>;
let deciderKey: Filer["key"];
let authority: Tenant;

beforeAll(async () => {
  authority = await publishNationalForms();
  supervisor = await makeOfficer(authority, ["supervisor"]);
  deciderKey = await makeKey(authority, supervisor);
  const { central } = contextFor(authority);
  const type = (await findReportType(central, "ii06a-month"))!;
  const today = dayAt(Date.now());
  const year = Number(today.slice(0, 4));
  period = [year, year + 1].flatMap((one) => listWindowsOfYear("month", type.settings, one)).find(({ from, to }) => from <= today && today <= to)!.id;
  dueOn = dueDayOf(type, period, await getHolidays(central));
});

const send = (path: string, jws: string) => ask(path, { method: "POST", headers: { "Content-Type": "application/jose" }, body: jws });
async function signRequest(head: Filer, change: object = {}): Promise<string> {
  const data = { reportType: "ii06a-month", period, dueOn, until: addDays(dueOn, 7), reason, ...change };
  return signCompact(head.key, "gov-submission+jwt", await makeClaims(head, { form: "extension-request", data }));
}
const request = async (head: Filer, change: object = {}) => send(`/v1/t/${head.tenant.code}/extensions`, await signRequest(head, change));
async function signDecision(tenant: Tenant, extension: string, change: object = {}, by: { officer: typeof supervisor; key: Filer["key"] } = { officer: supervisor, key: deciderKey }): Promise<string> {
  const data = { extension, outcome: "grant", until: addDays(dueOn, 5), text: "Lý do khách quan, đồng ý.", ...change };
  return signCompact(by.key, "gov-submission+jwt", await makeClaims({ tenant, officer: by.officer }, { form: "extension-decision", data }));
}
const decide = async (tenant: Tenant, id: string, change: object = {}) => send(`/v1/t/${tenant.code}/extensions/${id}/decision`, await signDecision(tenant, id, change));
const list = async (head: Filer) => (await (await ask(`/v1/t/${head.tenant.code}/extensions`, { headers: asPerson(head.officer) })).json<{ extensions: ExtensionView[] }>()).extensions;
const headOf = () => makeFiler(undefined, ["head"]);

describe("more time for a report", () => {
  test("is asked for by the head and granted by the supervisor, both with a signature; the audit waits for the new day", async () => {
    const head = await headOf();
    const asked = await request(head);
    expect(asked.status).toBe(201);
    const { id } = await asked.json<{ id: string }>();
    const waiting = await (await ask("/v1/extensions", { headers: asPerson(supervisor) })).json<{ extensions: ExtensionView[] }>();
    expect(waiting.extensions.find((one) => one.id === id)).toMatchObject({ tenant: head.tenant.code, state: "requested", reason, dueOn, requestedBy: { name: head.officer.name } });

    expect((await decide(head.tenant, id)).status).toBe(201);
    expect(await list(head)).toEqual([expect.objectContaining({ id, state: "granted", until: addDays(dueOn, 5), wantedUntil: addDays(dueOn, 7), decidedBy: { id: supervisor.id, name: supervisor.name }, answer: expect.any(String) })]);
    expect((await gatherFacts(contextFor(head.tenant), { reportType: "ii06a-month", periodId: period })).dueOn).toBe(addDays(dueOn, 5));

    const { ledger } = contextFor(head.tenant);
    const { results } = await ledger.prepare("SELECT entry FROM log_entry WHERE tenant_id = ? AND entry LIKE '%\"extension.%' ORDER BY idx").bind(head.tenant.code).all<{ entry: string }>();
    expect(results.map(({ entry }) => JSON.parse(entry) as Record<string, unknown>)).toEqual([
      expect.objectContaining({ kind: "extension.requested", extension: id, until: addDays(dueOn, 7) }),
      expect.objectContaining({ kind: "extension.decided", extension: id, outcome: "grant", until: addDays(dueOn, 5) }),
    ]);
    // Later, still more time counts from the day that was granted.
    expect((await request(head)).status).toBe(422);
    expect((await request(head, { dueOn: addDays(dueOn, 5), until: addDays(dueOn, 9) })).status).toBe(201);
  });

  test("that is refused changes nothing, and can be asked for again", async () => {
    const head = await headOf();
    const { id } = await (await request(head)).json<{ id: string }>();
    expect((await decide(head.tenant, id, { outcome: "refuse", until: undefined })).status).toBe(201);
    expect((await list(head))[0]).toMatchObject({ state: "refused", until: null });
    expect((await gatherFacts(contextFor(head.tenant), { reportType: "ii06a-month", periodId: period })).dueOn).toBe(dueOn);
    expect((await request(head)).status).toBe(201);
  });

  test("the same document twice is one request and one decision, with the original receipt", async () => {
    const head = await headOf();
    const jws = await signRequest(head);
    const path = `/v1/t/${head.tenant.code}/extensions`;
    const [first, second] = [await send(path, jws), await send(path, jws)];
    expect([first.status, second.status]).toEqual([201, 200]);
    const asked = await first.json<{ id: string }>();
    expect(await second.json()).toEqual(asked);
    const decision = await signDecision(head.tenant, asked.id);
    const answers = [await send(`${path}/${asked.id}/decision`, decision), await send(`${path}/${asked.id}/decision`, decision)];
    expect(answers.map(({ status }) => status)).toEqual([201, 200]);
  });

  test("two decisions at once: one counts", async () => {
    const head = await headOf();
    const { id } = await (await request(head)).json<{ id: string }>();
    const answers = await Promise.all([decide(head.tenant, id), decide(head.tenant, id, { outcome: "refuse", until: undefined })]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  });

  test.each<[string, object, [number, string]]>([
    ["for a report that is not owed", { reportType: "services-year" }, [422, "report-not-due"]],
    ["for something that is no period", { period: "2026-Q1" }, [422, "report-not-due"]],
    ["with another deadline than there is", { dueOn: "2020-01-01" }, [422, "data-invalid"]],
    ["until the deadline itself", { until: "2020-01-01" }, [422, "data-invalid"]],
    ["until far away", { until: "2099-01-01" }, [422, "data-invalid"]],
    ["without a reason", { reason: "" }, [422, "data-invalid"]],
  ])("is refused %s", async (_, change, refusal) => {
    expect(await refusalOf(await request(await headOf(), change))).toEqual(refusal);
  });

  test("is not asked for when the deadline has passed", async () => {
    const head = await headOf();
    const past = "2024-03";
    const type = (await findReportType(contextFor(head.tenant).central, "ii06a-month"))!;
    const was = dueDayOf(type, past, await getHolidays(contextFor(head.tenant).central));
    expect(await refusalOf(await request(head, { period: past, dueOn: was, until: addDays(was, 5) }))).toEqual([409, "transition-refused"]);
  });

  test("one request at a time; an officer who is no head cannot ask, another tenant's supervisor does not exist", async () => {
    const head = await headOf();
    await request(head);
    expect(await refusalOf(await request(head))).toEqual([409, "transition-refused"]);
    expect(await refusalOf(await request(await makeFiler()))).toEqual([403, "not-permitted"]);
    const stranger = await makeOfficer((await headOf()).tenant, ["head"]);
    expect(await refusalOf(await ask(`/v1/t/${head.tenant.code}/extensions`, { headers: asPerson(stranger) }))).toEqual([404, "not-found"]);
    expect(await refusalOf(await ask("/v1/extensions", { headers: asPerson(stranger) }))).toEqual([404, "not-found"]);
  });

  test("the decision is about the request it is sent to, within what was asked for, and signed by a supervisor", async () => {
    const head = await headOf();
    const { id } = await (await request(head)).json<{ id: string }>();
    const path = `/v1/t/${head.tenant.code}/extensions/${id}/decision`;
    expect(await refusalOf(await send(path, await signDecision(head.tenant, id.slice(0, -1) + (id.endsWith("0") ? "1" : "0"))))).toEqual([422, "data-invalid"]);
    expect(await refusalOf(await decide(head.tenant, id, { until: addDays(dueOn, 8) }))).toEqual([422, "data-invalid"]);
    expect(await refusalOf(await decide(head.tenant, id, { until: dueOn }))).toEqual([422, "data-invalid"]);
    expect(await refusalOf(await decide(head.tenant, id, { until: undefined }))).toEqual([422, "data-invalid"]);
    expect(await refusalOf(await send(path, await signRequest(head)))).toEqual([422, "key-unknown"]);
    expect(await refusalOf(await send(path, "x.y.z"))).toEqual([400, "jws-malformed"]);
    expect((await list(head))[0]!.state).toBe("requested");
  });
});

describe("attack 26: an answer to a request for more time, signed with a key that was in wrong hands by then", () => {
  const judge = async () => {
    const officer = await makeOfficer(authority, ["supervisor"]);
    return { officer, key: await makeKey(authority, officer) };
  };
  const since = () => new Promise<string>((resolve) => setTimeout(() => resolve(new Date().toISOString()), 5));
  const steal = async ({ key }: Awaited<ReturnType<typeof judge>>, from: string) => revokeKey(authority, await makeOfficer(authority, ["operator"]), key.kid, "keyCompromise", { invalidityDate: from });
  const waiting = async (id: string) => (await (await ask("/v1/extensions", { headers: asPerson(supervisor) })).json<{ extensions: ExtensionView[] }>()).extensions.filter((one) => one.id === id);
  const asked = async (head: Filer) => (await (await request(head)).json<{ id: string }>()).id;
  const path = (head: Filer, id: string) => `/v1/t/${head.tenant.code}/extensions/${id}/decision`;

  test("holds and is work, until another supervisor signs in its place: the same, or another; never who signed it, under no account", async () => {
    const [thief, colleague, head] = [await judge(), await judge(), await headOf()];
    const id = await asked(head);
    const before = await asked(await headOf());
    const from = await since();
    const stolen = await signDecision(head.tenant, id, {}, thief);
    const first = await send(path(head, id), stolen);
    expect(first.status).toBe(201);
    expect(await waiting(id)).toEqual([]);
    expect((await steal(thief, from)).status).toBe(200);

    expect(await waiting(id)).toMatchObject([{ state: "granted", until: addDays(dueOn, 5), isContested: true, decidedBy: { id: thief.officer.id, name: thief.officer.name } }]);
    expect(await waiting(before), "what no stolen key answered is as it was").toMatchObject([{ state: "requested", isContested: false }]);
    expect((await list(head))[0]).toMatchObject({ state: "granted", isContested: true });
    expect((await gatherFacts(contextFor(head.tenant), { reportType: "ii06a-month", periodId: period })).dueOn, "it holds").toBe(addDays(dueOn, 5));

    const again = { ...thief, key: await makeKey(authority, thief.officer) };
    expect(await refusalOf(await send(path(head, id), await signDecision(head.tenant, id, {}, again)))).toEqual([403, "self-approval"]);
    const twin = await judge();
    await areOnePerson(authority, thief.officer, twin.officer);
    expect(await refusalOf(await send(path(head, id), await signDecision(head.tenant, id, {}, twin)))).toEqual([403, "self-approval"]);
    const auditor = await makeOfficer(authority, ["auditor"]);
    expect(await refusalOf(await send(path(head, id), await signDecision(head.tenant, id, {}, { officer: auditor, key: await makeKey(authority, auditor) })))).toEqual([403, "not-permitted"]);

    const answers = await Promise.all([send(path(head, id), await signDecision(head.tenant, id, {}, colleague)), send(path(head, id), await signDecision(head.tenant, id, { outcome: "refuse", until: undefined }, await judge()))]);
    expect(answers.map(({ status }) => status).toSorted(), "once").toEqual([201, 409]);
    expect(await waiting(id)).toEqual([]);
    expect((await list(head))[0]).toMatchObject({ isContested: false });
    const once = await send(path(head, id), stolen);
    expect([once.status, await once.json()], "who sends the first answer again gets its receipt, and changes nothing").toEqual([200, { id, receipt: (await first.json<{ receipt: object }>()).receipt }]);
    const { results } = await contextFor(head.tenant).ledger.prepare("SELECT entry ->> 'kind' AS kind FROM log_entry WHERE tenant_id = ? AND entry LIKE '%\"extension.%' ORDER BY idx").bind(head.tenant.code).all<{ kind: string }>();
    expect(results.map(({ kind }) => kind)).toEqual(["extension.requested", "extension.decided", "extension.contested", "extension.decided"]);
  });

  test("may be turned round: then the deadline is the old one; and the answer in its place may be stolen in turn", async () => {
    const [thief, second, third, head] = [await judge(), await judge(), await judge(), await headOf()];
    const id = await asked(head);
    const from = await since();
    await send(path(head, id), await signDecision(head.tenant, id, {}, thief));
    await steal(thief, from);
    expect((await send(path(head, id), await signDecision(head.tenant, id, { outcome: "refuse", until: undefined }, second))).status).toBe(201);
    expect((await gatherFacts(contextFor(head.tenant), { reportType: "ii06a-month", periodId: period })).dueOn).toBe(dueOn);
    await steal(second, from);
    expect(await waiting(id)).toMatchObject([{ state: "refused", isContested: true }]);
    expect((await send(path(head, id), await signDecision(head.tenant, id, { until: addDays(dueOn, 3) }, third))).status).toBe(201);
    expect((await list(head))[0]).toMatchObject({ state: "granted", until: addDays(dueOn, 3), isContested: false });
  });

  test("what could not be written when the theft was reported, the hour writes, and nothing twice", async () => {
    const [thief, head] = [await judge(), await headOf()];
    const id = await asked(head);
    const from = await since();
    await send(path(head, id), await signDecision(head.tenant, id, {}, thief));
    const vn = contextFor(authority);
    await vn.ledger.prepare("UPDATE signing_key SET state = 'revoked', reason = 'keyCompromise', invalidity_at = ?, revoked_at = ?, revoked_idx = (SELECT MAX(idx) FROM log_entry WHERE tenant_id = 'VN') WHERE tenant_id = 'VN' AND kid = ?").bind(Date.parse(from), Date.now(), thief.key.kid).run();
    expect(await waiting(id)).toEqual([]);
    await Promise.all([contestExtensions(vn.central, vn.platform, Date.now()), contestExtensions(vn.central, vn.platform, Date.now())]);
    expect(await waiting(id)).toMatchObject([{ isContested: true }]);
    expect(await contestExtensions(vn.central, vn.platform, Date.now())).toBe(0);
    const { ledger } = contextFor(head.tenant);
    for (const statement of ["DELETE FROM contested_extension WHERE tenant_id = ?", "UPDATE contested_extension SET kid = 'x' WHERE tenant_id = ?"]) await expect(ledger.prepare(statement).bind(head.tenant.code).run()).rejects.toThrow("contested extension");
  });
});
