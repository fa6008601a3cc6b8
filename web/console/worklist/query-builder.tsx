import { useState } from "react";
import { discrepancyStates, measures, ruleIds, severities } from "../../../worker/audit/contract.ts";
import type { TenantView } from "../../../worker/directory/contract.ts";
import { decisionReasons, dismissalReasons, explanationReasons } from "../../../worker/forms/contract.ts";
import { operators, type Operator, type QueryFlag, type QueryKey } from "../../../worker/worklist/query-language.ts";
import { m } from "../../words/m.ts";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { inLocale } from "../../shared/locale/current-locale.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { measureNames, ruleNames, severityNames, stateLooks } from "../../shared/discrepancies/words.ts";
import { reasonName } from "../../shared/discrepancies/record/reason-name.ts";
import { comparisonOf, flagOf, freeTextOf, valuesOf, withComparison, withFlag, withFreeText, withValues } from "./edit-query.ts";

const operatorNames: Record<Operator, () => string> = { "=": m.operator_equal, ">=": m.operator_at_least, ">": m.operator_more, "<=": m.operator_at_most, "<": m.operator_less };
const signatureNames = { none: m.signature_none, valid: m.signature_signed, contested: m.signature_contested };
const flagNames: Record<QueryFlag, () => string> = { snoozed: m.tag_snoozed, risk: m.flag_risk, regressed: m.tag_regressed };

/** The same query by fields: every field writes the text that stands in the box, so one learns the language by using it. */
export function QueryBuilder({ q, setQuery, isAuthority, close }: { q: string; setQuery: (q: string) => void; isAuthority: boolean; close: () => void }) {
  const [tenants] = useRemote<{ tenants: TenantView[] }>(isAuthority ? "/v1/tenants" : null);
  const [text, setText] = useState(q);
  const one = (key: QueryKey) => valuesOf(text, key)[0]?.value ?? "";
  const setOne = (key: QueryKey) => (value: string) => setText(withValues(text, key, value === "" ? [] : [{ operator: "=", value }]));
  const any = { value: "", label: m.filter_any() };
  const select = (key: QueryKey, label: string, options: readonly { value: string; label: string }[]) => <SelectField key={key} id={`builder-${key}`} label={label} value={one(key)} onChange={setOne(key)} options={[any, ...options]} />;
  const comparison = (key: QueryKey, label: string, hint: string) => <Comparison key={key} id={key} label={label} hint={hint} text={text} setText={setText} />;
  return (
    <Dialog
      title={m.builder_title()} onClose={close} isWide
      actions={<><Button kind="primary" onPress={() => (setQuery(text), close())}>{m.query_ask()}</Button><Button kind="quiet" onPress={close}>{m.cancel()}</Button></>}
    >
      <p className="query-preview"><span className="soft small">{m.builder_text()}</span> <output className="code">{text || m.filter_any()}</output></p>
      <div className="builder">
        <TextField id="builder-words" label={m.builder_words()} value={freeTextOf(text)} onChange={(words) => setText(withFreeText(text, words))} maxLength={120} />
        {select("state", m.column_state(), [{ value: "open", label: m.filter_all_open() }, { value: "closed", label: m.filter_all_closed() }, ...discrepancyStates.map((state) => ({ value: state, label: stateLooks[state].text() }))])}
        {isAuthority && <TextField id="builder-tenant" label={m.column_tenant()} hint={m.builder_tenant_hint()} value={one("tenant")} onChange={setOne("tenant")} maxLength={120} suggestions={tenants.state === "ready" ? tenants.value.tenants.map((tenant) => inLocale(tenant.nameVi, tenant.nameEn)) : []} />}
        <SelectField id="builder-severity" label={m.builder_severity()} value={comparisonOf(text, "sev").value} onChange={(value) => setText(withComparison(text, "sev", ">=", value))} options={[any, ...severities.toReversed().map((severity) => ({ value: severity, label: severityNames[severity]() }))]} />
        {select("rule", m.column_rule(), ruleIds.map((rule) => ({ value: rule, label: `${rule} ${ruleNames[rule]()}` })))}
        {select("measure", m.column_measure(), measures.map((measure) => ({ value: measure, label: measureNames[measure]() })))}
        {select("assignee", m.column_assignee(), [{ value: "@me", label: m.assignee_me() }, { value: "none", label: m.nobody() }])}
        <SelectField id="builder-reason" label={m.builder_reason()} value={one("reason")} onChange={setOne("reason")} options={[any, ...reasonGroups()]} />
        {select("signed", m.column_signature(), Object.entries(signatureNames).map(([value, name]) => ({ value, label: name() })))}
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

/** Every reason that a move can give, by who gives it. */
function reasonGroups(): { label: string; options: { value: string; label: string }[] }[] {
  const named = (label: string, reasons: readonly string[]) => ({ label, options: reasons.map((reason) => ({ value: reason, label: reasonName(reason) })) });
  const decided = decisionReasons.filter((reason) => !(dismissalReasons as readonly string[]).includes(reason));
  return [named(m.builder_reasons_explained(), explanationReasons), named(m.builder_reasons_decided(), decided), named(m.builder_reasons_dismissed(), dismissalReasons)];
}

function Comparison({ id, label, hint, text, setText }: { id: QueryKey; label: string; hint: string; text: string; setText: (text: string) => void }) {
  const { operator, value } = comparisonOf(text, id);
  const [chosen, setChosen] = useState<Operator>(operator);
  const name = `builder-${id.replace("%", "-percent")}`;
  return (
    <fieldset className="comparison">
      <legend>{label}</legend>
      <p className="hint" id={`${name}-hint`}>{hint}</p>
      <select aria-label={m.builder_operator()} value={chosen} onChange={({ currentTarget: { value: next } }) => (setChosen(next as Operator), setText(withComparison(text, id, next as Operator, value)))}>
        {operators.map((one) => <option key={one} value={one}>{operatorNames[one]()}</option>)}
      </select>
      <input id={name} aria-label={m.builder_value()} aria-describedby={`${name}-hint`} autoComplete="off" value={value} maxLength={20} onInput={(event) => setText(withComparison(text, id, chosen, event.currentTarget.value))} />
    </fieldset>
  );
}
