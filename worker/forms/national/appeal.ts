import type { FormPackage } from "../contract.ts";
import { matterFields, matterSchema, matterTexts } from "./matter.ts";

/** A head's signed appeal against a discrepancy that was upheld. */
export const appeal: FormPackage = {
  profile: "fp/1",
  engine: "1",
  id: "appeal",
  title_key: "title",
  data: {
    type: "object",
    properties: {
      discrepancy: { type: "string", minLength: 40, maxLength: 40, format: "discrepancy-id" },
      matter: matterSchema,
      text: { type: "string", minLength: 20, maxLength: 4000 },
      evidence: { type: "string", minLength: 20, maxLength: 4000 },
    },
    required: ["discrepancy", "matter", "text", "evidence"],
    additionalProperties: false,
  },
  layout: {
    pages: [
      {
        id: "appeal",
        title_key: "page:appeal",
        sections: [
          {
            fields: [
              { ref: "#/properties/discrepancy", widget: "given" },
              ...matterFields,
              { ref: "#/properties/text", widget: "long-text", hint_key: "hint:text" },
              { ref: "#/properties/evidence", widget: "long-text", hint_key: "hint:evidence" },
            ],
          },
        ],
      },
    ],
  },
  logic: { relevant: {}, required: {}, compute: {}, checks: [] },
  i18n: {
    vi: {
      ...matterTexts.vi,
      title: "Khiếu nại kết luận về chênh lệch",
      "page:appeal": "Nội dung khiếu nại",
      "label:/discrepancy": "Mã chênh lệch",
      "label:/text": "Lý do khiếu nại",
      "label:/evidence": "Bằng chứng mới",
      "hint:text": "Nêu rõ kết luận nào sai và vì sao. Không ghi thông tin cá nhân của người dân.",
      "hint:evidence": "Bằng chứng chưa được xem xét khi kết luận: văn bản, số liệu, nguồn kiểm tra được.",
    },
    en: {
      ...matterTexts.en,
      title: "Appeal against a decision about a discrepancy",
      "page:appeal": "The appeal",
      "label:/discrepancy": "Discrepancy",
      "label:/text": "Why the unit appeals",
      "label:/evidence": "New evidence",
      "hint:text": "Say what is wrong with the decision, and why. Leave out personal data of citizens.",
      "hint:evidence": "Evidence that was not looked at when it was decided: documents, figures, sources that can be checked.",
    },
  },
  meta: { audience: "appeal", effective_from: "2026-11-01", supersedes: "kaTiDOzkI77WKnmemJuNO2bbNdzeNjRft-qn4lsF9hE", compat: "breaking" },
};
