import { decisionOutcomes, decisionReasons, dismissalReasons, type FormPackage, type Rule } from "../contract.ts";
import { SHORTEST_COMMENT } from "../../kernel/shortest-comment.ts";
import { matterFields, matterSchema, matterTexts } from "./matter.ts";

const outcomeIs = (outcome: (typeof decisionOutcomes)[number]): Rule => ({ "==": [{ var: "outcome" }, outcome] });
const reasonIsIn = (...reasons: (typeof decisionReasons)[number][]): Rule => ({ in: [{ var: "reason" }, reasons] });

/** An auditor's or supervisor's signed conclusion about a discrepancy, a dismissal that was requested, or an appeal. */
export const decision: FormPackage = {
  profile: "fp/1",
  engine: "1",
  id: "decision",
  title_key: "title",
  data: {
    type: "object",
    properties: {
      discrepancy: { type: "string", minLength: 40, maxLength: 40, format: "discrepancy-id" },
      matter: matterSchema,
      outcome: { type: "string", enum: decisionOutcomes },
      reason: { type: "string", enum: decisionReasons },
      text: { type: "string", minLength: SHORTEST_COMMENT, maxLength: 4000 },
      remedyBy: { type: "string", maxLength: 10, format: "date" },
    },
    required: ["discrepancy", "matter", "outcome", "reason", "text"],
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
              ...matterFields,
              { ref: "#/properties/outcome", widget: "choice" },
              { ref: "#/properties/reason", widget: "choice" },
              { ref: "#/properties/text", widget: "long-text", hint_key: "hint:text" },
              { ref: "#/properties/remedyBy", widget: "date", hint_key: "hint:remedyBy" },
            ],
          },
        ],
      },
    ],
  },
  logic: {
    relevant: { "/remedyBy": outcomeIs("uphold") },
    required: { "/remedyBy": outcomeIs("uphold") },
    compute: {},
    checks: [
      {
        id: "reason-does-not-fit",
        when: {
          "!": {
            or: [
              { and: [outcomeIs("accept"), reasonIsIn("explained")] },
              { and: [outcomeIs("uphold"), reasonIsIn("not-explained", "no-answer")] },
              { and: [outcomeIs("approve-dismissal"), reasonIsIn(...dismissalReasons)] },
              { and: [outcomeIs("deny-dismissal"), reasonIsIn("not-dismissible")] },
              { and: [outcomeIs("grant-appeal"), reasonIsIn("evidence-holds")] },
              { and: [outcomeIs("deny-appeal"), reasonIsIn("evidence-insufficient")] },
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
      ...matterTexts.vi,
      title: "Kết luận về chênh lệch",
      "page:decision": "Nội dung kết luận",
      "label:/discrepancy": "Mã chênh lệch",
      "label:/outcome": "Kết luận",
      "label:/reason": "Lý do",
      "label:/text": "Diễn giải",
      "label:/remedyBy": "Hạn sửa số liệu",
      "code:/outcome=accept": "Chấp nhận giải trình",
      "code:/outcome=uphold": "Giữ nguyên chênh lệch",
      "code:/outcome=approve-dismissal": "Đồng ý bỏ qua chênh lệch",
      "code:/outcome=deny-dismissal": "Không đồng ý bỏ qua chênh lệch",
      "code:/outcome=grant-appeal": "Chấp nhận khiếu nại",
      "code:/outcome=deny-appeal": "Không chấp nhận khiếu nại",
      "code:/reason=explained": "Giải trình thỏa đáng",
      "code:/reason=not-explained": "Giải trình không thỏa đáng",
      "code:/reason=no-answer": "Không giải trình trong thời hạn",
      "code:/reason=false_positive": "Quy tắc phát hiện nhầm",
      "code:/reason=source_error": "Lỗi ở nguồn số liệu thực tế",
      "code:/reason=duplicate_of": "Trùng với chênh lệch khác",
      "code:/reason=below_materiality": "Mức chênh lệch không đáng kể",
      "code:/reason=out_of_scope": "Ngoài phạm vi đối soát",
      "code:/reason=not-dismissible": "Không có căn cứ để bỏ qua",
      "code:/reason=evidence-holds": "Bằng chứng mới có căn cứ",
      "code:/reason=evidence-insufficient": "Bằng chứng mới chưa đủ căn cứ",
      "hint:text": "Bắt buộc, ít nhất 20 ký tự: căn cứ của kết luận. Không ghi thông tin cá nhân của người dân.",
      "hint:remedyBy": "Ngày cuối cùng để đơn vị nộp báo cáo sửa.",
      "check:reason-does-not-fit": "Lý do không phù hợp với kết luận.",
    },
    en: {
      ...matterTexts.en,
      title: "Decision about a discrepancy",
      "page:decision": "The decision",
      "label:/discrepancy": "Discrepancy",
      "label:/outcome": "Decision",
      "label:/reason": "Reason",
      "label:/text": "Comment",
      "label:/remedyBy": "To be corrected by",
      "code:/outcome=accept": "Explanation accepted",
      "code:/outcome=uphold": "Discrepancy upheld",
      "code:/outcome=approve-dismissal": "Dismissal approved",
      "code:/outcome=deny-dismissal": "Dismissal denied",
      "code:/outcome=grant-appeal": "Appeal granted",
      "code:/outcome=deny-appeal": "Appeal denied",
      "code:/reason=explained": "The explanation is satisfactory",
      "code:/reason=not-explained": "The explanation is not satisfactory",
      "code:/reason=no-answer": "No explanation came in time",
      "code:/reason=false_positive": "The rule was wrong to find it",
      "code:/reason=source_error": "The source of the actual figures was wrong",
      "code:/reason=duplicate_of": "Same as another discrepancy",
      "code:/reason=below_materiality": "The difference does not matter",
      "code:/reason=out_of_scope": "Outside the scope of reconciliation",
      "code:/reason=not-dismissible": "There is no ground for dismissing it",
      "code:/reason=evidence-holds": "The new evidence holds",
      "code:/reason=evidence-insufficient": "The new evidence is not sufficient",
      "hint:text": "Required, at least 20 characters: what the decision rests on. Leave out personal data of citizens.",
      "hint:remedyBy": "The last day on which the unit files an amended report.",
      "check:reason-does-not-fit": "The reason does not go with the decision.",
    },
  },
  meta: { audience: "decision", effective_from: "2026-11-01", supersedes: "KjO8nAIBqnRCKaiDyDNDynfhe214TpAA_ArMm5n8iYg", compat: "breaking" },
};
