import type { AuditFacts, AuditRule, OfferedService } from "../facts.ts";
import { takesFilingsOnline } from "../takes-filings-online.ts";
import { none } from "./compare-subjects.ts";
import { reportEvidence } from "./report-evidence.ts";
import { parameterOf, plainSettings, severityOf } from "./rule-settings.ts";

/** A service younger than so many months may still be without a filing. */
const defaults = { ...plainSettings, parameters: { months: 6 } };

export const zeroFilingService: AuditRule = {
  id: "R10",
  version: "1.0",
  nameVi: "Dịch vụ không phát sinh hồ sơ trực tuyến",
  nameEn: "Service without any online filing",
  definitionVi: `Dịch vụ đã cung cấp trực tuyến ít nhất ${defaults.parameters.months} tháng tính đến ngày cuối của khoảng chốt số liệu mà không có hồ sơ trực tuyến nào trong khoảng đó. Nghiêm trọng hơn khi có hồ sơ trực tiếp hoặc bưu chính. Kiểm tra cùng các báo cáo theo dịch vụ.`,
  definitionEn: `The service has been offered online for at least ${defaults.parameters.months} months on the last day of the window, and no filing came online in it. More severe when filings came in person or by post. Checked with the reports by service.`,
  defaults,
  check: (facts, settings) => {
    // Reports by field of work say nothing about a single service; with them each service would be found several times.
    if (facts.formId !== "services-report") return { unchecked: "other-form" };
    return facts.services.filter(takesFilingsOnline).flatMap((service) => {
      const counts = facts.counts.get(service.code) ?? none;
      const otherwise = counts.inPerson + counts.post;
      if (counts.onlineFull + counts.onlinePartial > 0 || service.onlineSince > monthsBefore(lastDayOf(service, facts), parameterOf(settings, "months"))) return [];
      return [{
        measure: "filings-online",
        severity: severityOf(otherwise > 0 ? "high" : "medium", settings),
        subject: service.code,
        subjectNameVi: service.nameVi,
        subjectNameEn: service.nameEn,
        reported: reportedOnline(facts, service.code),
        actual: 0,
        evidence: { ...reportEvidence(facts), onlineSince: service.onlineSince, level: service.level, counters: counts, filingsKnown: facts.counts.size > 0, inPersonOrPost: otherwise },
      }];
    });
  },
};

function lastDayOf(service: OfferedService, facts: AuditFacts): string {
  return service.validTo !== null && service.validTo < facts.window.to ? service.validTo : facts.window.to;
}

/** The number the report gives for the service, the greatest if it lists it more than once; null when it gives none. */
function reportedOnline(facts: AuditFacts, code: string): number | null {
  if (facts.report?.kind !== "services") return null;
  const numbers = facts.report.rows.flatMap((row) => (row.service === code && row.online !== null ? [row.online] : []));
  return numbers.length > 0 ? Math.max(...numbers) : null;
}

/** The same day so many months earlier, or the last day of that month when it is shorter. */
function monthsBefore(day: string, months: number): string {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  const lastDate = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 - months, Math.min(date, lastDate))).toISOString().slice(0, 10);
}
