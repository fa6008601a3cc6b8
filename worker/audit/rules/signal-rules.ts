import type { FilingMark, FilingSignal } from "../../filings/contract.ts";
import type { RuleId, RuleSettings, Severity } from "../contract.ts";
import type { AuditFacts, AuditRule, Objection } from "../facts.ts";
import { marksOf, receivedOf, sumOfMarks, unitMarks } from "./filing-marks.ts";
import { reportEvidence, wholeUnit } from "./report-evidence.ts";
import { gradeOf, plainSettings } from "./rule-settings.ts";

/** A rule about single filings: they were judged when their events came, and are counted here. */
type SignalRule = {
  id: RuleId;
  severity: Severity;
  isRisk?: true;
  /** What is counted; with more than one, a filing that shows two is counted twice. */
  signals: readonly FilingSignal[];
  /** Filings that told enough to be judged, and of which `perThousand` is taken; without it every filing received. */
  of?: FilingMark;
  /** One finding a service, or one for the unit. */
  about: "service" | "unit";
  settings?: Partial<RuleSettings>;
  /** The day from which windows are looked at. */
  inForceFrom?: string;
  nameVi: string;
  nameEn: string;
  definitionVi: string;
  definitionEn: string;
};

const rules: readonly SignalRule[] = [
  {
    id: "R18", severity: "high", signals: ["clock-restart"], of: "status-known", about: "service",
    nameVi: "Khởi động lại thời hạn", nameEn: "Clock restarted",
    definitionVi: "Hồ sơ bị yêu cầu bổ sung sau 3 ngày làm việc kể từ khi tiếp nhận, hoặc trong một phần năm cuối của thời hạn, hoặc từ hai lần trở lên. Tiếp nhận sau 17 giờ hay ngày nghỉ tính từ ngày làm việc kế tiếp.",
    definitionEn: "A supplement was asked for more than 3 working days after reception, or in the last fifth of the time, or at least twice. Reception after 17:00 or on a day off counts from the next working day.",
  },
  {
    id: "R19", severity: "high", signals: ["extension-abuse"], of: "due-known", about: "service",
    nameVi: "Gia hạn không đúng", nameEn: "Extension abused",
    definitionVi: "Ngày hẹn trả được dời quá một lần, hoặc dời mà không có thư xin lỗi ít nhất một ngày trước ngày hẹn cũ.",
    definitionEn: "The due date was moved more than once, or without an apology at least a day before the old due date.",
  },
  {
    id: "R20", severity: "critical", signals: ["due-rewritten"], of: "due-known", about: "service",
    nameVi: "Ngày hẹn trả bị ghi lại", nameEn: "Due date rewritten",
    definitionVi: "Ngày hẹn trả đổi sang ngày khác mà không có yêu cầu bổ sung hay gia hạn nào trước đó.",
    definitionEn: "The due date became another one with no supplement asked for and no extension before it.",
  },
  {
    id: "R21", severity: "high", signals: ["bad-transition"], of: "status-known", about: "service",
    nameVi: "Chuyển trạng thái không hợp lệ", nameEn: "Move that is not allowed",
    definitionVi: "Hồ sơ chuyển trạng thái ngoài bảng trạng thái của Cổng Dịch vụ công quốc gia, hoặc đi tiếp sau trạng thái kết thúc.",
    definitionEn: "A filing moved outside the national portal's table of statuses, or on from an end.",
  },
  {
    id: "R22", severity: "high", signals: ["date-order"], about: "service",
    nameVi: "Sai thứ tự thời gian", nameEn: "Dates out of order",
    definitionVi: "Không theo thứ tự nộp, tiếp nhận, giải quyết, trả kết quả. Sự kiện ở tương lai bị từ chối ngay khi nhận.",
    definitionEn: "Sent, received, resolved and returned do not follow one another. Events in the future are refused at the door.",
  },
  {
    id: "R23", severity: "high", isRisk: true, signals: ["instant-complete"], of: "due-known", about: "service",
    nameVi: "Giải quyết tức thì", nameEn: "Done in an instant",
    definitionVi: "Hồ sơ giải quyết xong dưới 10 phút trong khi hẹn trả sau hơn một ngày, và không ghi là tự động. Quy tắc rủi ro: chỉ đặt câu hỏi.",
    definitionEn: "A filing was resolved within 10 minutes though more than a day was promised, and it is not marked as automatic. A risk rule: it only asks.",
  },
  {
    id: "R24", severity: "high", signals: ["backdated"], about: "unit", settings: { warnIf: { absolute: 19, perThousand: 0 }, errorIf: { absolute: 19, perThousand: 0 } }, inForceFrom: "2023-04-05",
    nameVi: "Hồ sơ ghi lùi ngày", nameEn: "Backdated filings",
    definitionVi: "Từ 20 hồ sơ của khoảng chốt số liệu đến hệ thống muộn hơn 48 giờ sau ngày tiếp nhận ghi trên đó. Hồ sơ có trước khi hệ thống nguồn được kết nối không tính. Đếm cả khoảng, để chia nhỏ lô gửi không che được. Áp dụng cho các khoảng từ 05/4/2023 (TT 01/2023/TT-VPCP).",
    definitionEn: "20 filings of the window or more reached the platform over 48 hours after the reception they state. Filings from before the source system was connected are left out. Counted over the window, so that splitting a batch hides nothing. For windows from 2023-04-05 (TT 01/2023/TT-VPCP).",
  },
  {
    id: "R25", severity: "medium", signals: ["late-sync"], about: "unit", settings: { warnIf: { absolute: 0, perThousand: 50 }, errorIf: { absolute: 0, perThousand: 50 } }, inForceFrom: "2023-04-05",
    nameVi: "Đồng bộ muộn", nameEn: "Late synchronisation",
    definitionVi: "Trên 5% hồ sơ của khoảng chốt số liệu đến hệ thống muộn hơn 24 giờ sau khi tiếp nhận; không tính hồ sơ có trước khi hệ thống nguồn được kết nối. Áp dụng cho các khoảng từ 05/4/2023.",
    definitionEn: "More than 5 % of the window's filings reached the platform over 24 hours after their reception; those from before the source system was connected are left out. For windows from 2023-04-05.",
  },
  {
    id: "R29", severity: "high", signals: ["conflict"], about: "service",
    nameVi: "Trùng mã, khác nội dung", nameEn: "Same code, other content",
    definitionVi: "Cùng một hệ thống gửi lại một sự kiện của hồ sơ với nội dung khác. Bản đầu được tính; bản sau được để riêng.",
    definitionEn: "The same system sent an event of a filing again with other content. The first one counts; the other is set aside.",
  },
  {
    id: "R31", severity: "medium", signals: ["code-date"], of: "code-known", about: "service",
    nameVi: "Ngày trong mã hồ sơ không khớp", nameEn: "Date in the code does not match",
    definitionVi: "Ngày trong mã hồ sơ khác ngày tiếp nhận theo giờ Việt Nam.",
    definitionEn: "The day in the filing's code is not the Vietnamese day of its reception.",
  },
  {
    id: "R32", severity: "high", signals: ["closed-code", "foreign-code"], of: "code-known", about: "service",
    nameVi: "Mã cơ quan đã đóng hoặc của nơi khác", nameEn: "Agency code closed or another's",
    definitionVi: "Mã định danh cơ quan của hồ sơ đã đóng vào ngày tiếp nhận, hoặc không phải của đơn vị hay đơn vị mà nó kế thừa.",
    definitionEn: "The filing's agency code was closed on the day of reception, or is neither the unit's nor of one it took over from.",
  },
  {
    id: "R33", severity: "medium", signals: ["unknown-procedure", "not-offered"], about: "service",
    nameVi: "Thủ tục không xác định", nameEn: "Unknown procedure",
    definitionVi: "Mã thủ tục sai cấu trúc hoặc chưa được khai báo (các dòng đó được để riêng), hoặc hồ sơ trực tuyến của dịch vụ chưa hay không còn cung cấp trực tuyến vào ngày đó.",
    definitionEn: "The procedure code has no such form or was never declared (such lines are set aside), or a filing came online for a service that was not offered online on that day.",
  },
  {
    id: "R36", severity: "medium", isRisk: true, signals: ["office-net"], of: "net-known", about: "unit", settings: { warnIf: { absolute: 19, perThousand: 400 }, errorIf: { absolute: 19, perThousand: 400 } },
    nameVi: "Nộp trực tuyến từ mạng cơ quan", nameEn: "Online from the office's network",
    definitionVi: "Trên 40% hồ sơ trực tuyến (từ 20 hồ sơ) được gửi từ mạng của chính cơ quan. Quy tắc rủi ro: có thể là người dân được hướng dẫn tại trụ sở.",
    definitionEn: "More than 40 % of the online filings (20 or more) were sent from the agency's own network. A risk rule: citizens may have been helped at the counter.",
  },
  {
    id: "R39", severity: "high", signals: ["paper-online", "paper-result"], about: "service", settings: { warnIf: { absolute: 0, perThousand: 0 }, errorIf: { absolute: 0, perThousand: 0 } },
    nameVi: "Trực tuyến nhưng trên giấy", nameEn: "Online, but on paper",
    definitionVi: "Hồ sơ ghi là trực tuyến mà không có thành phần điện tử nào, hoặc của dịch vụ toàn trình mà chỉ trả kết quả bằng giấy tại chỗ.",
    definitionEn: "A filing that is said to be online came without any electronic document, or one of a full-process service had its result on paper at the counter only.",
  },
];

