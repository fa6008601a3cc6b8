import type { DiscrepancyDetail } from "../../../worker/review/contract.ts";
import { countText } from "../../shared/discrepancies/sides.tsx";
import { countNames, eventName, measureNames, stateLooks } from "../../shared/discrepancies/words.ts";
import { m } from "../../words/m.ts";
import { loadPanelWords } from "../../words/load-panel-words.ts";
import { later } from "../../shared/remote/later.tsx";
import { Notice } from "../../shared/components/notice.tsx";
import { SeverityTag, Tag } from "../../shared/components/tag.tsx";
import { inLocale } from "../../shared/locale/current-locale.ts";
import { formatValue, formatValueDifference } from "../../shared/locale/format-count.ts";
import { formatDay, formatPeriod, formatWindow } from "../../shared/locale/format-moment.ts";
import { reportTypeName } from "../../shared/locale/report-type-name.ts";
import { NextStep } from "./next-step.tsx";

const RuleFacts = later(async () => (await import("../../shared/discrepancies/record/rule-facts.tsx")).RuleFacts, loadPanelWords);

/** Both sides and the rule, and above them what the auditor asks or has decided. */
export function DiscrepancyClaim({ discrepancy }: { discrepancy: DiscrepancyDetail }) {
  const { subject, rule, state, severity, measure, sides, reported, actual, difference, window, period, reportType, ruleText, dueOn, appealUntil, events } = discrepancy;
  const upheld = state === "UPHELD" ? events.findLast((event) => event.to === "UPHELD" && event.from !== "UPHELD") : undefined;
  const question = state === "AWAITING_EXPLANATION" ? events.findLast((event) => event.transition === "ask") : undefined;
  return (
    <>
      {question?.comment && (
        <Notice tone="attention" title={dueOn ? m.explain_asked_until({ day: formatDay(dueOn) }) : m.explain_asked()}>
          <p className="as-written">{question.comment}</p>
        </Notice>
      )}
      {upheld && (
        <Notice tone="attention" title={`${upheld.transition === "uphold" ? stateLooks.UPHELD.text() : eventName(upheld.transition)}${dueOn ? `. ${m.upheld_correct_by({ day: formatDay(dueOn) })}` : ""}`}>
          {upheld.comment && <p className="as-written">{upheld.comment}</p>}
          {appealUntil && <p>{m.appeal_until({ day: formatDay(appealUntil) })}</p>}
        </Notice>
      )}
      <p className="tags">
        <SeverityTag severity={severity} />
        <Tag {...stateLooks[state]} text={stateLooks[state].text()} />
      </p>
      {!question && !upheld && <NextStep discrepancy={discrepancy} />}
      <dl className="facts card">
        <dt>{m.discrepancy_about()}</dt>
        <dd>{subject ? <>{inLocale(subject.nameVi, subject.nameEn)} <span className="soft code small">{subject.code}</span></> : m.discrepancy_whole_unit()}</dd>
        <dt>{m.sent_what()}</dt>
        <dd>{reportTypeName(reportType)}, {formatPeriod(period)}</dd>
        <dt>{m.report_window()}</dt>
        <dd>{formatWindow(window)}</dd>
        <dt>{m.discrepancy_measure()}</dt>
        <dd>{countNames[rule]?.() ?? measureNames[measure]()}</dd>
        {sides === "count" && <><dt>{m.side_found()}</dt><dd><strong>{countText(discrepancy)}</strong></dd></>}
        {sides === "both" && (
          <>
            <dt>{m.side_reported()}</dt>
            <dd><strong>{formatValue(measure, reported)}</strong></dd>
            <dt>{m.side_actual()}</dt>
            <dd><strong>{formatValue(measure, actual)}</strong></dd>
            <dt>{m.side_difference()}</dt>
            <dd><strong className="difference-value">{difference === null ? "–" : formatValueDifference(measure, difference)}</strong></dd>
          </>
        )}
        <dt>{m.discrepancy_rule()}</dt>
        <dd>{inLocale(ruleText.definitionVi, ruleText.definitionEn)}{ruleText.isRisk && <> <strong>{m.rule_is_risk()}</strong></>} <span className="soft small code">{rule} {ruleText.version}</span> <RuleFacts detail={discrepancy} isAuthority={false} /></dd>
      </dl>
    </>
  );
}
