import type { Appeal, Decision, Explanation, ExtensionDecision, ExtensionRequest, FieldRow, FieldsReport, Matter, PrintedRatesReport, ServicesReport } from "../../../worker/forms/contract.ts";

/** A row in which all four identities hold. */
export function fieldRow(field = "dat-dai", name = "Đất đai"): FieldRow {
  return { field, name, c3: 120, c4: 70, c5: 30, c6: 20, c7: 100, c8: 60, c9: 35, c10: 5, c11: 20, c12: 18, c13: 2 };
}

export function fieldsReport(...rows: FieldRow[]): FieldsReport {
  return { reportType: "ii06a-month", period: "2026-03", from: "2026-02-15", to: "2026-03-14", rows: rows.length > 0 ? rows : [fieldRow()] };
}

export function servicesReport(): ServicesReport {
  return {
    reportType: "services-year",
    period: "2016",
    from: "2015-12-15",
    to: "2016-12-14",
    rows: [
      { service: "1.001193", name: "Đăng ký khai sinh", level: "3", online: 12, total: 340 },
      { service: "2.000884.000.00.00.H55", name: "Chứng thực chữ ký", level: "4", online: null, total: 0 },
    ],
  };
}

export function printedRates(): PrintedRatesReport {
  const row = { name: "Tỷ lệ hồ sơ trực tuyến toàn trình", about: "Hà Nam", definition: "RATE_EMC_FULL", period: "2024", from: "2024-01-01", to: "2024-12-31", printed: "68.54", numerator: 115_665, denominator: 168_746, carried: null, counts: "exact", source: "EMC 2024" } as const;
  const { from: _, to: __, ...unknownDays } = row;
  return { reportType: "printed-rates-year", period: "2024", from: "2023-12-15", to: "2024-12-14", rows: [{ id: "r1", ...row }, { ...unknownDays, id: "r2", about: "63 tỉnh", printed: "18.54", numerator: null, denominator: null }] };
}

const discrepancy = "dis_0199b2a0-1c2d-7e3f-8a4b-5c6d7e8f9a0b";

const matter: Matter = { version: 3, rule: "R07", ruleVersion: "1.0", subject: "1.001193", name: "Đăng ký khai sinh", period: "2026-Q1", measure: "filings-online", reported: 340, actual: 312, claim: "C".repeat(43) };

export function explanation(): Explanation {
  return { discrepancy, matter, reason: "late-sync", text: "Hệ thống đồng bộ chậm hai ngày.\nĐã đồng bộ đủ ngày 20." };
}

export function appeal(): Appeal {
  return { discrepancy, matter, text: "Nguồn đối chiếu chưa có đủ hồ sơ của tháng 3.", evidence: "Công văn 12/CV-SYT ngày 02/4 kèm danh sách." };
}

export function extensionRequest(): ExtensionRequest {
  return { reportType: "ii06a-month", period: "2026-10", dueOn: "2026-10-21", until: "2026-10-28", reason: "Hệ thống một cửa được nâng cấp đến ngày 23." };
}

export function extensionDecision(): ExtensionDecision {
  return { extension: "ext_0199b2a0-1c2d-7e3f-8a4b-5c6d7e8f9a0b", outcome: "grant", until: "2026-10-28", text: "Lý do khách quan." };
}

export function decision(): Decision {
  return { discrepancy, matter, outcome: "uphold", reason: "not-explained", text: "Giải trình không nêu hồ sơ nào.", remedyBy: "2026-12-15" };
}

/** What was signed on the first editions, which did not say what the record said. */
export function onFirstEdition<Answers extends { matter: Matter }>({ matter: _, ...answers }: Answers): Omit<Answers, "matter"> {
  return answers;
}

/** One conclusion about two discrepancies, named by the digests of their parts. */
export function decisionManifest(change: object = {}) {
  return { outcome: "accept", text: "Chấp nhận giải trình chung của đơn vị.", parts: ["A".repeat(43), "B".repeat(42) + "A"], ...change };
}