export const signalRules: readonly AuditRule[] = rules.map(toRule);

function toRule({ id, severity, isRisk, signals, of, about, settings, inForceFrom, ...words }: SignalRule): AuditRule {
  return {
    id,
    version: "1.0",
    ...words,
    ...(isRisk ? { isRisk } : {}),
    defaults: { ...plainSettings, ...settings },
    check: (facts, given) => {
      // Filings are asked about with the reports by service: with those by field they would be asked about again.
      if (facts.formId !== "services-report") return { unchecked: "other-form" };
      if (inForceFrom !== undefined && facts.window.from < inForceFrom) return { unchecked: "not-in-force" };
      if (!hasFacts(facts, signals, of)) return { unchecked: "no-filing-facts" };
      const subjects = about === "unit" ? [unitOf(facts)] : servicesOf(facts);
      return subjects.flatMap(({ marks, received, ...subject }): Objection[] => {
        const counted = Object.fromEntries(signals.map((signal) => [signal, marks[signal] ?? 0]));
        const flagged = Object.values(counted).reduce((sum, count) => sum + count, 0);
        const base = of === undefined ? received : (marks[of] ?? 0);
        const grade = gradeOf(flagged, base, severity, given);
        if (!grade) return [];
        return [{ measure: "filings-flagged", severity: grade, ...subject, reported: null, actual: flagged, evidence: { ...reportEvidence(facts), signals: counted, filingsLookedAt: base, filingsReceived: received, threshold: given.warnIf, ...samplesOf(facts, subject.subject, signals) } }];
      });
    },
  };
}

