import type { FormPackage } from "../contract.ts";

/** A head's signed request for more time for one report. */
export const extensionRequest: FormPackage = {
  profile: "fp/1",
  engine: "1",
  id: "extension-request",
  title_key: "title",
  data: {
    type: "object",
    properties: {
      reportType: { type: "string", minLength: 1, maxLength: 64 },
      period: { type: "string", maxLength: 8, format: "period" },
      dueOn: { type: "string", maxLength: 10, format: "date" },
      until: { type: "string", maxLength: 10, format: "date" },
      reason: { type: "string", minLength: 20, maxLength: 4000 },
    },
    required: ["reportType", "period", "dueOn", "until", "reason"],
    additionalProperties: false,
  },
  layout: {
    pages: [
      {
        id: "request",
        title_key: "page:request",
        sections: [
          {
            fields: [
              { ref: "#/properties/reportType", widget: "given" },
              { ref: "#/properties/period", widget: "given" },
              { ref: "#/properties/dueOn", widget: "given" },
              { ref: "#/properties/until", widget: "date" },
              { ref: "#/properties/reason", widget: "long-text", hint_key: "hint:reason" },
            ],
          },
        ],
      },
    ],
  },
  logic: {
    relevant: {},
    required: {},
    compute: {},
    checks: [{ id: "until-not-later", when: { "!": { ">": [{ var: "until" }, { var: "dueOn" }] } }, at: ["/until"], level: "error", message_key: "check:until-not-later" }],
  },
  i18n: {
    vi: {
      title: "Đề nghị gia hạn báo cáo",
      "page:request": "Nội dung đề nghị",
      "label:/reportType": "Loại báo cáo",
      "label:/period": "Kỳ báo cáo",
      "label:/dueOn": "Hạn hiện tại",
      "label:/until": "Xin gia hạn đến hết ngày",
      "label:/reason": "Lý do",
      "hint:reason": "Nêu vì sao không kịp hạn và đơn vị sẽ làm gì để kịp hạn mới. Không ghi thông tin cá nhân của người dân.",
      "check:until-not-later": "Ngày xin gia hạn phải sau hạn hiện tại.",
    },
    en: {
      title: "Request for more time for a report",
      "page:request": "The request",
      "label:/reportType": "Report",
      "label:/period": "Period",
      "label:/dueOn": "Due now on",
      "label:/until": "More time until the end of",
      "label:/reason": "Reason",
      "hint:reason": "Say why the deadline cannot be kept and what the unit will do to keep the new one. Leave out personal data of citizens.",
      "check:until-not-later": "The new day must lie after the deadline.",
    },
  },
  meta: { audience: "extension", effective_from: "2026-11-01", supersedes: null, compat: "first" },
};
