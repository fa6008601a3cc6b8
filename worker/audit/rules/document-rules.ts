import type { RuleId, Severity, UncheckedReason } from "../contract.ts";
import type { AuditFacts, AuditRule, Objection, ReportFacts } from "../facts.ts";
import { reportEvidence, wholeUnit } from "./report-evidence.ts";
import { gradeOf, parameterOf, plainSettings, severityOf } from "./rule-settings.ts";

/** A rule about the signed document: what is wrong with it, or null. */
type DocumentRule = Pick<AuditRule, "nameVi" | "nameEn" | "definitionVi" | "definitionEn"> & { id: RuleId; severity: Severity; wrong(signature: NonNullable<AuditFacts["signature"]>): Record<string, unknown> | null };

const rules: readonly DocumentRule[] = [
  {
    id: "R46", severity: "critical",
    nameVi: "Chữ ký không hợp lệ", nameEn: "Signature does not hold",
    definitionVi: "Khi đối soát, chữ ký của báo cáo được kiểm tra lại trên đúng nguyên văn đã lưu, bằng khóa đã đăng ký: không còn khóa, sai thuật toán hoặc chữ ký không khớp.",
    definitionEn: "At the audit the report's signature is checked again over the exact bytes that are kept, with the registered key: there is no key, another algorithm, or the signature does not verify.",
    wrong: ({ keyIsKnown, verifies }) => (keyIsKnown && verifies ? null : { keyIsKnown, verifies }),
  },
  {
    id: "R47", severity: "critical",
    nameVi: "Người ký không có quyền", nameEn: "Signer not entitled",
    definitionVi: "Chữ ký hợp lệ, nhưng khóa không thuộc người ký, hoặc chưa được duyệt hay đã bị thu hồi vào thời điểm báo cáo vào sổ ghi.",
    definitionEn: "The signature verifies, but the key is not the signer's, or was not approved yet or already revoked when the report entered the log.",
    wrong: ({ keyIsKnown, keyIsSigners, keyWasActive }) => (!keyIsKnown || (keyIsSigners && keyWasActive) ? null : { keyIsSigners, keyWasActive }),
  },
  {
    id: "R49", severity: "critical",
    nameVi: "Thay đổi sau khi ký", nameEn: "Changed after signing",
    definitionVi: "Mã băm của nguyên văn đang lưu khác mã băm ghi khi nhận, hoặc khác mã băm trong sổ ghi.",
    definitionEn: "The digest of the bytes that are kept is not the one noted when they were received, or not the one in the log.",
    wrong: ({ digestMatches, logMatches }) => (digestMatches && logMatches ? null : { digestMatches, logMatches }),
  },
  {
    id: "R50", severity: "critical",
    nameVi: "Dùng lại bản ký", nameEn: "Replay",
    definitionVi: "Nguyên văn đã ký nêu đơn vị, biểu mẫu, loại báo cáo, kỳ, phiếu ký hay số của văn bản khác với nơi báo cáo được lưu: bản ký của nơi khác bị dùng lại. Khi nhận đã bị từ chối; khi đối soát kiểm tra lại trên bản đang lưu.",
    definitionEn: "The signed bytes name another unit, form, report type, period, ticket or document number than the place where the report is kept: a document signed for elsewhere is used again. It is refused at the door; the audit looks again at what is kept.",
    wrong: ({ namesOther }) => (namesOther.length === 0 ? null : { namesOther }),
  },
];

export const documentRules: readonly AuditRule[] = rules.map(({ id, severity, wrong, ...words }) => ({
  id,
  version: "1.0",
  ...words,
  defaults: plainSettings,
  check: (facts, settings) => {
    if (!facts.report || !facts.signature) return { unchecked: "no-report" };
    const what = wrong(facts.signature);
    if (!what) return [];
    return [{ measure: "signature", severity: severityOf(severity, settings), ...wholeUnit(facts), reported: null, actual: null, evidence: { ...reportEvidence(facts), ...what, kid: facts.signature.kid } } satisfies Objection];
  },
}));

export const silentRevision: AuditRule = {
  id: "R51",
  version: "1.0",
  nameVi: "Sửa đổi không giải trình",
  nameEn: "Silent revision",
  definitionVi: "Bản sửa đổi thay đổi tổng số hồ sơ trực tuyến trên 10% so với bản trước mà kỳ đó chưa có giải trình đã ký nào.",
  definitionEn: "An amendment changes the online filings in all by more than 10 % of the report before, and no signed explanation has been given for the period.",
  defaults: { ...plainSettings, warnIf: { absolute: 1, perThousand: 100 }, errorIf: { absolute: 1, perThousand: 100 } },
  check: (facts, settings) => {
    const { report, amended, isExplained } = facts;
    if (!report) return { unchecked: "no-report" };
    if (amended === null || isExplained) return [];
    const [before, now] = [onlineOf(amended), onlineOf(report)];
    if (before === null || now === null) return [];
    const severity = gradeOf(now - before, before, "high", settings);
    if (!severity) return [];
    return [{ measure: "revision", severity, ...wholeUnit(facts), reported: now, actual: before, evidence: { ...reportEvidence(facts), amended: { jti: amended.jti, digest: amended.digest }, onlineBefore: before, onlineNow: now } }];
  },
};

