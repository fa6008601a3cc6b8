import { beforeAll, describe, expect, test } from "vitest";
import type { ReportingNational, ReportingOfTenant, ReportingYear } from "../../../worker/submissions/obligation-contract.ts";
import type { HolidayList, ReportTypeList, ReportWindowList } from "../../../worker/directory/contract.ts";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { ask, refusalOf } from "../ask.ts";
import { asPerson, contextFor, makeAuthority, makeOfficer, makeTenant } from "../make-tenant.ts";
import { plantObligation, plantReport } from "../audit/plant.ts";

/** 2024-Q1 ended on 14 March 2024, a Thursday: due on the 21st. */
const PERIOD = "2024-Q1";
const IN_TIME = Date.parse("2024-03-20T03:00:00Z");
const LATE = Date.parse("2024-03-22T03:00:00Z");
let auditor: Awaited<ReturnType<typeof makeOfficer>>;
let units: { onTime: Tenant; late: Tenant; missing: Tenant; notOwed: Tenant; silent: Tenant; closed: Tenant; zero: Tenant; extended: Tenant; unfinished: Tenant; contested: Tenant };

beforeAll(async () => {
  auditor = await makeOfficer(await makeAuthority(), ["auditor"]);
  units = {
    onTime: await makeTenant(), late: await makeTenant(), missing: await makeTenant(), notOwed: await makeTenant(), silent: await makeTenant(),
    closed: await makeTenant({ validTo: "2024-02-29" }), zero: await makeTenant(), extended: await makeTenant(), unfinished: await makeTenant(), contested: await makeTenant(),
  };
  for (const unit of [units.onTime, units.late, units.missing, units.closed, units.zero, units.extended, units.unfinished, units.contested]) await plantObligation(unit);
  const line = { service: "1.000001", online: 5, total: 9 };
  await plantReport(units.onTime, { period: PERIOD, receivedAt: IN_TIME, rows: [line] });
  await plantReport(units.late, { period: PERIOD, receivedAt: LATE, rows: [line] });
  await plantReport(units.notOwed, { period: PERIOD, receivedAt: IN_TIME, rows: [line] });
  await plantReport(units.closed, { period: PERIOD, receivedAt: IN_TIME, rows: [line], to: "2024-02-29" });
  await plantReport(units.zero, { period: PERIOD, receivedAt: IN_TIME, rows: [{ service: "1.000001", online: 0, total: 0 }] });
  await plantReport(units.unfinished, { period: PERIOD, receivedAt: IN_TIME, rows: [line, { service: "1.000002", online: 1, total: null }] });
  const lost = await plantReport(units.contested, { period: PERIOD, receivedAt: IN_TIME, rows: [line] });
  await contextFor(units.contested).ledger.prepare("INSERT INTO contested_submission (tenant_id, jti, kid, contested_idx) VALUES (?, ?, 'kid', 0)").bind(units.contested.code, lost).run();
  const jti = await plantReport(units.extended, { period: PERIOD, receivedAt: LATE, rows: [line] });
  await contextFor(units.extended).ledger
    .prepare(
      `INSERT INTO extension (tenant_id, id, report_type_id, period_id, state, wanted_until, until, request_jti, requested_by, requested_at, decision_jti, decided_by, decided_at, log_idx, decision_idx)
       VALUES (?1, 'ext_test', 'services-quarter', ?2, 'granted', '2024-03-29', '2024-03-27', ?3, 'off_head', 1, ?3, 'off_supervisor', 2, 0, 0)`,
    )
    .bind(units.extended.code, PERIOD, jti)
    .run();
});

const read = async <T>(path: string, person: { cookie: string } = auditor) => (await ask(path, { headers: asPerson(person) })).json<T>();
const national = () => read<ReportingNational>(`/v1/reporting?reportType=services-quarter&period=${PERIOD}`);

