import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { settleCalendar } from "../../../worker/calendar/settle-calendar.ts";
import type { CalendarChange, CalendarChangeList, CalendarChangeView } from "../../../worker/calendar/contract.ts";
import { decideDays } from "../../../worker/directory/decide-calendar.ts";
import type { HolidayList, ReportTypeList, ReportWindowList } from "../../../worker/directory/contract.ts";
import { addDays, dayAt, listWindowsOfYear } from "../../../worker/kernel/windows.ts";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { ask, refusalOf } from "../ask.ts";
import { asPerson, contextFor, makeAuthority, makeOfficer, makeTenant } from "../make-tenant.ts";

type Person = Awaited<ReturnType<typeof makeOfficer>>;
const today = dayAt(Date.now());
const nextYear = Number(today.slice(0, 4)) + 1;
/** The first day of a month whose window has not begun, at least a month away. */
const boundary = `${addDays(`${today.slice(0, 7)}-01`, 80).slice(0, 7)}-01`;
let authority: Tenant;
let [operator, supervisor, other, auditor]: Person[] = [];

beforeAll(async () => {
  authority = await makeAuthority();
  [operator, supervisor, other, auditor] = [await makeOfficer(authority, ["operator"]), await makeOfficer(authority, ["supervisor"]), await makeOfficer(authority, ["supervisor"]), await makeOfficer(authority, ["auditor"])];
});

const send = (path: string, person: Person, body: object) => ask(`/v1/calendar-changes${path}`, { method: "POST", headers: asPerson(person, { "Content-Type": "application/json" }), body: JSON.stringify(body) });
/** As after a passkey's assertion just now; how that is made is sign-in's own matter. */
const confirm = (person: Person, at: number | null = Date.now()) => contextFor(authority).ledger.prepare("UPDATE session SET asserted_at = ? WHERE officer_id = ?").bind(at, person.id).run();
const list = async () => (await (await ask("/v1/calendar-changes", { headers: asPerson(auditor!) })).json<CalendarChangeList>()).changes;
const propose = async (change: CalendarChange, person = operator!): Promise<CalendarChangeView> => {
  const response = await send("", person, change);
  expect(response.status).toBe(201);
  return (await response.json<CalendarChangeList>()).changes[0]!;
};
const approve = ({ number, digest }: CalendarChangeView, person = supervisor!) => send(`/${number}/approve`, person, { digest });
const windowsOf = async (type: string, year: number) => (await (await ask(`/v1/report-types/${type}/windows?year=${year}`)).json<ReportWindowList>()).windows;
const settingsOf = async (type: string) => (await (await ask("/v1/report-types")).json<ReportTypeList>()).reportTypes.find(({ id }) => id === type)!.settings;
const holidaysOf = async (year: string) => (await (await ask(`/v1/holidays?year=${year}`)).json<HolidayList>()).holidays;
const setting = (wish: Partial<Extract<CalendarChange, { kind: "setting" }>> = {}): CalendarChange => ({ kind: "setting", reportType: "ii06a-month", validFrom: boundary, cutOffRule: "calendar", deadlineWorkingDays: 7, basis: "Thông tư thử về kỳ báo cáo", ...wish });
/** A weekday of next year that nobody else in this file touches. */
const weekday = (month: number) => [1, 2, 3].map((day) => `${nextYear}-${String(month).padStart(2, "0")}-${String(day + 9).padStart(2, "0")}`).find((day) => ![0, 6].includes(new Date(day).getUTCDay()))!;
const dayOff = (day: string, kind: "holiday" | "swap" | "working" = "holiday"): CalendarChange => ({ kind: "days", basis: "Quyết định thử về ngày nghỉ", days: [{ day, kind, nameVi: "Nghỉ thử", nameEn: "Day off" }] });

