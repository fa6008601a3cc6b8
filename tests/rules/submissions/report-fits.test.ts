import { describe, expect, test } from "vitest";
import { requireReportFits, type Owed, type ReportHeadOf, type ReportRules } from "../../../worker/submissions/require-report-fits.ts";

const monthly: ReportRules = { id: "ii06a-month", formId: "ii06a", periodKind: "month", settings: [{ validFrom: "2020-10-21", cutOffRule: "mid-month", deadlineWorkingDays: 5, basis: null }] };
const yearly: ReportRules = { id: "services-year", formId: "services-report", periodKind: "year", settings: [{ validFrom: "2015-12-15", cutOffRule: "mid-month", deadlineWorkingDays: 5, basis: null }] };
const march: ReportHeadOf = { reportType: "ii06a-month", period: "2026-03", from: "2026-02-15", to: "2026-03-14" };
const always: Owed[] = [{ validFrom: "2020-01-01", validTo: null }];

type Case = { life?: { validFrom: string | null; validTo: string | null }; head?: Partial<ReportHeadOf>; formId?: string; type?: ReportRules | null; owed?: Owed[]; today?: string };
function verdict({ head = {}, formId = "ii06a", type = monthly, owed = always, today = "2026-03-20", life = { validFrom: null, validTo: null } }: Case = {}): string {
  try {
    return `fits ${requireReportFits({ ...march, ...head }, formId, type, owed, today, { code: "H01", ...life }).id}`;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe("a report and its period", () => {
  test("fit when type, form, days and obligation agree and the window has ended", () => {
    expect(verdict()).toBe("fits 2026-03");
    const year: Partial<ReportHeadOf> = { reportType: "services-year", period: "2016", from: "2015-12-15", to: "2016-12-14" };
    expect(verdict({ head: year, formId: "services-report", type: yearly, owed: [{ validFrom: "2015-12-15", validTo: null }], today: "2017-01-05" })).toBe("fits 2016");
  });

  test.each<[string, Partial<ReportHeadOf>]>([
    ["a day too early", { from: "2026-02-14" }],
    ["a day too late", { to: "2026-03-15" }],
    ["the calendar month instead of the cut-off days", { from: "2026-03-01", to: "2026-03-31" }],
    ["the days of another year", { from: "2025-02-15", to: "2025-03-14" }],
    ["from and to exchanged", { from: "2026-03-14", to: "2026-02-15" }],
  ])("%s is a mismatch of the window", (_, head) => {
    expect(verdict({ head })).toBe("window-mismatch");
  });

  test.each<[string, Case]>([
    ["on a type that does not exist", { type: null }],
    ["on a type of another form", { formId: "services-report" }],
    ["for a quarter on a monthly type", { head: { period: "2026-Q1", from: "2025-12-15", to: "2026-03-14" } }],
    ["for something that is no period", { head: { period: "2026-13" } }],
    ["by a unit that never owed it", { owed: [] }],
    ["before the obligation began", { owed: [{ validFrom: "2026-03-15", validTo: null }] }],
    ["after the obligation ended", { owed: [{ validFrom: "2020-01-01", validTo: "2026-02-14" }] }],
    ["between two obligations", { owed: [{ validFrom: "2020-01-01", validTo: "2026-02-14" }, { validFrom: "2026-03-15", validTo: null }] }],
    ["on the window's last day", { today: "2026-03-14" }],
    ["before the window began", { today: "2026-02-01" }],
  ])("%s nothing is due", (_, given) => {
    expect(verdict(given)).toBe("report-not-due");
  });

  test.each<[string, Case]>([
    ["on the day after the window", { today: "2026-03-15" }],
    ["years later", { today: "2030-01-01" }],
    ["when the obligation covers only the first day of the window", { owed: [{ validFrom: "2020-01-01", validTo: "2026-02-15" }] }],
    ["when the obligation covers only the last day of the window", { owed: [{ validFrom: "2026-03-14", validTo: null }] }],
    ["under the second of two obligations", { owed: [{ validFrom: "2019-01-01", validTo: "2019-12-31" }, { validFrom: "2025-01-01", validTo: null }] }],
  ])("%s it can be filed", (_, given) => {
    expect(verdict(given)).toBe("fits 2026-03");
  });

  test("of a unit that merged within the period are about its own days", () => {
    const ended = { validFrom: null, validTo: "2026-02-28" };
    const begun = { validFrom: "2026-03-01", validTo: null };
    expect(verdict({ life: ended, head: { to: "2026-02-28" }, today: "2026-03-01" })).toBe("fits 2026-03");
    expect(verdict({ life: begun, head: { from: "2026-03-01" } })).toBe("fits 2026-03");
    expect(verdict({ life: ended })).toBe("window-mismatch");
    expect(verdict({ life: { validFrom: null, validTo: "2026-02-14" } })).toBe("report-not-due");
    expect(verdict({ life: begun, head: { from: "2026-03-01" }, owed: [{ validFrom: "2020-01-01", validTo: "2026-02-28" }] })).toBe("report-not-due");
  });

  test("follow the rule in force: the first month by the calendar begins where the last by mid-month ended", () => {
    const type: ReportRules = { ...monthly, settings: [...monthly.settings, { validFrom: "2026-03-01", cutOffRule: "calendar", deadlineWorkingDays: 5, basis: "thử" }] };
    expect(verdict({ type, head: { from: "2026-02-15", to: "2026-03-31" }, today: "2026-04-01" })).toBe("fits 2026-03");
    expect(verdict({ type, head: { period: "2026-02", from: "2026-01-15", to: "2026-02-14" } })).toBe("fits 2026-02");
  });
});
