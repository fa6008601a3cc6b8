import { addDays, dayAt, startOfDay } from "../../kernel/windows.ts";
import type { AuditRule } from "../facts.ts";
import { reportEvidence, wholeUnit } from "./report-evidence.ts";
import { plainSettings, severityOf } from "./rule-settings.ts";

export const reportLateOrMissing: AuditRule = {
  id: "R44",
  version: "1.0",
  nameVi: "Báo cáo muộn hoặc không có",
  nameEn: "Report late or missing",
  definitionVi: "Hết hạn mà chưa nhận được báo cáo đã ký, hoặc nhận được sau hạn. Hạn tính theo ngày làm việc, hết 24 giờ Việt Nam của ngày cuối; thời điểm nhận là của hệ thống. Bản sửa đổi sau không làm báo cáo thành muộn.",
  definitionEn: "No signed report had arrived when the deadline passed, or it arrived later. The deadline counts working days and ends with the last day in Viet Nam; the time of receipt is the platform's own. A later amendment does not make a report late.",
  defaults: plainSettings,
  check: (facts, settings) => {
    const deadline = startOfDay(addDays(facts.dueOn, 1));
    const { report, dueOn } = facts;
    const evidence = { ...reportEvidence(facts), dueOn, firstReceivedAt: report?.firstReceivedAt ?? null };
    const about = { measure: "report", ...wholeUnit(facts), reported: null, actual: null } as const;
    if (!report) return facts.now < deadline ? [] : [{ ...about, severity: severityOf("high", settings), evidence: { ...evidence, missing: true } }];
    if (report.firstReceivedAt < deadline) return [];
    return [{ ...about, severity: severityOf("medium", settings), evidence: { ...evidence, missing: false, receivedOn: dayAt(report.firstReceivedAt) } }];
  },
};
