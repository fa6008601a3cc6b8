import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { addDays, dayAt, startOfDay } from "../../../worker/kernel/windows.ts";
import { addWorkingDays } from "../../../worker/kernel/working-days.ts";
import { getHolidays } from "../../../worker/directory/queries.ts";
import { platformOf } from "../../../worker/http/platform.ts";
import { findDiscrepancy, listEvents } from "../../../worker/audit/queries.ts";
import { assignNew } from "../../../worker/review/assign-new.ts";
import type { DiscrepancyDetail, TransitionResult } from "../../../worker/review/contract.ts";
import { judgeItems } from "../../../worker/review/judge-items.ts";
import { runMorning } from "../../../worker/review/run-morning.ts";
import { keepPastUnits } from "../../../worker/tenancy/past-units.ts";
import { ask, refusalOf } from "../ask.ts";
import { asPerson, contextFor, makeAuthority, makeOfficer, makeTenant } from "../make-tenant.ts";
import { aFinding, makeDiscrepancy, openDiscrepancies } from "./make-discrepancy.ts";
import { at, move, noticesOf } from "./people.ts";
import { answersFor, signForm, withKey, type Signer } from "./sign-move.ts";

const comment = "Đã đối chiếu với sổ tiếp nhận hồ sơ giấy.";
let authority: Tenant;
let tenant: Tenant;
let [auditor, colleague, supervisor, second, operator, officer, head]: Signer[] = [];

beforeAll(async () => {
  authority = await makeAuthority();
  tenant = await makeTenant({ ledger: "LEDGER_2" });
  const judge = async (role: "auditor" | "supervisor" | "operator") => withKey(authority, await makeOfficer(authority, [role]));
  [auditor, colleague, supervisor, second, operator] = [await judge("auditor"), await judge("auditor"), await judge("supervisor"), await judge("supervisor"), await judge("operator")];
  [officer, head] = [await withKey(tenant, await makeOfficer(tenant, ["officer"])), await withKey(tenant, await makeOfficer(tenant, ["head"]))];
});

const officerOf = ({ id, roles }: Signer) => ({ kind: "officer", id, accounts: [id], tenantCode: authority.code, roles }) as const;
type Target = { tenantId: string; id: string; version: number };
const sign = async (person: Signer, made: Target, transition: string, change: object = {}) => {
  const { form, answers } = await answersFor(tenant, transition, made);
  return move(person, made, { transition, signed: await signForm(tenant, person, form, { ...answers, ...change }) });
};
const next = ({ tenantId, id }: Target, { version }: { version: number }): Target => ({ tenantId, id, version });
const holidays = async () => getHolidays(contextFor(tenant).central);

describe("a dismissal takes two persons", () => {
  test("requested for a reason, approved for that reason by a supervisor", async () => {
    const made = await makeDiscrepancy(tenant);
    const requested = await (await move(auditor!, made, { transition: "request-dismissal", reason: "false_positive", comment })).json<TransitionResult>();
    expect(requested).toMatchObject({ state: "DISMISSAL_REQUESTED" });
    expect(requested.events.at(-1)).toMatchObject({ reason: "false_positive", comment });
    expect(await refusalOf(await sign(supervisor!, next(made, requested), "approve-dismissal"))).toEqual([422, "data-invalid"]);
    expect(await (await sign(supervisor!, next(made, requested), "approve-dismissal", { reason: "false_positive" })).json()).toMatchObject({ state: "DISMISSED" });
  });

  test("who is auditor and supervisor does not approve their own request", async () => {
    const both = await withKey(authority, await makeOfficer(authority, ["auditor", "supervisor"]));
    const made = await makeDiscrepancy(tenant);
    const requested = await (await move(both, made, { transition: "request-dismissal", reason: "below_materiality", comment })).json<TransitionResult>();
    expect(requested.available_transitions.map(({ id }) => id)).not.toContain("approve-dismissal");
    expect(await refusalOf(await move(both, next(made, requested), { transition: "approve-dismissal", signed: "a.b.c" }))).toEqual([403, "self-approval"]);
  });

  test("denied, it goes back where it was with the working days that were left: the clock rested", async () => {
    const dueOn = addWorkingDays(dayAt(Date.now()), 4, await holidays());
    const made = await makeDiscrepancy(tenant, { state: "AWAITING_EXPLANATION", dueOn });
    const requested = await (await move(auditor!, made, { transition: "request-dismissal", reason: "source_error", comment })).json<TransitionResult>();
    expect(requested.dueOn).toBeNull();
    expect(await (await sign(supervisor!, next(made, requested), "deny-dismissal")).json()).toMatchObject({ state: "AWAITING_EXPLANATION", dueOn });
  });

  test("a duplicate names the other one", async () => {
    const [made, other] = [await makeDiscrepancy(tenant), await makeDiscrepancy(tenant)];
    const request = (change: object) => move(auditor!, made, { transition: "request-dismissal", reason: "duplicate_of", comment, ...change });
    for (const change of [{}, { duplicateOf: made.id }, { duplicateOf: (await makeDiscrepancy(await makeTenant())).id }, { reason: "out_of_scope", duplicateOf: other.id }]) expect(await refusalOf(await request(change))).toEqual([400, "body-invalid"]);
    expect((await (await request({ duplicateOf: other.id })).json<TransitionResult>()).events.at(-1)).toMatchObject({ duplicateOf: other.id });
  });
});

