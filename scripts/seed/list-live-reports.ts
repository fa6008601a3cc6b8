import type { FieldsReport, ServicesReport } from "../../worker/forms/contract.ts";
import type { Window } from "../../worker/kernel/windows.ts";
import { countTwice, forgetOnline, leaveEmpty, makeUpFilings, tellInPersonAsOnline, truthfulFieldsReport, truthfulServicesReport } from "./live-reports.ts";
import type { LiveFiling, LivePeriods, LiveService, LiveUnit } from "./plan-live.ts";

export type LiveReport = { window: Window; formId: string; isLate: boolean; content: FieldsReport | ServicesReport };

/**
 * The reports the units have filed. Of the newest periods Hà Nội owes its reports, Huế tells filings in person as online
 * and leaves numbers empty, and the Ministry of Finance is late with two wrong sums. The month before is true, but for the ministry's:
 * filings online counted twice in every field of work.
 */
export function listLiveReports(unit: LiveUnit, { monthBefore, month, quarter }: LivePeriods, services: readonly LiveService[], filings: readonly LiveFiling[]): LiveReport[] {
  const byField = (window: Window): FieldsReport => truthfulFieldsReport("ii06a-month", window, services, filings);
  const byService = (): ServicesReport => truthfulServicesReport("services-quarter", quarter, services, filings);
  const before: LiveReport & { content: FieldsReport } = { window: monthBefore, formId: "ii06a", isLate: false, content: byField(monthBefore) };
  if (unit === "H26") return [before];
  if (unit === "G12") {
    return [
      { ...before, content: countTwice(before.content, 7) },
      { window: month, formId: "ii06a", isLate: true, content: makeUpFilings(forgetOnline(byField(month), 4), 6) },
      { window: quarter, formId: "services-report", isLate: false, content: leaveEmpty(byService(), 4) },
    ];
  }
  return [
    before,
    { window: month, formId: "ii06a", isLate: false, content: tellInPersonAsOnline(byField(month), 5) },
    { window: quarter, formId: "services-report", isLate: false, content: leaveEmpty(byService(), 3) },
  ];
}
