import { beforeAll, describe, expect, test } from "vitest";
import { declareServices } from "../../../worker/catalogue/declare-services.ts";
import { addObligation } from "../../../worker/submissions/add-obligation.ts";
import { draftReport } from "../../../worker/submissions/draft-report.ts";
import { listDueReports } from "../../../worker/submissions/list-due-reports.ts";
import { dueReportList, reportDraft } from "../../../worker/submissions/contract.ts";
import { ask, refusalOf } from "../ask.ts";
import { asPerson, contextFor, makeOfficer, makeTenant } from "../make-tenant.ts";
import { fieldsAnswers, makeFiler, publishNationalForms, sendSubmission, signReport } from "../make-report.ts";

beforeAll(async () => void (await publishNationalForms()));

/** A moment of that Vietnamese day. */
const noonOf = (day: string) => Date.parse(`${day}T05:00:00Z`);
const service = (code: string, field: string, from: string) => ({
  code, nameVi: `Dịch vụ ${code}`, nameEn: `Service ${code}`, field: { code: field, nameVi: `Lĩnh vực ${field}`, nameEn: `Field ${field}` },
  levelScheme: "process-2022" as const, level: "full" as const, from, to: null,
});

describe("what a unit owes", () => {
  test("is every window that ended in the last 400 days, the newest first; the one still running comes with its deadline", async () => {
    const tenant = await makeTenant();
    await addObligation(contextFor(tenant), { reportTypeId: "services-quarter", validFrom: "2020-01-01", validTo: null });
    const { reports, coming } = await listDueReports(contextFor(tenant, noonOf("2026-03-16")));
    expect(reports.map(({ period, from, to }) => [period, from, to])).toEqual([
      ["2026-Q1", "2025-12-15", "2026-03-14"],
      ["2025-Q4", "2025-09-15", "2025-12-14"],
      ["2025-Q3", "2025-06-15", "2025-09-14"],
      ["2025-Q2", "2025-03-15", "2025-06-14"],
      ["2025-Q1", "2024-12-15", "2025-03-14"],
    ]);
    expect(coming).toEqual([{ reportType: "services-quarter", period: "2026-Q2", from: "2026-03-15", to: "2026-06-14", dueOn: "2026-06-19" }]);
    const onTheLastDay = await listDueReports(contextFor(tenant, noonOf("2026-03-14")));
    expect([onTheLastDay.reports[0]!.period, onTheLastDay.coming.map(({ period }) => period)]).toEqual(["2025-Q4", ["2026-Q1"]]);
  });

  test("is open until the fifth working day after the window, and overdue from the next day on", async () => {
    const tenant = await makeTenant();
    await addObligation(contextFor(tenant), { reportTypeId: "ii06a-month", validFrom: "2026-02-15", validTo: null });
    const stateOn = async (day: string) => (await listDueReports(contextFor(tenant, noonOf(day)))).reports.map(({ period, dueOn, state }) => [period, dueOn, state]);
    // 14 March 2026 is a Saturday; Monday to Friday of the week after are the five working days.
    expect(await stateOn("2026-03-20")).toEqual([["2026-03", "2026-03-20", "open"]]);
    expect(await stateOn("2026-03-21")).toEqual([["2026-03", "2026-03-20", "overdue"]]);
  });

  test("is nothing without an obligation, and nothing of the time before or after it", async () => {
    const tenant = await makeTenant();
    const now = noonOf("2026-03-16");
    expect(await listDueReports(contextFor(tenant, now))).toEqual({ reports: [], coming: [] });
    await addObligation(contextFor(tenant), { reportTypeId: "ii06a-month", validFrom: "2025-12-15", validTo: "2026-02-14" });
    expect((await listDueReports(contextFor(tenant, now))).reports.map(({ period }) => period)).toEqual(["2026-02", "2026-01"]);
  });

  test("names what was filed, the newest of the chain, and says late by the first of it", async () => {
    const filer = await makeFiler();
    const first = await (await sendSubmission(filer.tenant, await signReport(filer, { form: "ii06a", data: fieldsAnswers("2025-03") }))).json<{ jti: string; digest: string }>();
    const second = await (await sendSubmission(filer.tenant, await signReport(filer, { form: "ii06a", data: fieldsAnswers("2025-03"), amends: first }))).json<{ jti: string; digest: string }>();
    const march = (await listDueReports(contextFor(filer.tenant, noonOf("2026-03-16")))).reports.find(({ reportType, period }) => reportType === "ii06a-month" && period === "2025-03");
    expect(march).toMatchObject({ state: "filed-late", filed: { jti: second.jti, digest: second.digest }, form: { id: "ii06a", rev: 1 } });
  });

  test("is shown to the unit's people and to auditors, and to nobody else", async () => {
    const filer = await makeFiler();
    const path = `/v1/t/${filer.tenant.code}/due-reports`;
    const authority = await publishNationalForms();
    const auditor = await makeOfficer(authority, ["auditor"]);
    for (const person of [filer.officer, auditor]) {
      const answer = await ask(path, { headers: asPerson(person) });
      expect(answer.status).toBe(200);
      expect(dueReportList.parse(await answer.json()).reports.length).toBeGreaterThan(10);
    }
    expect(await refusalOf(await ask(path))).toEqual([401, "sign-in-required"]);
    expect(await refusalOf(await ask(path, { headers: asPerson(await makeOfficer(await makeTenant())) }))).toEqual([404, "not-found"]);
  });
});