describe("an appeal", () => {
  test("is signed by the head with new evidence, decided by a supervisor who never acted, and a denial is final", async () => {
    const made = await makeDiscrepancy(tenant, { state: "UPHELD" });
    const known = await (await move(supervisor!, made, { transition: "assign", assignee: auditor!.id })).json<TransitionResult>();
    expect(await refusalOf(await move(officer!, next(made, known), { transition: "appeal", signed: "a.b.c" }))).toEqual([403, "not-permitted"]);
    expect(await refusalOf(await sign(head!, next(made, known), "appeal", { evidence: "Ngắn" }))).toEqual([422, "data-invalid"]);
    const appealed = await (await sign(head!, next(made, known), "appeal")).json<TransitionResult>();
    expect(appealed).toMatchObject({ state: "APPEALED", appeal: "open", dueOn: null });
    expect(await refusalOf(await move(supervisor!, next(made, appealed), { transition: "deny-appeal", signed: "a.b.c" }))).toEqual([403, "self-approval"]);
    const denied = await (await sign(second!, next(made, appealed), "deny-appeal")).json<TransitionResult>();
    expect(denied).toMatchObject({ state: "UPHELD", appeal: "denied", dueOn: addWorkingDays(dayAt(Date.now()), 10, await holidays()) });
    expect(await refusalOf(await move(head!, next(made, denied), { transition: "appeal", signed: "a.b.c" }))).toEqual([409, "transition-refused"]);
  });

  test("is decided by nobody who commented on it, not even among themselves", async () => {
    const made = await makeDiscrepancy(tenant, { state: "APPEALED" });
    const talker = await withKey(authority, await makeOfficer(authority, ["supervisor"]));
    const offered = async () => (await (await at(talker, made, "")).json<DiscrepancyDetail>()).available_transitions.map(({ id }) => id).filter((id) => id.endsWith("-appeal"));
    expect(await offered()).toEqual(["grant-appeal", "deny-appeal"]);
    expect((await at(talker, made, "/comments", { method: "POST", body: { visibility: "internal", text: "Theo tôi nên chấp nhận khiếu nại này." } })).status).toBe(201);
    expect(await offered()).toEqual([]);
    for (const transition of ["grant-appeal", "deny-appeal"]) expect(await refusalOf(await move(talker, made, { transition, signed: "a.b.c" }))).toEqual([403, "self-approval"]);
    const items = [{ tenant: tenant.code, id: made.id, version: made.version }];
    const judged = async (person: Signer) => (await judgeItems({ ...contextFor(tenant), actor: officerOf(person) }, officerOf(person), items, "grant-appeal")).refused.map(({ code }) => code);
    expect([await judged(talker), await judged(second!)]).toEqual([["self-approval"], []]);
    expect((await at(officer!, made, "/comments", { method: "POST", body: { visibility: "shared", text: "Đơn vị chờ kết luận." } })).status).toBe(201);
    expect(await judged(second!)).toEqual([]);
  });

  test("that is granted closes it", async () => {
    const made = await makeDiscrepancy(tenant, { state: "APPEALED" });
    expect(await (await sign(second!, made, "grant-appeal")).json()).toMatchObject({ state: "DISMISSED", appeal: "granted" });
  });
});