function onlineOf(report: ReportFacts): number | null {
  if (report.kind === "fields") return report.rows.reduce((sum, row) => sum + row.c4, 0);
  if (report.kind === "services") return report.rows.reduce((sum, row) => sum + (row.online ?? 0), 0);
  return null;
}

export const repeatedNumbers: AuditRule = {
  id: "R52",
  version: "1.0",
  nameVi: "Số liệu lặp lại hoặc tròn số",
  nameEn: "Repeated or round numbers",
  definitionVi: "Một dòng khác 0 giống hệt trong ít nhất 3 kỳ liền, hoặc ít nhất 60% ô khác 0 (từ 20 ô) có chữ số cuối là 0. Quy tắc rủi ro.",
  definitionEn: "A row that is not 0 is the same in at least 3 periods in a row, or at least 60 % of the cells that are not 0 (20 or more) end in 0. A risk rule.",
  isRisk: true,
  defaults: { ...plainSettings, parameters: { periods: 3, roundPercent: 60, cells: 20 } },
  check: (facts, settings) => {
    if (!facts.report) return { unchecked: "no-report" };
    if (facts.report.kind === "rates") return { unchecked: "other-form" };
    const rows = rowsOf(facts.report);
    const periods = parameterOf(settings, "periods");
    const earlier = facts.history.slice(0, periods - 1).map((report) => new Map(rowsOf(report).map(({ subject, cells }) => [subject, cells.join()])));
    const repeated = earlier.length < periods - 1 ? [] : rows.filter(({ subject, cells }) => cells.filter((cell) => cell !== 0).length > 1 && earlier.every((report) => report.get(subject) === cells.join()));
    const cells = rows.flatMap((row) => row.cells).filter((cell) => cell !== 0);
    const round = cells.filter((cell) => cell % 10 === 0).length;
    const isRound = cells.length >= parameterOf(settings, "cells") && round * 100 >= cells.length * parameterOf(settings, "roundPercent");
    if (repeated.length === 0 && !isRound) return [];
    return [{ measure: "repeated-row", severity: severityOf("low", settings), ...wholeUnit(facts), reported: null, actual: repeated.length + (isRound ? round : 0), evidence: { ...reportEvidence(facts), rowsRepeated: repeated.map(({ subject }) => subject).sort().slice(0, 20), cellsLookedAt: cells.length, cellsEndingInZero: round, periods: earlier.length + 1 } }];
  },
};

function rowsOf(report: ReportFacts): { subject: string; cells: number[] }[] {
  if (report.kind === "fields") return report.rows.map(({ field, name: _, ...columns }) => ({ subject: field, cells: Object.values(columns) }));
  if (report.kind === "services") return report.rows.map(({ service, online, total }) => ({ subject: service, cells: [online ?? 0, total ?? 0] }));
  return [];
}

export const unitRenamed: AuditRule = {
  id: "R54",
  version: "1.0",
  nameVi: "Tên không khớp mã",
  nameEn: "Name without its code",
  definitionVi: "Một dòng của báo cáo có mã không có trong danh mục của khoảng chốt số liệu, nhưng tên gần giống một mục trong đó: có thể đã đổi tên hay ghi sai mã.",
  definitionEn: "A row of the report has a code that the catalogue of the window does not have, but a name close to one in it: it may have been renamed, or the code is wrong.",
  defaults: { ...plainSettings, parameters: { distancePercent: 20 } },
  check: (facts, settings) => {
    const { report } = facts;
    if (!report) return { unchecked: "no-report" satisfies UncheckedReason };
    if (report.kind === "rates") return { unchecked: "other-form" };
    const known = report.kind === "fields" ? facts.services.map(({ field }) => ({ code: field.code, name: field.nameVi })) : facts.services.map(({ code, nameVi }) => ({ code, name: nameVi }));
    const codes = new Set(known.map(({ code }) => code));
    const rows = report.kind === "fields" ? report.rows.map(({ field, name }) => ({ code: field, name })) : report.rows.map(({ service, name }) => ({ code: service, name }));
    return rows.filter(({ code }) => !codes.has(code)).flatMap(({ code, name }): Objection[] => {
      const closest = known.map((one) => ({ ...one, distance: distanceOf(one.name, name) })).toSorted((a, b) => a.distance - b.distance || (a.code < b.code ? -1 : 1))[0];
      if (!closest || closest.distance * 100 > Math.max(closest.name.length, name.length) * parameterOf(settings, "distancePercent")) return [];
      return [{ measure: "row-name", severity: severityOf("info", settings), subject: report.kind === "fields" ? `field:${code}` : code, subjectNameVi: name, subjectNameEn: name, reported: null, actual: null, evidence: { ...reportEvidence(facts), nameReported: name, nameKnown: closest.name, codeKnown: closest.code, distance: closest.distance } }];
    });
  },
};

/** How many letters one changes, adds or leaves out to get from one text to the other (Levenshtein), case and spelling of tones as they are. */
export function distanceOf(one: string, other: string): number {
  const [a, b] = [one.toLowerCase().normalize("NFC"), other.toLowerCase().normalize("NFC")];
  let before = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const line = [i];
    for (let j = 1; j <= b.length; j++) line.push(Math.min(before[j]! + 1, line[j - 1]! + 1, before[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    before = line;
  }
  return before[b.length]!;
}
