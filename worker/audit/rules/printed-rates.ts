import { rateDefinitions } from "../../statistics/definitions.ts";
import type { AuditFacts, AuditRule, Objection, PrintedRate, ReportFacts, Unchecked } from "../facts.ts";
import { reportEvidence } from "./report-evidence.ts";
import { gradeOf, plainSettings, severityOf } from "./rule-settings.ts";

/** A percentage as printed: in units of its last digit. `46.5` is 465 tenths. */
type Printed = { units: bigint; digits: number };

export const rateRecomputed: AuditRule = {
  id: "R13",
  version: "1.0",
  nameVi: "Tỷ lệ tính lại không khớp",
  nameEn: "Rate does not recompute",
  definitionVi: "Tỷ lệ đã in khác tử số chia mẫu số của chính định nghĩa đó quá nửa đơn vị của chữ số cuối. Số gần đúng (làm tròn) vẫn được kiểm tra và ghi rõ.",
  definitionEn: "A printed rate differs from numerator over denominator of its own definition by more than half of its last digit. Rounded counts are checked too, and said to be rounded.",
  defaults: plainSettings,
  check: (facts, settings) => overRates(facts, (row, printed) => {
    if (row.numerator === null || row.denominator === null || row.denominator === 0) return [];
    if (isAsPrinted(printed, row.numerator, row.denominator)) return [];
    const [halfUp, halfEven] = [roundedOf(row.numerator, row.denominator, printed.digits, false), roundedOf(row.numerator, row.denominator, printed.digits, true)];
    return [about(facts, row, "medium", settings, { reported: hundredthsOf(printed), actual: hundredthsOf({ units: halfUp, digits: printed.digits }) }, { halfUp: textOf(halfUp, printed.digits), halfEven: textOf(halfEven, printed.digits), approximate: row.approximate })];
  }),
};

export const rateDefinition: AuditRule = {
  id: "R14",
  version: "1.0",
  nameVi: "Tỷ lệ thiếu hoặc khác định nghĩa",
  nameEn: "Rates of no or of different definitions",
  definitionVi: "Tỷ lệ đã in không nêu định nghĩa có trong danh mục; hoặc cùng tên, cùng đối tượng mà hai tỷ lệ theo hai định nghĩa, nên không so sánh được với nhau.",
  definitionEn: "A printed rate names no definition of the list; or two rates of the same name about the same group follow two definitions and cannot be compared.",
  defaults: plainSettings,
  check: (facts, settings) => {
    const report = ratesReportOf(facts);
    if ("unchecked" in report) return report;
    const groups = Map.groupBy(report.rows, ({ about: group, name }) => `${group} ${name}`);
    return report.rows.flatMap((row): Objection[] => {
      const definitions = [...new Set(groups.get(`${row.about} ${row.name}`)!.map(({ definition }) => definition ?? "—"))].sort();
      const isKnown = row.definition !== null && row.definition in rateDefinitions;
      if (isKnown && definitions.length === 1) return [];
      return [about(facts, row, "medium", settings, { reported: hundredthsOf(parsePrinted(row.printed)), actual: null }, { definitions, definitionIsKnown: isKnown })];
    });
  },
};

export const rateWithCarryOver: AuditRule = {
  id: "R15",
  version: "1.0",
  nameVi: "Mẫu số gồm cả số kỳ trước",
  nameEn: "Denominator with the carry-over in it",
  definitionVi: "Tỷ lệ đã in bằng cột (4) chia cột (3), gồm cả số từ kỳ trước, trong khi định nghĩa nêu ra chia cho cột (4) + (5).",
  definitionEn: "A printed rate equals column (4) over column (3), which includes the carry-over, while the definition it names divides by columns (4) + (5).",
  defaults: plainSettings,
  check: (facts, settings) => overRates(facts, (row, printed) => {
    const { numerator, denominator, carriedOver } = row;
    if (row.definition !== "RATE_VPCP" || numerator === null || denominator === null || !carriedOver) return [];
    if (!isAsPrinted(printed, numerator, denominator + carriedOver) || isAsPrinted(printed, numerator, denominator)) return [];
    const right = roundedOf(numerator, denominator, printed.digits, false);
    return [about(facts, row, "medium", settings, { reported: hundredthsOf(printed), actual: hundredthsOf({ units: right, digits: printed.digits }) }, { carriedOver })];
  }),
};

