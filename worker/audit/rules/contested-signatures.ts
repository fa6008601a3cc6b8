import type { RuleSettings } from "../contract.ts";
import type { AuditFacts, AuditRule, Objection } from "../facts.ts";
import { reportEvidence, wholeUnit } from "./report-evidence.ts";
import { plainSettings, severityOf } from "./rule-settings.ts";

const base = { id: "R48", nameVi: "Chữ ký đang bị nghi ngờ", nameEn: "Signature contested", defaults: plainSettings } as const;

/** Looked at the report alone. */
export const contestedReport: AuditRule = {
  ...base,
  version: "1.0",
  definitionVi: "Khóa ký bị lộ từ trước khi ký và báo cáo chưa được ký xác nhận lại bằng khóa khác. Chứng thư số hết hạn hoặc bị thu hồi được kiểm tra ngay khi nhận.",
  definitionEn: "The key was in wrong hands when it signed, and nobody has signed over the report with another one. Certificates that expired or were revoked are checked when the report is received.",
  check: (facts, settings) => (facts.report && facts.signature ? ofReport(facts, settings) : { unchecked: "no-report" }),
};

/** What only a compromised key vouches for: the report, and the filings of the window it is held against. */
export const contestedSignatures: AuditRule = {
  ...base,
  version: "1.1",
  definitionVi: "Khóa ký bị lộ từ trước khi ký: báo cáo chưa được ký xác nhận lại bằng khóa khác, hoặc hồ sơ trong khoảng chốt số liệu chỉ do những lô ký bằng khóa đó cho biết và chưa được gửi lại bằng khóa khác. Chứng thư số hết hạn hoặc bị thu hồi được kiểm tra ngay khi nhận.",
  definitionEn: "The key was in wrong hands when it signed: nobody has signed over the report with another one, or filings of the window are known only from batches signed with it, which were not sent again under another. Certificates that expired or were revoked are checked when something is received.",
  check: (facts, settings) => {
    const { report, signature, contestedFilings } = facts;
    if (!contestedFilings && !(report && signature)) return { unchecked: "no-report" };
    return [...(report && signature ? ofReport(facts, settings) : []), ...ofFilings(facts, settings)];
  },
};

function ofReport(facts: AuditFacts, settings: RuleSettings): Objection[] {
  if (!facts.signature?.isContested) return [];
  return [{ measure: "signature", severity: severityOf("high", settings), ...wholeUnit(facts), reported: null, actual: null, evidence: { ...reportEvidence(facts), isContested: true, kid: facts.signature.kid } }];
}

function ofFilings(facts: AuditFacts, settings: RuleSettings): Objection[] {
  const contested = facts.contestedFilings;
  if (!contested) return [];
  return [{ measure: "filings-flagged", severity: severityOf("high", settings), ...wholeUnit(facts), reported: null, actual: contested.events, evidence: { ...reportEvidence(facts), contestedEvents: contested.events, contestedBatches: contested.batches.map(({ jti }) => jti), contestedKeys: [...new Set(contested.batches.map(({ kid }) => kid))] } }];
}