describe("a change of the cut-off rule", () => {
  test("is proposed by one person, approved by another, and governs the windows from its first day on; those before stay", async () => {
    const before = await windowsOf("ii06a-month", Number(boundary.slice(0, 4)));
    const proposed = await propose(setting());
    expect(proposed).toMatchObject({ state: "proposed", obstacles: [], isApplied: false, proposed: { by: { id: operator!.id } } });
    expect(proposed.effects[0]).toMatchObject({ reportType: "ii06a-month", period: boundary.slice(0, 7), before: { to: `${boundary.slice(0, 8)}14` } });
    expect(await windowsOf("ii06a-month", Number(boundary.slice(0, 4)))).toEqual(before);

    await confirm(supervisor!);
    const response = await approve(proposed);
    expect(response.status).toBe(200);
    const [approved] = (await response.json<CalendarChangeList>()).changes;
    expect(approved).toMatchObject({ state: "approved", isApplied: true, decided: { by: { id: supervisor!.id } }, effects: [] });

    const after = await windowsOf("ii06a-month", Number(boundary.slice(0, 4)));
    const seam = after.findIndex(({ id }) => id === boundary.slice(0, 7));
    expect(after.slice(0, seam)).toEqual(before.slice(0, seam));
    expect(after[seam]).toMatchObject({ from: before[seam]!.from, cutOffRule: "calendar", deadlineWorkingDays: 7 });
    expect(after[seam]!.to).toBe(addDays(listWindowsOfYear("month", [{ validFrom: "", cutOffRule: "calendar" }], Number(boundary.slice(0, 4)))[seam]!.to, 0));
    expect(after[seam + 1]?.from ?? addDays(after[seam]!.to, 1)).toBe(addDays(after[seam]!.to, 1));
    expect((await settingsOf("ii06a-month")).at(-1)).toEqual({ validFrom: boundary, cutOffRule: "calendar", deadlineWorkingDays: 7, basis: "Thông tư thử về kỳ báo cáo" });

    const { results } = await contextFor(authority).ledger.prepare("SELECT entry FROM log_entry WHERE tenant_id = 'VN' AND entry LIKE '%\"calendar.%' ORDER BY idx").all<{ entry: string }>();
    expect(results.map(({ entry }) => JSON.parse(entry) as object)).toMatchObject([{ kind: "calendar.proposed", change: proposed.number, digest: proposed.digest, by: operator!.id }, { kind: "calendar.approved", change: proposed.number, by: supervisor!.id }]);
  });

  test("that was decided and has not begun may be replaced on its day, never preceded", async () => {
    const back = await propose(setting({ cutOffRule: "mid-month", deadlineWorkingDays: 6 }));
    await confirm(other!);
    expect((await approve(back, other)).status).toBe(200);
    expect((await settingsOf("ii06a-month")).filter(({ validFrom }) => validFrom === boundary)).toEqual([expect.objectContaining({ cutOffRule: "mid-month", deadlineWorkingDays: 6 })]);
    expect(await refusalOf(await send("", operator!, setting({ validFrom: `${today.slice(0, 7)}-01` })))).toEqual([400, "body-invalid"]);
  });

  test("says what is wrong with it, by place", async () => {
    const response = await send("", operator!, setting({ validFrom: "2026-01-15" }));
    expect(await response.json()).toMatchObject({ code: "body-invalid", errors: [{ pointer: "/validFrom", code: "not-a-boundary" }] });
  });
});

describe("days off", () => {
  test("that a decision names push the deadlines behind them, and can be taken back until they come", async () => {
    const day = weekday(5);
    await confirm(supervisor!);
    expect((await approve(await propose(dayOff(day)))).status).toBe(200);
    expect((await holidaysOf(String(nextYear))).find((one) => one.day === day)).toEqual({ day, kind: "holiday", nameVi: "Nghỉ thử", nameEn: "Day off", confirmed: true });

    expect((await approve(await propose(dayOff(day, "working")))).status).toBe(200);
    expect((await holidaysOf(String(nextYear))).some((one) => one.day === day)).toBe(false);
    expect((await approve(await propose(dayOff(day)))).status).toBe(200);
  });

  test("that follow from a rule are confirmed by the decision of their year", async () => {
    const day = weekday(6);
    await env.CENTRAL.prepare("INSERT INTO holiday (day, kind, name_vi, name_en, confirmed) VALUES (?, 'holiday', 'Suy ra', 'Follows', 0)").bind(day).run();
    await confirm(supervisor!);
    const proposed = await propose(dayOff(day));
    expect(proposed.effects).toEqual([]);
    expect((await approve(proposed)).status).toBe(200);
    expect((await holidaysOf(String(nextYear))).find((one) => one.day === day)?.confirmed).toBe(true);
  });

  test("approved while the directory could not be written are brought there by the hourly job, and an older decision never comes back", async () => {
    const context = contextFor(authority);
    const [day, kept] = [weekday(7), weekday(8)];
    const proposed = await propose(dayOff(day));
    await context.ledger.prepare("UPDATE calendar_change SET state = 'approved', decided_by = ?, decided_at = 1, decided_idx = 1 WHERE tenant_id = 'VN' AND number = ?").bind(other!.id, proposed.number).run();
    expect((await list())[0]).toMatchObject({ state: "approved", isApplied: false });
    expect(await settleCalendar(context)).toBe(1);
    expect(await settleCalendar(context)).toBe(0);
    expect((await list())[0]).toMatchObject({ isApplied: true });
    expect((await holidaysOf(String(nextYear))).some((one) => one.day === day)).toBe(true);

    const one = { day: kept, kind: "holiday" as const, nameVi: "Nghỉ thử", nameEn: "Day off" };
    await decideDays(env.CENTRAL, 9, [one]);
    await decideDays(env.CENTRAL, 8, [{ ...one, kind: "working" }]);
    expect((await holidaysOf(String(nextYear))).some((found) => found.day === kept)).toBe(true);
  });
});

