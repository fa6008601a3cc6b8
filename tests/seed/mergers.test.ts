import { describe, expect, test } from "vitest";
import { readTsv } from "../../scripts/facts/read-tsv.ts";
import { listTenantFacts } from "../../scripts/facts/tenant-facts.ts";
import { listDueAudits } from "../../worker/audit/start-audit.ts";
import type { ReportType } from "../../worker/directory/queries.ts";
import { addDays } from "../../worker/kernel/windows.ts";
import type { HolidayTable } from "../../worker/kernel/working-days.ts";

const tenants = listTenantFacts();
const holidays: HolidayTable = new Map(readTsv<"day" | "kind">("holidays.tsv").map((row) => [row.day!, row.kind as "holiday" | "swap"]));
const typeOf = (id: string, periodKind: ReportType["periodKind"]): ReportType => ({
  id, formId: "ii06a", periodKind, validFrom: "2020-10-21", validTo: null, settings: [{ validFrom: "2020-10-21", cutOffRule: "mid-month", deadlineWorkingDays: 5, basis: null }],
});
const types = [typeOf("ii06a-month", "month"), typeOf("ii06a-quarter", "quarter")];
const provinces = tenants.filter(({ kind }) => kind === "province");
const ministries = tenants.filter(({ kind }) => kind === "ministry");
const owing = (units: typeof tenants, reportTypeId: string) => units.map(({ code, validFrom }) => ({ tenantId: code, reportTypeId, validFrom: validFrom ?? "2020-10-21", validTo: null }));

const due = (units: typeof tenants, reportType: string, day: string) => listDueAudits(day, types, holidays, owing(units, reportType), tenants);
const periodOf = (audits: ReturnType<typeof due>, period: string) => new Map(audits.filter(({ periodId }) => periodId === period).map((audit) => [audit.tenant, [audit.from, audit.to]]));

describe("63 provinces become 34 on 1 July 2025, in the middle of the month's window", () => {
  const july = periodOf(due(provinces, "ii06a-month", "2025-07-30"), "2025-07");

  test("each old province is audited up to its last day and each new one from its first, the others for all of it", () => {
    const closed = provinces.filter(({ validTo }) => validTo === "2025-06-30");
    const formed = provinces.filter(({ validFrom }) => validFrom === "2025-07-01");
    const lasting = provinces.filter(({ code, validTo }) => validTo === null && !formed.some((other) => other.code === code));
    expect([closed.length, formed.length, lasting.length]).toEqual([52, 23, 11]);
    for (const { code } of closed) expect([code, july.get(code)]).toEqual([code, ["2025-06-15", "2025-06-30"]]);
    for (const { code } of formed) expect([code, july.get(code)]).toEqual([code, ["2025-07-01", "2025-07-14"]]);
    for (const { code } of lasting) expect([code, july.get(code)]).toEqual([code, ["2025-06-15", "2025-07-14"]]);
    expect(july.size).toBe(86);
  });

  test("Hà Giang and old Tuyên Quang together cover exactly the days that new Tuyên Quang does not", () => {
    const successor = tenants.find(({ code }) => code === "H22")!.successorCode!;
    expect(july.get("H22")![1]).toBe(addDays(july.get(successor)![0]!, -1));
  });

  test("before the merger no new province is due, after it no old one", () => {
    const june = periodOf(due(provinces, "ii06a-month", "2025-06-29"), "2025-06");
    const august = periodOf(due(provinces, "ii06a-month", "2025-08-30"), "2025-08");
    expect([june.size, august.size]).toEqual([63, 34]);
  });

  test("the quarter is split at the same day: 63 up to 30 June would be all of it, so Q3 has both", () => {
    const third = periodOf(due(provinces, "ii06a-quarter", "2025-09-30"), "2025-Q3");
    expect([third.get("H33"), third.get("H01-2025")]).toEqual([["2025-06-15", "2025-06-30"], ["2025-07-01", "2025-09-14"]]);
  });
});

describe("22 ministries become 17 on 1 March 2025", () => {
  const march = periodOf(due(ministries, "ii06a-month", "2025-03-29"), "2025-03");

  test("the dissolved ones are audited up to 28 February, the new ones from 1 March, those that took over for all of it", () => {
    expect([march.get("G13"), march.get("G10"), march.get("G10-2025")]).toEqual([["2025-02-15", "2025-02-28"], ["2025-02-15", "2025-02-28"], ["2025-03-01", "2025-03-14"]]);
    expect([march.get("G05"), march.get("G12")]).toEqual([["2025-02-15", "2025-02-28"], ["2025-02-15", "2025-03-14"]]);
    expect(march.size).toBe(24);
  });

  test("an obligation that was ended on the last day and one that was left open say the same", () => {
    const left = due(ministries, "ii06a-month", "2025-04-29");
    const ended = listDueAudits("2025-04-29", types, holidays, ministries.map(({ code, validFrom, validTo }) => ({ tenantId: code, reportTypeId: "ii06a-month", validFrom: validFrom ?? "2020-10-21", validTo })), tenants);
    expect(ended).toEqual(left);
  });
});
