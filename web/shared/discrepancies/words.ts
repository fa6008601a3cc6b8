import type { DiscrepancyState, Measure, RuleId, Severity } from "../../../worker/audit/contract.ts";
import type { dismissalReasons } from "../../../worker/forms/contract.ts";
import type { TransitionId } from "../../../worker/review/contract.ts";
import { m } from "../../words/m.ts";
import type { IconName } from "../components/icon.tsx";
import type { Tone } from "../components/tag.tsx";

export const stateLooks: Record<DiscrepancyState, { text: () => string; tone: Tone; icon: IconName }> = {
  NEW: { text: m.state_new, tone: "note", icon: "circle" },
  ACKNOWLEDGED: { text: m.state_acknowledged, tone: "note", icon: "check" },
  AWAITING_EXPLANATION: { text: m.state_awaiting, tone: "attention", icon: "clock" },
  EXPLAINED: { text: m.state_explained, tone: "attention", icon: "pen" },
  UPHELD: { text: m.state_upheld, tone: "bad", icon: "octagon" },
  CORRECTION_FILED: { text: m.state_correction_filed, tone: "attention", icon: "pen" },
  DISMISSAL_REQUESTED: { text: m.state_dismissal_requested, tone: "attention", icon: "dash" },
  APPEALED: { text: m.state_appealed, tone: "attention", icon: "triangle" },
  ACCEPTED: { text: m.state_accepted, tone: "good", icon: "check" },
  DISMISSED: { text: m.state_dismissed, tone: "calm", icon: "dash" },
  VERIFIED_FIXED: { text: m.state_verified_fixed, tone: "good", icon: "check" },
};

export const severityNames: Record<Severity, () => string> = { info: m.severity_info, low: m.severity_low, medium: m.severity_medium, high: m.severity_high, critical: m.severity_critical };

export const ruleNames: Record<RuleId, () => string> = {
  R01: m.rule_r01,
  R02: m.rule_r02,
  R03: m.rule_r03,
  R04: m.rule_r04,
  R05: m.rule_r05,
  R06: m.rule_r06,
  R07: m.rule_r07,
  R08: m.rule_r08,
  R09: m.rule_r09,
  R10: m.rule_r10,
  R11: m.rule_r11,
  R12: m.rule_r12,
  R13: m.rule_r13,
  R14: m.rule_r14,
  R15: m.rule_r15,
  R16: m.rule_r16,
  R17: m.rule_r17,
  R18: m.rule_r18,
  R19: m.rule_r19,
  R20: m.rule_r20,
  R21: m.rule_r21,
  R22: m.rule_r22,
  R23: m.rule_r23,
  R24: m.rule_r24,
  R25: m.rule_r25,
  R26: m.rule_r26,
  R27: m.rule_r27,
  R28: m.rule_r28,
  R29: m.rule_r29,
  R30: m.rule_r30,
  R31: m.rule_r31,
  R32: m.rule_r32,
  R33: m.rule_r33,
  R34: m.rule_r34,
  R35: m.rule_r35,
  R36: m.rule_r36,
  R37: m.rule_r37,
  R38: m.rule_r38,
  R39: m.rule_r39,
  R40: m.rule_r40,
  R41: m.rule_r41,
  R42: m.rule_r42,
  R43: m.rule_r43,
  R44: m.rule_r44,
  R45: m.rule_r45,
  R46: m.rule_r46,
  R47: m.rule_r47,
  R48: m.rule_r48,
  R49: m.rule_r49,
  R50: m.rule_r50,
  R51: m.rule_r51,
  R52: m.rule_r52,
  R53: m.rule_r53,
  R54: m.rule_r54,
};

export const measureNames: Record<Measure, () => string> = {
  "filings-online": m.measure_filings_online,
  "filings-total": m.measure_filings_total,
  "services-without-counts": m.measure_services_without_counts,
  report: m.measure_report,
  "report-window": m.measure_report_window,
  received: m.measure_received,
  resolved: m.measure_resolved,
  pending: m.measure_pending,
  balance: m.measure_balance,
  "carry-over": m.measure_carry_over,
  "roll-up": m.measure_roll_up,
  "set-aside": m.measure_set_aside,
  overdue: m.measure_overdue,
  "filings-flagged": m.measure_filings_flagged,
  "filings-synced": m.measure_filings_synced,
  "running-numbers": m.measure_running_numbers,
  "filings-per-day": m.measure_filings_per_day,
  service: m.measure_service,
  signature: m.measure_signature,
  revision: m.measure_revision,
  "repeated-row": m.measure_repeated_row,
  "row-name": m.measure_row_name,
  "printed-rate": m.measure_printed_rate,
};

/** What rules count whose measure says it less well. */
export const countNames: Partial<Record<RuleId, () => string>> = { R37: m.count_last_days, R38: m.count_months_in_a_row, R40: m.count_without_service };

export const transitionNames: Record<TransitionId, () => string> = {
  acknowledge: m.move_acknowledge,
  ask: m.move_ask,
  explain: m.move_explain,
  accept: m.move_accept,
  uphold: m.move_uphold,
  "file-correction": m.move_file_correction,
  "request-dismissal": m.move_request_dismissal,
  "approve-dismissal": m.move_approve_dismissal,
  "deny-dismissal": m.move_deny_dismissal,
  appeal: m.move_appeal,
  "grant-appeal": m.move_grant_appeal,
  "deny-appeal": m.move_deny_appeal,
  reopen: m.move_reopen,
  "confirm-decision": m.move_confirm_decision,
  assign: m.move_assign,
  snooze: m.move_snooze,
  wake: m.move_wake,
  "set-due": m.move_set_due,
  "request-extension": m.move_request_extension,
  "grant-extension": m.move_grant_extension,
  "deny-extension": m.move_deny_extension,
  undo: m.move_undo,
  "request-break-glass": m.move_request_break_glass,
  "break-glass": m.move_break_glass,
};

export const dismissalReasonNames: Record<(typeof dismissalReasons)[number], () => string> = {
  false_positive: m.dismissal_false_positive,
  source_error: m.dismissal_source_error,
  duplicate_of: m.dismissal_duplicate_of,
  below_materiality: m.dismissal_below_materiality,
  out_of_scope: m.dismissal_out_of_scope,
};

/** What an event of the timeline is called; the platform's own moves have no entry in the table of moves. */
export function eventName(transition: string): string {
  if (transition in transitionNames) return transitionNames[transition as TransitionId]();
  const own: Record<string, () => string> = { open: m.event_open, regress: m.event_regress, escalate: m.event_escalate, "verify-fixed": m.event_verify, "correction-failed": m.event_correction_failed, "no-answer": m.event_no_answer, contest: m.event_contest };
  return own[transition]?.() ?? transition;
}
