import { extensionOutcomes, type FormPackage, type Rule } from "../contract.ts";

const isGranted: Rule = { "==": [{ var: "outcome" }, "grant"] };

/** The authority's signed answer to a request for more time. */
export const extensionDecision: FormPackage = {
  profile: "fp/1",
  engine: "1",
  id: "extension-decision",
  title_key: "title",
  data: {
    type: "object",
    properties: {
      extension: { type: "string", minLength: 40, maxLength: 40, format: "extension-id" },
      outcome: { type: "string", enum: extensionOutcomes },
      until: { type: "string", maxLength: 10, format: "date" },
      text: { type: "string", minLength: 10, maxLength: 4000 },
    },
    required: ["extension", "outcome", "text"],
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
              { ref: "#/properties/extension", widget: "given" },
              { ref: "#/properties/outcome", widget: "choice" },
              { ref: "#/properties/until", widget: "date" },
              { ref: "#/properties/text", widget: "long-text" },
            ],
          },
        ],
      },
    ],
  },
  logic: { relevant: { "/until": isGranted }, required: { "/until": isGranted }, compute: {}, checks: [] },
  i18n: {
    vi: {
      title: "Trả lời đề nghị gia hạn",
      "page:decision": "Nội dung trả lời",
      "label:/extension": "Mã đề nghị",
      "label:/outcome": "Trả lời",
      "label:/until": "Gia hạn đến hết ngày",
      "label:/text": "Lý do",
      "code:/outcome=grant": "Đồng ý gia hạn",
      "code:/outcome=refuse": "Không đồng ý",
    },
    en: {
      title: "Answer to a request for more time",
      "page:decision": "The answer",
      "label:/extension": "Request",
      "label:/outcome": "Answer",
      "label:/until": "More time until the end of",
      "label:/text": "Reason",
      "code:/outcome=grant": "More time is granted",
      "code:/outcome=refuse": "Refused",
    },
  },
  meta: { audience: "extension-decision", effective_from: "2026-11-01", supersedes: null, compat: "first" },
};