describe("more days to answer", () => {
  test("are asked for by the unit and count only once an auditor grants them", async () => {
    const today = dayAt(Date.now());
    const [dueOn, wishedOn] = [addDays(today, 5), addDays(today, 20)];
    const made = await makeDiscrepancy(tenant, { state: "AWAITING_EXPLANATION", dueOn });
    const request = (day: string) => move(officer!, made, { transition: "request-extension", wishedOn: day, comment });
    for (const day of [dueOn, today, addDays(today, 91)]) expect(await refusalOf(await request(day))).toEqual([400, "body-invalid"]);
    const wished = await (await request(wishedOn)).json<TransitionResult>();
    expect(wished).toMatchObject({ state: "AWAITING_EXPLANATION", dueOn });
    expect(wished.events.at(-1)).toMatchObject({ wishedOn, comment });
    const granted = await (await move(auditor!, next(made, wished), { transition: "grant-extension" })).json<TransitionResult>();
    expect(granted).toMatchObject({ state: "AWAITING_EXPLANATION", dueOn: wishedOn });
    expect(granted.available_transitions.map(({ id }) => id)).not.toContain("grant-extension");
  });
});

describe("one request", () => {
  test("with a key is made once; the key with another request is refused, on this discrepancy and on any other", async () => {
    const [made, other] = [await makeDiscrepancy(tenant), await makeDiscrepancy(tenant)];
    const key = { "Idempotency-Key": `key-${made.id.slice(-12)}` };
    const answers = await Promise.all(Array.from({ length: 5 }, () => move(auditor!, made, { transition: "acknowledge" }, key)));
    for (const answer of answers) expect([answer.status, await answer.json()]).toMatchObject([200, { state: "ACKNOWLEDGED", version: 2 }]);
    expect(await refusalOf(await move(auditor!, made, { transition: "ask", question: "Vì sao số này khác?" }, key))).toEqual([409, "idempotency-key-reused"]);
    expect(await refusalOf(await move(auditor!, other, { transition: "acknowledge" }, key))).toEqual([409, "idempotency-key-reused"]);
    expect(await refusalOf(await move(auditor!, made, { transition: "acknowledge" }))).toEqual([409, "version-conflict"]);
    expect((await move(colleague!, other, { transition: "acknowledge" }, key)).status).toBe(200);
  });
});

describe("assigning", () => {
  test("gives to somebody of the authority who can do the next thing and is not of the unit", async () => {
    const barred = await makeOfficer(authority, ["auditor"]);
    await keepPastUnits(contextFor(authority), barred.id, [{ unit: tenant.code, until: addDays(dayAt(Date.now()), -30) }], "off_test");
    const made = await makeDiscrepancy(tenant);
    for (const assignee of [supervisor!.id, officer!.id, operator!.id, barred.id]) expect(await refusalOf(await move(auditor!, made, { transition: "assign", assignee }))).toEqual([400, "body-invalid"]);
    const given = await (await move(auditor!, made, { transition: "assign", assignee: colleague!.id })).json<TransitionResult>();
    expect(given).toMatchObject({ state: "NEW", assignee: { id: colleague!.id }, version: 2 });
    const undone = await (await move(auditor!, next(made, given), { transition: "undo" })).json<TransitionResult>();
    expect(undone).toMatchObject({ assignee: null, version: 3 });
  });

  test("by rule gives each new one to whoever has the least, and runs dry", async () => {
    const unit = await makeTenant({ ledger: "LEDGER_1" });
    const made = await Promise.all([1, 2, 3].map(() => makeDiscrepancy(unit)));
    const { central, platform, now } = contextFor(unit);
    expect(await assignNew(central, platform, unit.code, now)).toBe(3);
    for (const { id } of made) {
      const { assignee, version, state } = (await findDiscrepancy(contextFor(unit).ledger, unit.code, id))!;
      expect({ isGiven: assignee !== null, version, state }).toEqual({ isGiven: true, version: 2, state: "NEW" });
    }
    expect(await assignNew(central, platform, unit.code, now)).toBe(0);
  });

  test("those that nobody may have keep nobody else waiting", async () => {
    const [blocked, unit] = [await makeTenant({ ledger: "LEDGER_2" }), await makeTenant({ ledger: "LEDGER_2" })];
    const home = contextFor(authority);
    const { results } = await home.ledger.prepare("SELECT id FROM officer WHERE tenant_id = 'VN'").all<{ id: string }>();
    for (const { id } of results) await keepPastUnits(home, id, [{ unit: blocked.code, until: null }], operator!.id);
    await openDiscrepancies(blocked, Array.from({ length: 201 }, () => aFinding({ severity: "critical" })));
    const [behind] = await openDiscrepancies(unit, [aFinding({ severity: "low" })]);
    await assignNew(home.central, home.platform, null, home.now);
    expect((await findDiscrepancy(contextFor(unit).ledger, unit.code, behind!))!.assignee).not.toBeNull();
    expect(await contextFor(blocked).ledger.prepare("SELECT COUNT(*) AS n FROM discrepancy WHERE tenant_id = ? AND assignee IS NULL").bind(blocked.code).first("n")).toBe(201);
  });
});