describe("what a report starts with", () => {
  test("a services report has a row for every service of the window, without numbers: unknown is not 0", async () => {
    const context = contextFor(await makeTenant(), noonOf("2026-03-16"));
    await declareServices(context, [service("1.000001", "dat-dai", "2020-01-01"), service("1.000002", "ho-tich", "2026-03-14"), service("1.000003", "ho-tich", "2026-03-15")]);
    expect(await draftReport(context, "services-quarter", "2026-Q1")).toEqual({
      reportType: "services-quarter", period: "2026-Q1", from: "2025-12-15", to: "2026-03-14",
      rows: [
        { service: "1.000001", name: "Dịch vụ 1.000001", level: "full", online: null, total: null },
        { service: "1.000002", name: "Dịch vụ 1.000002", level: "full", online: null, total: null },
      ],
    });
  });

  test("II.06a has a row for every field of work; column 6 comes from column 11 of the period before", async () => {
    const filer = await makeFiler();
    const context = contextFor(filer.tenant);
    await declareServices(context, [service("1.000001", "dat-dai", "2020-01-01"), service("1.000002", "dat-dai", "2020-01-01"), service("1.000003", "ho-tich", "2020-01-01")]);
    const rows = async () => ((await draftReport(context, "ii06a-month", "2025-04")) as { rows: unknown }).rows;
    const names = { "dat-dai": "Lĩnh vực dat-dai", "ho-tich": "Lĩnh vực ho-tich" };
    expect(await rows()).toEqual([{ field: "dat-dai", name: names["dat-dai"] }, { field: "ho-tich", name: names["ho-tich"] }]);
    expect((await sendSubmission(filer.tenant, await signReport(filer, { form: "ii06a", data: fieldsAnswers("2025-03") }))).status).toBe(201);
    expect(await rows()).toEqual([{ field: "dat-dai", name: names["dat-dai"], c6: 20 }, { field: "ho-tich", name: names["ho-tich"] }]);
  });

  test("it is asked for by type and period; what does not exist is not found", async () => {
    const filer = await makeFiler();
    const draft = (path: string) => ask(`/v1/t/${filer.tenant.code}/due-reports/${path}/draft?locale=vi`, { headers: asPerson(filer.officer) });
    expect(reportDraft.safeParse(await (await draft("ii06a-month/2025-04")).json()).success).toBe(true);
    for (const path of ["ii06a-month/2025-Q1", "ii06a-month/2025-13", "no-such-type/2025-04", "ii06a-month/2025-04%27"]) expect(await refusalOf(await draft(path)), path).toEqual([404, "not-found"]);
  });
});