describe("reporting over all tenants", () => {
  test("shows each as it was: in time, late, missing, not owed, closed, with more time, all zero, without a target", async () => {
    const { rows, withoutTarget, dueOn, window } = await national();
    const row = ({ code }: Tenant) => rows.find(({ tenant }) => tenant === code);
    expect([dueOn, window]).toEqual(["2024-03-21", { from: "2023-12-15", to: "2024-03-14" }]);
    expect(row(units.onTime)).toMatchObject({ isOwed: true, timing: "on-time", filed: { mark: null } });
    expect(row(units.late)).toMatchObject({ timing: "late" });
    expect(row(units.missing)).toMatchObject({ timing: "missing", filed: null });
    expect(row(units.notOwed)).toMatchObject({ isOwed: false, timing: "on-time" });
    expect(row(units.closed)).toMatchObject({ isOwed: true, timing: "on-time", from: "2023-12-15", to: "2024-02-29", closedOn: "2024-02-29" });
    expect(row(units.zero)).toMatchObject({ timing: "on-time", filed: { mark: "all-zero" } });
    expect(row(units.extended)).toMatchObject({ timing: "on-time-by-extension", extendedTo: "2024-03-27" });
    expect(row(units.unfinished)).toMatchObject({ timing: "on-time", filed: { unanswered: 1, isContested: false, isComplete: false } });
    expect(row(units.contested)).toMatchObject({ timing: "on-time", filed: { unanswered: 0, isContested: true, isComplete: false } });
    expect(row(units.zero)!.filed).toMatchObject({ isComplete: true });
    expect(row(units.silent)).toBeUndefined();
    expect(withoutTarget.map(({ tenant }) => tenant)).toContain(units.silent.code);
  });

  test("adds them up: expected a period and then summed, the rate of all rows", async () => {
    const { figures, rows } = await national();
    expect(figures.expected).toBe(rows.filter(({ isOwed }) => isOwed).length);
    expect(figures.received).toBe(rows.filter(({ filed }) => filed !== null).length);
    expect(figures.notOwed).toBeGreaterThanOrEqual(1);
    expect(figures.onTimeByExtension).toBeGreaterThanOrEqual(1);
    expect(figures.reportingRate).toBeCloseTo(figures.received / figures.due, 10);
    expect(figures.complete).toBe(rows.filter(({ filed }) => filed?.isComplete).length);
    expect(figures.complete).toBeLessThanOrEqual(figures.received - 2);
    expect(figures.completeness).toBeCloseTo(figures.complete / figures.due, 10);

    const year = await read<ReportingYear>("/v1/reporting/years?reportType=services-quarter&year=2024");
    expect(year.periods.map(({ id }) => id)).toEqual(["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"]);
    const own = year.tenants.find(({ tenant }) => tenant === units.onTime.code)!.figures;
    expect(own).toMatchObject({ expected: 4, due: 4, received: 1, missing: 3, reportingRate: 0.25 });
    // The closed one owed the first quarter alone.
    expect(year.tenants.find(({ tenant }) => tenant === units.closed.code)!.figures).toMatchObject({ expected: 1, received: 1, reportingRate: 1 });
    expect(year.tenants.find(({ tenant }) => tenant === units.unfinished.code)!.figures).toMatchObject({ received: 1, complete: 0, reportingRate: 0.25, timeliness: 0.25, completeness: 0 });
    expect(year.withoutTarget.map(({ tenant }) => tenant)).toContain(units.silent.code);
    expect(year.figures.expected).toBe(year.periods.reduce((sum, { figures: { expected } }) => sum + expected, 0));
  });

  test("of a year stands as it was, or under who took over: numbers are added up, never rates, and the sum of all is the same", async () => {
    const heir = await makeTenant({ validFrom: "2024-03-01" });
    await plantObligation(heir, "services-quarter", "2024-03-01");
    const [first, second] = [await makeTenant({ validTo: "2024-02-29", successorCode: heir.code }), await makeTenant({ validTo: "2024-02-29", successorCode: heir.code })];
    for (const unit of [first, second]) await plantObligation(unit);
    await plantReport(first, { period: PERIOD, receivedAt: IN_TIME, rows: [{ service: "1.000001", online: 5, total: 9 }], to: "2024-02-29" });
    const [was, now] = await Promise.all(["as-was", "as-now"].map((view) => read<ReportingYear>(`/v1/reporting/years?reportType=services-quarter&year=2024&view=${view}`)));
    const of = ({ tenants }: ReportingYear, { code }: Tenant) => tenants.find(({ tenant }) => tenant === code);
    expect([first, second, heir].map((unit) => of(was!, unit)?.figures.expected)).toEqual([1, 1, 4]);
    expect(of(was!, heir)?.members).toEqual([]);
    expect([of(now!, first), of(now!, second)]).toEqual([undefined, undefined]);
    expect(of(now!, heir)).toMatchObject({ members: [first.code, second.code].toSorted(), figures: { expected: 6, due: 6, received: 1, missing: 5, reportingRate: 1 / 6 } });
    expect([now!.view, now!.figures, now!.periods]).toEqual(["as-now", was!.figures, was!.periods]);
    expect(await refusalOf(await ask("/v1/reporting/years?reportType=services-quarter&year=2024&view=someday", { headers: asPerson(auditor) }))).toEqual([400, "query-invalid"]);
  });

  test("is the authority's; a tenant sees its own", async () => {
    const head = await makeOfficer(units.late, ["head"]);
    expect(await refusalOf(await ask(`/v1/reporting?reportType=services-quarter&period=${PERIOD}`, { headers: asPerson(head) }))).toEqual([404, "not-found"]);
    const { rows, figures } = await read<ReportingOfTenant>(`/v1/t/${units.late.code}/reporting?year=2024`, head);
    expect(rows.map(({ period, timing }) => [period, timing])).toEqual([["2024-Q4", "missing"], ["2024-Q3", "missing"], ["2024-Q2", "missing"], ["2024-Q1", "late"]]);
    expect(figures).toMatchObject({ expected: 4, received: 1, late: 1, missing: 3, reportingRate: 0.25, timeliness: 0 });
    expect(await refusalOf(await ask(`/v1/t/${units.onTime.code}/reporting`, { headers: asPerson(head) }))).toEqual([404, "not-found"]);
  });

  test("knows no report type and no period that do not exist", async () => {
    for (const query of ["reportType=nobody&period=2024-Q1", "reportType=services-quarter&period=2024-01"]) expect(await refusalOf(await ask(`/v1/reporting?${query}`, { headers: asPerson(auditor) }))).toEqual([404, "not-found"]);
    for (const query of ["reportType=services-quarter", "reportType=services-quarter&year=1999"]) expect(await refusalOf(await ask(`/v1/reporting/years?${query}`, { headers: asPerson(auditor) }))).toEqual([400, "query-invalid"]);
  });
});