/** Examples of the service's filings, by their codes. */
function samplesOf(facts: AuditFacts, service: string, signals: readonly FilingSignal[]): { sampleFilings?: string[] } {
  const known = facts.samples.get(service);
  const codes = [...new Set(signals.flatMap((signal) => known?.[signal] ?? []))].sort().slice(0, 5);
  return codes.length > 0 ? { sampleFilings: codes } : {};
}

/** Whether any filing told enough: a signal is enough by itself. */
function hasFacts(facts: AuditFacts, signals: readonly FilingSignal[], of: FilingMark | undefined): boolean {
  const known = signals.includes("paper-online") ? sumOfMarks(facts, ["electronic-known", "result-known"]) : of === undefined ? facts.counts.size : sumOfMarks(facts, [of]);
  return known + sumOfMarks(facts, signals) > 0;
}

type Subject = { subject: string; subjectNameVi: string; subjectNameEn: string; marks: Partial<Record<FilingMark, number>>; received: number };

function unitOf(facts: AuditFacts): Subject {
  return { ...wholeUnit(facts), marks: unitMarks(facts), received: [...facts.counts.keys()].reduce((sum, code) => sum + receivedOf(facts, code), 0) };
}

function servicesOf(facts: AuditFacts): Subject[] {
  const offered = new Map(facts.services.map((service) => [service.code, service]));
  return [...facts.marks.keys()].map((code) => {
    const service = offered.get(code);
    return { subject: code, subjectNameVi: service?.nameVi ?? code, subjectNameEn: service?.nameEn ?? code, marks: marksOf(facts, code), received: receivedOf(facts, code) };
  });
}
