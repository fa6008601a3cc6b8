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
  R07: m.rule_r07,
  R08: m.rule_r08,
  R09: m.rule_r09,
  R10: m.rule_r10,
  R11: m.rule_r11,
  R44: m.rule_r44,
  R45: m.rule_r45,
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
};

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
  const own: Record<string, () => string> = { open: m.event_open, regress: m.event_regress, escalate: m.event_escalate, "verify-fixed": m.event_verify, "correction-failed": m.event_correction_failed, "no-answer": m.event_no_answer };
  return own[transition]?.() ?? transition;
}