export const sourcesDiffer: AuditRule = {
  id: "R28",
  version: "1.0",
  nameVi: "Các nguồn in số khác nhau",
  nameEn: "Sources print different numbers",
  definitionVi: "Cùng đối tượng, cùng định nghĩa, cùng kỳ mà các nguồn in tỷ lệ khác nhau. Lệch một phần trăm điểm (0,01) nhẹ hơn một bậc: thường do làm tròn.",
  definitionEn: "Sources print different rates for the same group, definition and period. A difference of a hundredth of a point is one step less severe: it is mostly rounding.",
  defaults: { ...plainSettings, errorIf: { absolute: 1, perThousand: 0 } },
  check: (facts, settings) => {
    const report = ratesReportOf(facts);
    if ("unchecked" in report) return report;
    const groups = Map.groupBy(report.rows.filter(({ definition }) => definition !== null), ({ about: group, definition, period }) => `${group} ${definition} ${period}`);
    const several = [...groups.values()].filter((rows) => rows.length > 1);
    if (several.length === 0) return { unchecked: "no-outside-data" };
    return several.flatMap((rows): Objection[] => {
      const sorted = rows.toSorted((a, b) => hundredthsOf(parsePrinted(b.printed)) - hundredthsOf(parsePrinted(a.printed)) || (a.source < b.source ? -1 : 1));
      const [highest, lowest] = [sorted[0]!, sorted.at(-1)!];
      const [most, least] = [hundredthsOf(parsePrinted(highest.printed)), hundredthsOf(parsePrinted(lowest.printed))];
      const severity = gradeOf(most - least, 0, "high", settings);
      if (!severity) return [];
      return [{ ...about(facts, highest, severity, settings, { reported: most, actual: least }, { printedBySource: sorted.map(({ printed, source }) => `${printed} (${source})`) }), severity }];
    });
  },
};

type RatesReport = Extract<ReportFacts, { kind: "rates" }>;

function ratesReportOf({ formId, report }: AuditFacts): RatesReport | Unchecked {
  if (formId !== "printed-rates") return { unchecked: "other-form" };
  return report?.kind === "rates" ? report : { unchecked: "no-report" };
}

function overRates(facts: AuditFacts, check: (row: PrintedRate, printed: Printed) => Objection[]): Objection[] | Unchecked {
  const report = ratesReportOf(facts);
  return "unchecked" in report ? report : report.rows.flatMap((row) => check(row, parsePrinted(row.printed)));
}

/** Values are hundredths of a percent: 46.5 % is 4650. */
function about(facts: AuditFacts, row: PrintedRate, severity: Objection["severity"], settings: Parameters<AuditRule["check"]>[1], values: Pick<Objection, "reported" | "actual">, more: Record<string, unknown>): Objection {
  const name = `${row.about}: ${row.name}`;
  const { definition, numerator, denominator, printed, source } = row;
  return { measure: "printed-rate", severity: severityOf(severity, settings), subject: `rate:${row.id}`, subjectNameVi: name, subjectNameEn: name, ...values, evidence: { ...reportEvidence(facts), definition, numerator, denominator, printed, source, ...more } };
}

function parsePrinted(text: string): Printed {
  const [whole, decimals = ""] = text.split(".");
  return { units: BigInt(whole! + decimals), digits: decimals.length };
}

/** Whether numerator over denominator is printed so: within half of the last digit, the edge inside. Exact, on integers. */
function isAsPrinted({ units, digits }: Printed, numerator: number, denominator: number): boolean {
  const difference = units * BigInt(denominator) - 100n * 10n ** BigInt(digits) * BigInt(numerator);
  return 2n * (difference < 0n ? -difference : difference) <= BigInt(denominator);
}

function roundedOf(numerator: number, denominator: number, digits: number, toEven: boolean): bigint {
  const [top, bottom] = [100n * 10n ** BigInt(digits) * BigInt(numerator), BigInt(denominator)];
  const [floor, rest] = [top / bottom, (top % bottom) * 2n];
  const isUp = rest > bottom || (rest === bottom && (!toEven || floor % 2n === 1n));
  return isUp ? floor + 1n : floor;
}

function textOf(units: bigint, digits: number): string {
  const text = String(units).padStart(digits + 1, "0");
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

function hundredthsOf({ units, digits }: Printed): number {
  return Math.round(Number(units) * 10 ** (2 - digits));
}