describe("breaking the glass", () => {
  test("takes a supervisor and an operator who both just confirmed that it is them, and is written into the log as what it is", async () => {
    const made = await makeDiscrepancy(tenant, { state: "APPEALED" });
    const forget = (person: Signer) => contextFor(authority).ledger.prepare("UPDATE session SET asserted_at = NULL WHERE officer_id = ?").bind(person.id).run();
    const idle = await withKey(authority, await makeOfficer(authority, ["supervisor"]));
    await forget(idle);
    expect(await refusalOf(await move(idle, made, { transition: "request-break-glass", comment }))).toEqual([403, "step-up-required"]);
    const requested = await (await move(supervisor!, made, { transition: "request-break-glass", comment })).json<TransitionResult>();
    expect(requested.state).toBe("APPEALED");
    const broken = await (await move(operator!, next(made, requested), { transition: "break-glass", comment })).json<TransitionResult>();
    expect(broken).toMatchObject({ state: "ACKNOWLEDGED" });
    const { entry } = (await contextFor(tenant).ledger.prepare("SELECT entry FROM log_entry WHERE tenant_id = ? AND idx = ?").bind(tenant.code, broken.events.at(-1)!.logIndex).first<{ entry: string }>())!;
    expect(JSON.parse(entry)).toMatchObject({ kind: "break-glass", transition: "break-glass", by: operator!.id });
  });
});

