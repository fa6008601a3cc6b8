import type { AuditRule, Objection } from "../facts.ts";
import { marksOf, receivedOf } from "./filing-marks.ts";
import { reportEvidence } from "./report-evidence.ts";
import { parameterOf, plainSettings, severityOf } from "./rule-settings.ts";

export const satisfactionOutlier: AuditRule = {
  id: "R53",
  version: "1.0",
  nameVi: "Mức độ hài lòng bất thường",
  nameEn: "Satisfaction out of line",
  definitionVi: "Một dịch vụ có từ 50 đánh giá, trên 95% hồ sơ được đánh giá và không ai không hài lòng; hoặc có đánh giá cho hồ sơ chưa hề được tiếp nhận. Quy tắc rủi ro.",
  definitionEn: "A service has 50 ratings or more, over 95 % of its filings are rated, and nobody was unsatisfied; or filings were rated that nobody received. A risk rule.",
  isRisk: true,
  defaults: { ...plainSettings, parameters: { ratings: 50, ratedPercent: 95 } },
  check: (facts, settings) => {
    if (facts.formId !== "services-report") return { unchecked: "other-form" };
    const [least, percent] = [parameterOf(settings, "ratings"), parameterOf(settings, "ratedPercent")];
    const offered = new Map(facts.services.map((service) => [service.code, service]));
    const services = [...facts.marks.keys()].map((code) => {
      const { rated = 0, "rated-satisfied": satisfied = 0, "rated-unknown": unknown = 0 } = marksOf(facts, code);
      return { code, rated, satisfied, unknown, received: receivedOf(facts, code) };
    });
    if (services.every(({ rated, unknown }) => rated + unknown === 0)) return { unchecked: "no-ratings" };
    return services.flatMap(({ code, rated, satisfied, unknown, received }): Objection[] => {
      const isTooGood = rated >= least && satisfied === rated && rated * 100 > received * percent;
      if (!isTooGood && unknown === 0) return [];
      const service = offered.get(code);
      const evidence = { ...reportEvidence(facts), ratings: rated, ratingsSatisfied: satisfied, ratingsOfUnknownFilings: unknown, filingsReceived: received };
      return [{ measure: "filings-flagged", severity: severityOf("low", settings), subject: code, subjectNameVi: service?.nameVi ?? code, subjectNameEn: service?.nameEn ?? code, reported: null, actual: isTooGood ? rated + unknown : unknown, evidence }];
    });
  },
};
