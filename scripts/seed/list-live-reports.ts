import type { FieldsReport, ServicesReport } from "../../worker/forms/contract.ts";
import type { Window } from "../../worker/kernel/windows.ts";
import { forgetOnline, leaveEmpty, makeUpFilings, tellInPersonAsOnline, truthfulFieldsReport, truthfulServicesReport } from "./live-reports.ts";
import type { LiveFiling, LivePeriods, LiveService, LiveUnit } from "./plan-live.ts";

export type LiveReport = { window: Window; formId: string; isLate: boolean; content: FieldsReport | ServicesReport };

/**
 * The reports the units have filed. The month before is true everywhere. Of the newest periods Hà Nội owes its reports, Huế tells
 * filings in person as online and leaves numbers empty, and the Ministry of Finance is late with two wrong sums.
 */
export function listLiveReports(unit: LiveUnit, { monthBefore, month, quarter }: LivePeriods, services: readonly LiveService[], filings: readonly LiveFiling[]): LiveReport[] {
  const byField = (window: Window): FieldsReport => truthfulFieldsReport("ii06a-month", window, services, filings);
  const byService = (): ServicesReport => truthfulServicesReport("services-quarter", quarter, services, filings);
  const before: LiveReport = { window: monthBefore, formId: "ii06a", isLate: false, content: byField(monthBefore) };
  if (unit === "H26") return [before];
  if (unit === "G12") {
    return [
      before,
      { window: month, formId: "ii06a", isLate: true, content: makeUpFilings(forgetOnline(byField(month), 4), 6) },
      { window: quarter, formId: "services-report", isLate: false, content: byService() },
    ];
  }
  return [
    before,
    { window: month, formId: "ii06a", isLate: false, content: tellInPersonAsOnline(byField(month), 5) },
    { window: quarter, formId: "services-report", isLate: false, content: leaveEmpty(byService(), 3) },
  ];
}
