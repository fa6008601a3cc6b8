import type { AuditFacts, ChannelCounts, OfferedService, ReportFacts, RuleFinding } from "../../../worker/audit/facts.ts";
import { defaultRuleSet } from "../../../worker/audit/rules/default-rule-set.ts";
import { checkFacts } from "../../../worker/audit/rules/rule-set.ts";
import type { RuleId } from "../../../worker/audit/contract.ts";
import type { FieldRow, ServiceRow } from "../../../worker/forms/contract.ts";

/** Of a unit that tells of no filing more than its channel, has reported for the first time, and signed well. */
export const quietFacts: Pick<AuditFacts, "history" | "carriedFrom" | "children" | "amended" | "isExplained" | "signature" | "marks" | "overdue" | "months" | "days" | "submitters" | "samples" | "twice" | "units" | "shared"> = {
  history: [],
  carriedFrom: [],
  children: null,
  amended: null,
  isExplained: false,
  signature: { kid: "k".repeat(43), keyIsKnown: true, verifies: true, keyIsSigners: true, keyWasActive: true, isContested: false, digestMatches: true, logMatches: true, namesOther: [] },
  marks: new Map(),
  overdue: new Map(),
  months: [],
  days: [],
  submitters: [],
  samples: new Map(),
  twice: new Map(),
  units: [],
  shared: null,
};

/** Facts of a quarter in which everything agrees; each test changes what it is about. */
export function makeFacts(changes: Partial<AuditFacts> = {}): AuditFacts {
  return {
    tenant: { code: "H26", nameVi: "Hà Nội", nameEn: "Hà Nội", agencyCode: "H26" },
    reportTypeId: "services-quarter",
    formId: "services-report",
    window: { id: "2026-Q1", from: "2025-12-15", to: "2026-03-14" },
    dueOn: "2026-03-20",
    now: Date.parse("2026-03-25T00:00:00Z"),
    services: [makeService("1.000001")],
    counts: new Map([["1.000001", makeCounts({ onlineFull: 100 })]]),
    resolved: new Map(),
    report: servicesReport([{ service: "1.000001", name: "Dịch vụ", level: "full", online: 100, total: 100 }]),
    previous: null,
    ...quietFacts,
    ...changes,
  };
}

export function makeService(code: string, changes: Partial<OfferedService> = {}): OfferedService {
  const field = { code: "G03-KD01", nameVi: "Đăng ký kinh doanh", nameEn: "Business registration" };
  return { code, nameVi: `Dịch vụ ${code}`, nameEn: `Service ${code}`, field, levelScheme: "process-2022", level: "full", onlineSince: "2024-01-01", validTo: null, partialReason: null, isShared: false, ...changes };
}

export function makeCounts(changes: Partial<ChannelCounts> = {}): ChannelCounts {
  return { onlineFull: 0, onlinePartial: 0, inPerson: 0, post: 0, ...changes };
}

const head = {
  jti: "019a0000-0000-7000-8000-000000000001",
  digest: "d".repeat(43),
  firstReceivedAt: Date.parse("2026-03-18T03:00:00Z"),
  receivedAt: Date.parse("2026-03-18T03:00:00Z"),
  from: "2025-12-15",
  to: "2026-03-14",
};

export function servicesReport(rows: ServiceRow[], changes: Partial<typeof head> = {}): ReportFacts {
  return { ...head, ...changes, kind: "services", rows };
}

/** Facts of a II.06a report with these rows, beside filings that agree with nothing in particular. */
export function fieldsFacts(rows: FieldRow[], changes: Partial<AuditFacts> = {}): AuditFacts {
  return makeFacts({ reportTypeId: "ii06a-quarter", formId: "ii06a", report: { ...head, kind: "fields", rows }, ...changes });
}

export function fieldRow(changes: Partial<FieldRow> = {}): FieldRow {
  return { field: "G03-KD01", name: "Đăng ký kinh doanh", c3: 110, c4: 60, c5: 40, c6: 10, c7: 90, c8: 50, c9: 30, c10: 10, c11: 20, c12: 15, c13: 5, ...changes };
}

/** What the whole rule set finds, of one rule. */
export function findingsOf(rule: RuleId, facts: AuditFacts): RuleFinding[] {
  return checkFacts(facts, defaultRuleSet).filter((finding) => finding.rule === rule);
}
