import { decisionOutcomes, decisionReasons, type FormPackage, type Rule } from "../contract.ts";

const outcomeIs = (outcome: (typeof decisionOutcomes)[number]): Rule => ({ "==": [{ var: "outcome" }, outcome] });
const reasonIsIn = (...reasons: (typeof decisionReasons)[number][]): Rule => ({ in: [{ var: "reason" }, reasons] });

/** An auditor's signed conclusion about a discrepancy. */
export const decision: FormPackage = {
  profile: "fp/1",
  engine: "1",
  id: "decision",
  title_key: "title",
  data: {
    type: "object",
    properties: {
      discrepancy: { type: "string", minLength: 40, maxLength: 40, format: "discrepancy-id" },
      outcome: { type: "string", enum: decisionOutcomes },
      reason: { type: "string", enum: decisionReasons },
      text: { type: "string", maxLength: 4000 },
    },
    required: ["discrepancy", "outcome", "reason", "text"],
    additionalProperties: false,
  },
  layout: {
    pages: [
      {
        id: "decision",
        title_key: "page:decision",
        sections: [
          {
            fields: [
              { ref: "#/properties/discrepancy", widget: "given" },
              { ref: "#/properties/outcome", widget: "choice" },
              { ref: "#/properties/reason", widget: "choice" },
              { ref: "#/properties/text", widget: "long-text", hint_key: "hint:text" },
            ],
          },
        ],
      },
    ],
  },
  logic: {
    relevant: {},
    required: { "/text": { "!": { and: [outcomeIs("accept"), reasonIsIn("explained")] } } },
    compute: {},
    checks: [
      {
        id: "reason-does-not-fit",
        when: {
          "!": {
            or: [
              { and: [outcomeIs("accept"), reasonIsIn("explained")] },
              { and: [outcomeIs("uphold"), reasonIsIn("not-explained")] },
              { and: [outcomeIs("dismiss"), reasonIsIn("false-positive", "source-error", "duplicate", "below-materiality", "out-of-scope")] },
            ],
          },
        },
        at: ["/reason"],
        level: "error",
        message_key: "check:reason-does-not-fit",
      },
    ],
  },
  i18n: {
    vi: {
      title: "Kết luận về chênh lệch",
      "page:decision": "Nội dung kết luận",
      "label:/discrepancy": "Mã chênh lệch",
      "label:/outcome": "Kết luận",
      "label:/reason": "Lý do",
      "label:/text": "Diễn giải",
      "code:/outcome=accept": "Chấp nhận giải trình",
      "code:/outcome=uphold": "Giữ nguyên chênh lệch",
      "code:/outcome=dismiss": "Bỏ qua chênh lệch",
      "code:/reason=explained": "Giải trình thỏa đáng",
      "code:/reason=not-explained": "Không có giải trình hoặc giải trình không thỏa đáng",
      "code:/reason=false-positive": "Quy tắc phát hiện nhầm",
      "code:/reason=source-error": "Lỗi ở nguồn số liệu thực tế",
      "code:/reason=duplicate": "Trùng với chênh lệch khác",
      "code:/reason=below-materiality": "Mức chênh lệch không đáng kể",
      "code:/reason=out-of-scope": "Ngoài phạm vi đối soát",
      "hint:text": "Bắt buộc khi giữ nguyên hoặc bỏ qua chênh lệch. Không ghi thông tin cá nhân của người dân.",
      "check:reason-does-not-fit": "Lý do không phù hợp với kết luận.",
    },
    en: {
      title: "Decision about a discrepancy",
      "page:decision": "The decision",
      "label:/discrepancy": "Discrepancy",
      "label:/outcome": "Decision",
      "label:/reason": "Reason",
      "label:/text": "Comment",
      "code:/outcome=accept": "Explanation accepted",
      "code:/outcome=uphold": "Discrepancy upheld",
      "code:/outcome=dismiss": "Discrepancy dismissed",
      "code:/reason=explained": "The explanation is satisfactory",
      "code:/reason=not-explained": "There is no explanation, or it is not satisfactory",
      "code:/reason=false-positive": "The rule was wrong to find it",
      "code:/reason=source-error": "The source of the actual figures was wrong",
      "code:/reason=duplicate": "Same as another discrepancy",
      "code:/reason=below-materiality": "The difference does not matter",
      "code:/reason=out-of-scope": "Outside the scope of reconciliation",
      "hint:text": "Required when the discrepancy is upheld or dismissed. Leave out personal data of citizens.",
      "check:reason-does-not-fit": "The reason does not go with the decision.",
    },
  },
  meta: { audience: "decision", effective_from: "2026-07-01", supersedes: null, compat: "first" },
};