describe("the calendar", () => {
  test("gives everybody the report types, the windows of a year with their deadlines, and the days off with whether they are confirmed", async () => {
    const { reportTypes } = await (await ask("/v1/report-types")).json<ReportTypeList>();
    expect(reportTypes.find(({ id }) => id === "ii06a-month")!.settings).toEqual([{ validFrom: "2020-10-21", cutOffRule: "mid-month", deadlineWorkingDays: 5, basis: null }]);
    const { windows } = await (await ask("/v1/report-types/ii06a-month/windows?year=2026")).json<ReportWindowList>();
    expect(windows).toHaveLength(12);
    expect(windows[1]).toEqual({ id: "2026-02", from: "2026-01-15", to: "2026-02-14", cutOffRule: "mid-month", deadlineWorkingDays: 5, dueOn: "2026-02-27", unconfirmed: [] });
    const next = await (await ask("/v1/report-types/ii06a-month/windows?year=2027")).json<ReportWindowList>();
    expect(next.windows[1]!.unconfirmed.length).toBe(0);
    const later = await (await ask("/v1/report-types/ii06a-month/windows?year=2030")).json<ReportWindowList>();
    expect(later.windows.every(({ unconfirmed }) => unconfirmed.length > 0)).toBe(true);
    const { isKnown, holidays } = await (await ask("/v1/holidays?year=2027")).json<HolidayList>();
    expect([isKnown, holidays.some(({ confirmed }) => !confirmed), holidays.some(({ confirmed }) => confirmed)]).toEqual([true, true, true]);
    expect(await (await ask("/v1/holidays?year=2040")).json()).toMatchObject({ isKnown: false, holidays: [] });
    expect(await refusalOf(await ask("/v1/report-types/nobody/windows?year=2026"))).toEqual([404, "not-found"]);
  });
});