describe("nobody decides alone", () => {
  test("who proposed does not approve, and whoever approves has just proved to be there", async () => {
    const own = await propose(dayOff(weekday(9)), supervisor!);
    await confirm(supervisor!);
    expect(await refusalOf(await approve(own))).toEqual([403, "self-approval"]);
    await confirm(other!, null);
    expect(await refusalOf(await approve(own, other))).toEqual([403, "step-up-required"]);
    const alone = contextFor(authority).ledger.prepare("UPDATE calendar_change SET state = 'approved', decided_by = proposed_by, decided_at = 1, decided_idx = 1 WHERE tenant_id = 'VN' AND number = ?").bind(own.number).run();
    await expect(alone).rejects.toThrow(/approved by another person/);
  });

  test("auditors read and do neither; to officers of other tenants it does not exist", async () => {
    const [proposed] = await list();
    const stranger = await makeOfficer(await makeTenant(), ["administrator", "head"]);
    expect(await refusalOf(await send("", auditor!, dayOff(weekday(10))))).toEqual([403, "not-permitted"]);
    expect(await refusalOf(await approve(proposed!, operator))).toEqual([403, "not-permitted"]);
    expect(await refusalOf(await send(`/${proposed!.number}/withdraw`, auditor!, { digest: proposed!.digest }))).toEqual([403, "not-permitted"]);
    expect(await refusalOf(await ask("/v1/calendar-changes", { headers: asPerson(stranger) }))).toEqual([404, "not-found"]);
    expect(await refusalOf(await send("", stranger, dayOff(weekday(10))))).toEqual([404, "not-found"]);
    expect(await refusalOf(await ask("/v1/calendar-changes"))).toEqual([401, "sign-in-required"]);
  });

  test("two approvals at once decide it once, and a decided one is final", async () => {
    const proposed = await propose(dayOff(weekday(11)));
    await Promise.all([confirm(supervisor!), confirm(other!)]);
    const answers = await Promise.all([approve(proposed, supervisor), approve(proposed, other)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(await refusalOf(await approve(proposed, other))).toEqual([409, "transition-refused"]);
    expect(await refusalOf(await send(`/${proposed.number}/withdraw`, supervisor!, { digest: proposed.digest }))).toEqual([409, "transition-refused"]);
  });

  test("a proposal is withdrawn by who made it or a supervisor, approved only as it was seen, and only while it is possible", async () => {
    const proposed = await propose(dayOff(weekday(12)), other!);
    expect(await refusalOf(await send(`/${proposed.number}/withdraw`, operator!, { digest: proposed.digest }))).toEqual([403, "not-permitted"]);
    await confirm(supervisor!);
    expect(await refusalOf(await send(`/${proposed.number}/approve`, supervisor!, { digest: "A".repeat(43) }))).toEqual([409, "version-conflict"]);
    await decideDays(env.CENTRAL, 1, [{ day: weekday(12), kind: "holiday", nameVi: "Nghỉ thử", nameEn: "Day off" }]);
    expect((await list())[0]).toMatchObject({ number: proposed.number, obstacles: [{ pointer: "/days/0/day", code: "changes-nothing" }] });
    expect(await refusalOf(await approve(proposed))).toEqual([409, "transition-refused"]);
    expect((await send(`/${proposed.number}/withdraw`, other!, { digest: proposed.digest })).status).toBe(200);
    expect((await list())[0]).toMatchObject({ state: "withdrawn", obstacles: [] });
    expect(await refusalOf(await send("/999/withdraw", other!, { digest: proposed.digest }))).toEqual([404, "not-found"]);
  });

  test("bodies that do not fit, or are too large, are refused", async () => {
    const broken = [{}, { kind: "setting" }, { ...setting(), cutOffRule: "weekly" }, { ...setting(), deadlineWorkingDays: 0 }, { ...setting(), more: 1 }, { ...dayOff(weekday(10)), days: [] }, { ...dayOff(weekday(10)), basis: "ngắn" }];
    for (const body of broken) expect(await refusalOf(await send("", operator!, body)), JSON.stringify(body)).toEqual([400, "body-invalid"]);
    expect(await refusalOf(await send("", operator!, { ...setting(), basis: "x".repeat(2_000_000) }))).toEqual([413, "body-too-large"]);
  });
});
