import type { DiscrepancyState, Measure, RuleId } from "../../../worker/audit/contract.ts";
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
  ACCEPTED: { text: m.state_accepted, tone: "good", icon: "check" },
  DISMISSED: { text: m.state_dismissed, tone: "calm", icon: "dash" },
  VERIFIED_FIXED: { text: m.state_verified_fixed, tone: "good", icon: "check" },
};

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
  dismiss: m.move_dismiss,
};

/** What an event of the timeline is called; the platform's own moves have no entry in the table of moves. */
export function eventName(transition: string): string {
  if (transition in transitionNames) return transitionNames[transition as TransitionId]();
  const own: Record<string, () => string> = { open: m.event_open, regress: m.event_regress, verify: m.event_verify, "verify-fixed": m.event_verify };
  return own[transition]?.() ?? transition;
}
