import type { DataSchema, FormPackage } from "../contract.ts";

type Texts = FormPackage["i18n"];

/** The head that every report carries in its signed answers: which report, for which period, over which days. */
export function reportHead(reportTypes: readonly string[]): Record<string, DataSchema> {
  return {
    reportType: { type: "string", enum: reportTypes },
    period: { type: "string", minLength: 4, maxLength: 8, format: "period" },
    from: { type: "string", minLength: 10, maxLength: 10, format: "date" },
    to: { type: "string", minLength: 10, maxLength: 10, format: "date" },
  };
}

export const headNames = ["reportType", "period", "from", "to"] as const;

/** The head is given by the obligation, never typed. */
export const headPage: FormPackage["layout"]["pages"][number] = {
  id: "period",
  title_key: "page:period",
  sections: [
    {
      fields: [
        { ref: "#/properties/reportType", widget: "given" },
        { ref: "#/properties/period", widget: "given" },
        { ref: "#/properties/from", widget: "given", hint_key: "hint:from" },
        { ref: "#/properties/to", widget: "given" },
      ],
    },
  ],
};

export const headTexts: Texts = {
  vi: {
    "page:period": "Kỳ báo cáo",
    "label:/reportType": "Loại báo cáo",
    "label:/period": "Kỳ báo cáo",
    "label:/from": "Từ ngày",
    "label:/to": "Đến hết ngày",
    "hint:from": "Ngày chốt số liệu theo quy định của loại báo cáo; có thể khác ngày đầu và ngày cuối của tháng, quý, năm dương lịch.",
  },
  en: {
    "page:period": "Reporting period",
    "label:/reportType": "Type of report",
    "label:/period": "Reporting period",
    "label:/from": "From",
    "label:/to": "To, this day included",
    "hint:from": "The cut-off days that the type of report prescribes; they may differ from the first and last day of the calendar month, quarter or year.",
  },
};

/** The texts of both languages, put together. */
export function joinTexts(...texts: readonly Texts[]): Texts {
  return { vi: Object.assign({}, ...texts.map(({ vi }) => vi)) as Texts["vi"], en: Object.assign({}, ...texts.map(({ en }) => en)) as Texts["en"] };
}