describe("the morning", () => {
  const platform = platformOf(env);
  const morningOf = (day: string) => runMorning(env.CENTRAL, platform, startOfDay(day) + 7.5 * 3_600_000);
  const kinds = async (person: Signer, id: string, now: number) => (await noticesOf(tenant, person, now - Date.now() + 60_000)).notices.filter(({ discrepancy }) => discrepancy.id === id).map(({ kind }) => kind);

  test("reminds of a due day three and one working days before, on it and after it, each once", async () => {
    const dueOn = "2027-03-10";
    const made = await makeDiscrepancy(tenant, { state: "UPHELD", after: [{ transition: "set-due", to: "UPHELD", dueOn }] });
    for (const day of ["2027-03-05", "2027-03-05", "2027-03-06", "2027-03-08", "2027-03-09", "2027-03-10", "2027-03-11", "2027-03-15"]) await morningOf(day);
    const after = startOfDay("2027-03-20");
    expect(await kinds(officer!, made.id, after)).toEqual(["overdue-escalated", "overdue", "due-today", "due-in-1", "due-in-3"]);
    expect(await kinds(head!, made.id, after)).toEqual(["overdue-escalated", "overdue", "due-today"]);
    expect((await noticesOf(authority, supervisor!, after - Date.now())).notices.some(({ kind, discrepancy }) => kind === "overdue-escalated" && discrepancy.id === made.id)).toBe(true);
  });

  test("makes up for mornings that did not come: the latest reminder, once, and none for a due day that was set later", async () => {
    const late = await makeDiscrepancy(tenant, { state: "UPHELD", after: [{ transition: "set-due", to: "UPHELD", dueOn: "2028-03-08" }] });
    const soon = await makeDiscrepancy(tenant, { state: "UPHELD", after: [{ transition: "set-due", to: "UPHELD", dueOn: "2028-03-14" }] });
    const fresh = await makeDiscrepancy(tenant, { state: "UPHELD", after: [{ transition: "set-due", to: "UPHELD", dueOn: "2028-03-14", at: startOfDay("2028-03-10") + 36_000_000 }] });
    await morningOf("2028-03-02");
    // 3, 6, 7, 8 and 9 March did not come. On the 10th, `late` is two working days late; `soon` has two left and was told at three; on Saturday nothing goes out.
    for (const day of ["2028-03-10", "2028-03-10", "2028-03-11"]) await morningOf(day);
    const after = startOfDay("2028-03-12");
    expect([await kinds(officer!, late.id, after), await kinds(officer!, soon.id, after)]).toEqual([["overdue"], ["due-in-3"]]);
    // Friday's morning came; Monday's does not. On Tuesday it is due: what was for the days before is not sent any more.
    await morningOf("2028-03-14");
    expect(await kinds(officer!, soon.id, startOfDay("2028-03-15"))).toEqual(["due-today", "due-in-3"]);
    const missed = await makeDiscrepancy(tenant, { state: "UPHELD", after: [{ transition: "set-due", to: "UPHELD", dueOn: "2028-03-20" }] });
    const setSince = await makeDiscrepancy(tenant, { state: "UPHELD", after: [{ transition: "set-due", to: "UPHELD", dueOn: "2028-03-20", at: startOfDay("2028-03-16") }] });
    await morningOf("2028-03-16");
    const at16 = startOfDay("2028-03-17");
    expect([await kinds(officer!, missed.id, at16), await kinds(officer!, setSince.id, at16), await kinds(officer!, fresh.id, at16)]).toEqual([["due-in-3"], [], ["overdue", "due-today"]]);
  });

  test("upholds what nobody answered once the grace is over, with days to correct, as the platform and once", async () => {
    const made = await makeDiscrepancy(tenant, { state: "AWAITING_EXPLANATION", dueOn: "2027-03-10" });
    await morningOf("2027-03-12");
    expect(await findDiscrepancy(contextFor(tenant).ledger, tenant.code, made.id)).toMatchObject({ state: "AWAITING_EXPLANATION" });
    await morningOf("2027-03-15");
    await morningOf("2027-03-15");
    expect(await findDiscrepancy(contextFor(tenant).ledger, tenant.code, made.id)).toMatchObject({ state: "UPHELD", version: made.version + 1, dueOn: addWorkingDays("2027-03-15", 10, await holidays()) });
    expect((await listEvents(contextFor(tenant).ledger, tenant.code, made.id)).at(-1)).toMatchObject({ transition: "no-answer", reason: "no-answer", actorId: "system", submissionJti: null });
  });

  test("wakes who slept until the day; a snoozed one is in the list all the time", async () => {
    const made = await makeDiscrepancy(tenant, { state: "ACKNOWLEDGED" });
    const day = addDays(dayAt(Date.now()), 30);
    const asleep = await (await move(auditor!, made, { transition: "snooze", until: { kind: "day", day } })).json<TransitionResult>();
    expect(asleep).toMatchObject({ state: "ACKNOWLEDGED", snoozed: { kind: "day", day } });
    const { discrepancies } = await (await ask(`/v1/t/${tenant.code}/discrepancies?q=state:open&limit=200`, { headers: asPerson(auditor!) })).json<{ discrepancies: DiscrepancyDetail[] }>();
    expect(discrepancies.find(({ id }) => id === made.id)).toMatchObject({ snoozed: { kind: "day", day } });
    await morningOf(addDays(day, -1));
    expect(await findDiscrepancy(contextFor(tenant).ledger, tenant.code, made.id)).toMatchObject({ snoozed: true });
    await morningOf(day);
    expect(await findDiscrepancy(contextFor(tenant).ledger, tenant.code, made.id)).toMatchObject({ snoozed: false, snooze: null, state: "ACKNOWLEDGED" });
  });

  test("every move wakes it", async () => {
    const made = await makeDiscrepancy(tenant, { state: "ACKNOWLEDGED" });
    const asleep = await (await move(auditor!, made, { transition: "snooze", until: { kind: "next-run" } })).json<TransitionResult>();
    const assigned = await (await move(auditor!, next(made, asleep), { transition: "assign", assignee: colleague!.id })).json<TransitionResult>();
    expect(assigned.snoozed).toEqual({ kind: "next-run" });
    expect(await (await move(auditor!, next(made, assigned), { transition: "ask", question: "Vì sao số này khác?" })).json()).toMatchObject({ snoozed: null });
  });
});
