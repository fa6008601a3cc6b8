import type { DataSchema, FormField, Locale } from "../contract.ts";

/** Which record an explanation, a decision or an appeal is about, and what it said when it was signed: the server holds it against the record. */
export const matterSchema: DataSchema = {
  type: "object",
  properties: {
    version: { type: "integer", minimum: 1, maximum: 999_999 },
    rule: { type: "string", minLength: 3, maxLength: 3 },
    ruleVersion: { type: "string", minLength: 3, maxLength: 16 },
    subject: { type: "string", maxLength: 80 },
    name: { type: "string", maxLength: 2000 },
    period: { type: "string", minLength: 4, maxLength: 16 },
    measure: { type: "string", minLength: 1, maxLength: 40 },
    reported: { type: ["integer", "null"], minimum: -9_007_199_254_740_991, maximum: 9_007_199_254_740_991 },
    actual: { type: ["integer", "null"], minimum: -9_007_199_254_740_991, maximum: 9_007_199_254_740_991 },
    claim: { type: "string", minLength: 43, maxLength: 43 },
  },
  required: ["version", "rule", "ruleVersion", "subject", "name", "period", "measure", "reported", "actual"],
  additionalProperties: false,
};

/** In the order in which a person reads them: about what, the numbers, and what pins them. */
export const matterFields: readonly FormField[] = (["name", "subject", "rule", "ruleVersion", "period", "measure", "reported", "actual", "claim", "version"] as const).map((member) => ({ ref: `#/properties/matter/properties/${member}`, widget: "given" }));

export const matterTexts: Record<Locale, Record<string, string>> = {
  vi: {
    "label:/matter": "Chênh lệch khi ký",
    "label:/matter/name": "Về dịch vụ, lĩnh vực hoặc đơn vị",
    "label:/matter/subject": "Mã dịch vụ, lĩnh vực",
    "label:/matter/rule": "Quy tắc",
    "label:/matter/ruleVersion": "Phiên bản quy tắc",
    "label:/matter/period": "Kỳ",
    "label:/matter/measure": "Đại lượng so sánh (mã)",
    "label:/matter/reported": "Số báo cáo",
    "label:/matter/actual": "Số thực tế",
    "label:/matter/claim": "Mã băm báo cáo đã ký",
    "label:/matter/version": "Phiên bản bản ghi chênh lệch",
  },
  en: {
    "label:/matter": "The discrepancy when it was signed",
    "label:/matter/name": "About the service, field or unit",
    "label:/matter/subject": "Code of the service or field",
    "label:/matter/rule": "Rule",
    "label:/matter/ruleVersion": "Version of the rule",
    "label:/matter/period": "Period",
    "label:/matter/measure": "What is compared (code)",
    "label:/matter/reported": "Reported",
    "label:/matter/actual": "Actual",
    "label:/matter/claim": "Digest of the signed report",
    "label:/matter/version": "Version of the discrepancy's record",
  },
};
