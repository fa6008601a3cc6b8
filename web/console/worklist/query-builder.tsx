import { useState } from "react";
import { measures, ruleIds, severities } from "../../../worker/audit/contract.ts";
import { operators, type Operator, type QueryFlag, type QueryKey } from "../../../worker/worklist/query-language.ts";
import { m } from "../../words/m.ts";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { measureNames, ruleNames, severityNames } from "../../shared/discrepancies/words.ts";
import { comparisonOf, flagOf, freeTextOf, valuesOf, withComparison, withFlag, withFreeText, withValues } from "./edit-query.ts";

const operatorNames: Record<Operator, () => string> = { "=": m.operator_equal, ">=": m.operator_at_least, ">": m.operator_more, "<=": m.operator_at_most, "<": m.operator_less };
const flagNames: Record<QueryFlag, () => string> = { snoozed: m.tag_snoozed, risk: m.flag_risk, regressed: m.tag_regressed };

/** The same query by fields: every field writes the text that stands in the box, so one learns the language by using it. */
export function QueryBuilder({ q, setQuery, close }: { q: string; setQuery: (q: string) => void; close: () => void }) {
  const [text, setText] = useState(q);
  const one = (key: QueryKey) => valuesOf(text, key)[0]?.value ?? "";
  const setOne = (key: QueryKey) => (value: string) => setText(withValues(text, key, value === "" ? [] : [{ operator: "=", value }]));
  const any = { value: "", label: m.filter_any() };
  const comparison = (key: QueryKey, label: string, hint: string) => <Comparison key={key} id={key} label={label} hint={hint} text={text} setText={setText} />;
  return (
    <Dialog
      title={m.builder_title()} onClose={close}
      actions={<><Button kind="primary" onPress={() => (setQuery(text), close())}>{m.query_ask()}</Button><Button kind="quiet" onPress={close}>{m.cancel()}</Button></>}
    >
      <p className="query-preview"><span className="soft small">{m.builder_text()}</span> <output className="code">{text || m.filter_any()}</output></p>
      <div className="builder">
        <TextField id="builder-words" label={m.builder_words()} value={freeTextOf(text)} onChange={(words) => setText(withFreeText(text, words))} maxLength={120} />
        <SelectField id="builder-severity" label={m.builder_severity()} value={comparisonOf(text, "sev").value} onChange={(value) => setText(withComparison(text, "sev", ">=", value))} options={[any, ...severities.toReversed().map((severity) => ({ value: severity, label: severityNames[severity]() }))]} />
        <SelectField id="builder-rule" label={m.column_rule()} value={one("rule")} onChange={setOne("rule")} options={[any, ...ruleIds.map((rule) => ({ value: rule, label: `${rule} ${ruleNames[rule]()}` }))]} />
        <SelectField id="builder-measure" label={m.column_measure()} value={one("measure")} onChange={setOne("measure")} options={[any, ...measures.map((measure) => ({ value: measure, label: measureNames[measure]() }))]} />
        <SelectField id="builder-assignee" label={m.column_assignee()} value={one("assignee")} onChange={setOne("assignee")} options={[any, { value: "@me", label: m.assignee_me() }, { value: "none", label: m.nobody() }]} />
        <TextField id="builder-service" label={m.builder_service()} hint={m.builder_service_hint()} value={one("service")} onChange={setOne("service")} maxLength={60} />
        <TextField id="builder-period" label={m.column_period()} hint={m.builder_period_hint()} value={one("period")} onChange={setOne("period")} maxLength={8} />
        {comparison("delta", m.builder_delta(), m.builder_count_hint())}
        {comparison("delta%", m.column_percent(), m.builder_count_hint())}
        {comparison("due", m.column_due(), m.builder_due_hint())}
        {comparison("age", m.column_age(), m.builder_age_hint())}
        {comparison("seen", m.column_seen(), m.builder_count_hint())}
        {comparison("repeat", m.column_repeat(), m.builder_count_hint())}
        {(Object.keys(flagNames) as QueryFlag[]).map((flag) => (
          <SelectField key={flag} id={`builder-${flag}`} label={flagNames[flag]()} value={flagOf(text, flag)} onChange={(wish) => setText(withFlag(text, flag, wish as "yes" | "no" | "any"))} options={[{ value: "any", label: m.filter_any() }, { value: "yes", label: m.yes() }, { value: "no", label: m.no() }]} />
        ))}
      </div>
    </Dialog>
  );
}

function Comparison({ id, label, hint, text, setText }: { id: QueryKey; label: string; hint: string; text: string; setText: (text: string) => void }) {
  const { operator, value } = comparisonOf(text, id);
  const [chosen, setChosen] = useState<Operator>(operator);
  const name = `builder-${id.replace("%", "-percent")}`;
  return (
    <fieldset className="comparison">
      <legend>{label}</legend>
      <SelectField id={`${name}-operator`} label={m.builder_operator()} value={chosen} onChange={(next) => (setChosen(next as Operator), setText(withComparison(text, id, next as Operator, value)))} options={operators.map((one) => ({ value: one, label: operatorNames[one]() }))} />
      <TextField id={name} label={m.builder_value()} hint={hint} value={value} onChange={(next) => setText(withComparison(text, id, chosen, next))} maxLength={20} />
    </fieldset>
  );
}
