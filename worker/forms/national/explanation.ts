import { explanationReasons, type FormPackage } from "../contract.ts";
import { matterFields, matterSchema, matterTexts } from "./matter.ts";

/** A unit's signed answer to a discrepancy (NĐ 224/2026 Đ8 k2b: "giải trình"). */
export const explanation: FormPackage = {
  profile: "fp/1",
  engine: "1",
  id: "explanation",
  title_key: "title",
  data: {
    type: "object",
    properties: {
      discrepancy: { type: "string", minLength: 40, maxLength: 40, format: "discrepancy-id" },
      matter: matterSchema,
      reason: { type: "string", enum: explanationReasons },
      text: { type: "string", minLength: 10, maxLength: 4000 },
      proposed: { type: "integer", minimum: 0, maximum: 999_999_999 },
    },
    required: ["discrepancy", "matter", "reason", "text"],
    additionalProperties: false,
  },
  layout: {
    pages: [
      {
        id: "explanation",
        title_key: "page:explanation",
        sections: [
          {
            fields: [
              { ref: "#/properties/discrepancy", widget: "given" },
              ...matterFields,
              { ref: "#/properties/reason", widget: "choice" },
              { ref: "#/properties/text", widget: "long-text", hint_key: "hint:text" },
              { ref: "#/properties/proposed", widget: "count", hint_key: "hint:proposed" },
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
      title: "Giải trình về chênh lệch",
      "page:explanation": "Nội dung giải trình",
      "label:/discrepancy": "Mã chênh lệch",
      "label:/reason": "Nguyên nhân",
      "label:/text": "Giải trình",
      "label:/proposed": "Số mà đơn vị cho là đúng",
      "code:/reason=late-sync": "Hồ sơ được đồng bộ muộn",
      "code:/reason=wrong-channel": "Ghi nhầm kênh tiếp nhận",
      "code:/reason=counted-otherwise": "Cách tính số liệu khác nhau",
      "code:/reason=system-error": "Lỗi hệ thống",
      "code:/reason=service-not-in-use": "Dịch vụ chưa được sử dụng",
      "code:/reason=will-correct": "Báo cáo sai, sẽ nộp bản sửa",
      "code:/reason=other": "Nguyên nhân khác",
      "hint:proposed": "Không bắt buộc. Bỏ trống nếu chưa có số; bỏ trống không có nghĩa là 0.",
      "hint:text": "Nêu rõ vì sao số báo cáo khác số thực tế, hồ sơ nào bị ảnh hưởng và đơn vị sẽ làm gì. Không ghi thông tin cá nhân của người dân.",
    },
    en: {
      ...matterTexts.en,
      title: "Explanation of a discrepancy",
      "page:explanation": "The explanation",
      "label:/discrepancy": "Discrepancy",
      "label:/reason": "Reason",
      "label:/text": "Explanation",
      "label:/proposed": "The number the unit holds to be right",
      "code:/reason=late-sync": "Filings were synchronised late",
      "code:/reason=wrong-channel": "Filings were recorded under the wrong channel",
      "code:/reason=counted-otherwise": "The figures were counted in another way",
      "code:/reason=system-error": "System error",
      "code:/reason=service-not-in-use": "The service is not in use yet",
      "code:/reason=will-correct": "The report is wrong; a correction will follow",
      "code:/reason=other": "Another reason",
      "hint:proposed": "Optional. Leave it empty while there is no number; empty does not mean 0.",
      "hint:text":
        "Say why the reported number differs from the actual one, which filings are concerned and what the unit will do. Leave out personal data of citizens.",
    },
  },
  meta: { audience: "explanation", effective_from: "2026-11-01", supersedes: "Zd7PEEauWOzl7eXRXj2CE-6akPjTrIFE9X5ssPsL3Mc", compat: "breaking" },
};
