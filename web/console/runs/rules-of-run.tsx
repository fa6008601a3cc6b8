import type { UncheckedReason } from "../../../worker/audit/contract.ts";
import { m } from "../../words/m.ts";
import { ruleNames } from "../../shared/discrepancies/words.ts";
import type { AuditRunList } from "./use-runs.ts";

const reasons: Record<UncheckedReason, () => string> = {
  "switched-off": m.unchecked_switched_off,
  "not-in-force": m.unchecked_not_in_force,
  "other-form": m.unchecked_other_form,
  "no-report": m.unchecked_no_report,
  "no-previous-report": m.unchecked_no_previous_report,
  "no-filing-facts": m.unchecked_no_filing_facts,
  "not-enough-history": m.unchecked_not_enough_history,
  "no-outside-data": m.unchecked_no_outside_data,
  "no-child-reports": m.unchecked_no_child_reports,
  "no-target": m.unchecked_no_target,
  "not-kept": m.unchecked_not_kept,
  "refused-at-the-door": m.unchecked_refused_at_the_door,
  "no-ratings": m.unchecked_no_ratings,
  "no-owners": m.unchecked_no_owners,
  "no-child-units": m.unchecked_no_child_units,
  "no-shared-services": m.unchecked_no_shared_services,
  "no-portal-list": m.unchecked_no_portal_list,
};

/** How many rules a run looked at, and behind it which it could not and why: not checked is not passed. */
export function RulesOfRun({ rules }: { rules: NonNullable<AuditRunList["runs"][number]["rules"]> }) {
  const notChecked = rules.notChecked.reduce((sum, { rules: ids }) => sum + ids.length, 0);
  const summary = m.run_rules_checked({ checked: rules.checked, notChecked });
  if (notChecked === 0) return <>{summary}</>;
  return (
    <details>
      <summary>{summary}</summary>
      <ul className="small">
        {rules.notChecked.map(({ reason, rules: ids }) => (
          <li key={reason}>
            <strong>{reasons[reason]()}</strong>: {ids.map((id) => `${id} ${ruleNames[id]()}`).join("; ")}
          </li>
        ))}
      </ul>
    </details>
  );
}
