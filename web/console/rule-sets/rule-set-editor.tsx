import { useState } from "react";
import { severities, type RuleSet } from "../../../worker/audit/contract.ts";
import type { NewerRule, RuleSetDetail } from "../../../worker/audit/rule-set-contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { Button } from "../../shared/components/button.tsx";
import { CheckField, SelectField, TextField } from "../../shared/components/field.tsx";
import { Tag } from "../../shared/components/tag.tsx";
import { ruleNames } from "../../shared/discrepancies/words.ts";
import { ErrorState } from "../../shared/components/states.tsx";
import { dayOf } from "../day-of.ts";
import { severityName } from "../severity-name.ts";
import { callApi } from "../../shared/remote/call-api.ts";
import { useAct } from "../use-act.ts";
import { inLocale } from "../../shared/locale/current-locale.ts";
import { parameterName, parameterOptions, parameterText } from "./parameter-words.ts";
import { NumberField } from "./number-field.tsx";
import { missingNames } from "./rule-table.tsx";

type Rules = RuleSet["rules"];
type RuleKey = keyof Rules;
type Settings = NonNullable<Rules[RuleKey]>;

/** A draft, rule by rule. It begins from another version; who began a draft goes on with it, others make their own. */
export function RuleSetEditor({ from, session, close, saved }: { from: RuleSetDetail; session: SessionView; close: () => void; saved: (made: RuleSetDetail) => void }) {
  const isOwnDraft = from.state === "draft" && from.created.by.id === session.officer.id;
  const [rules, setRules] = useState<Rules>(() => structuredClone(from.document.rules));
  const today = dayOf(Date.now());
  const [effectiveFrom, setFrom] = useState(from.effectiveFrom > today ? from.effectiveFrom : today);
  const [reason, setReason] = useState(isOwnDraft ? from.reason : "");
  const { busy, error, act } = useAct();
  const save = () => act(async () => {
    const wish = { effectiveFrom, reason: reason.trim(), rules };
    saved(await (isOwnDraft
      ? callApi<RuleSetDetail>(`/v1/rule-sets/${from.version}`, { method: "PUT", body: { ...wish, digest: from.digest } })
      : callApi<RuleSetDetail>("/v1/rule-sets", { method: "POST", body: wish })));
    return m.rule_set_saved();
  });
  const set = (id: RuleKey, settings: Settings) => setRules({ ...rules, [id]: settings });
  return (
    <section aria-labelledby="editor-title">
      <h2 id="editor-title">{isOwnDraft ? `${m.rule_set_version()} ${from.version}` : m.rule_set_new_from({ version: from.version })}</h2>
      <TextField id="rule-set-from" type="date" label={m.rule_set_from()} value={effectiveFrom} onChange={setFrom} />
      <TextField id="rule-set-reason" rows={2} label={m.rule_set_reason()} hint={m.obligations_reason_hint()} maxLength={1000} value={reason} onChange={setReason} />
      {from.newerRules.filter(({ id }) => !rules[id]).map((rule) => <NewRule key={rule.id} rule={rule} take={(settings) => set(rule.id, settings)} />)}
      {(Object.entries(rules) as [RuleKey, Settings][]).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([id, settings]) => <RuleFields key={id} id={id} settings={settings} newer={from.newerRules.find((rule) => rule.id === id && rule.version !== settings.version)} isChanged={JSON.stringify(settings) !== JSON.stringify(from.document.rules[id])} set={(next) => set(id, next)} />)}
      {error && <ErrorState error={error} />}
      <div className="actions">
        <Button kind="primary" busy={busy} onPress={() => void save()}>{m.rule_set_save()}</Button>
        <Button onPress={close}>{m.cancel()}</Button>
      </div>
    </section>
  );
}

/** One rule, closed until somebody opens it: fifty-four open ones are no page anybody reads. */
function RuleFields({ id, settings, newer, isChanged, set }: { id: RuleKey; settings: Settings; newer: NewerRule | undefined; isChanged: boolean; set: (next: Settings) => void }) {
  const { severity: _, ...plain } = settings;
  const number = (name: string, label: string, value: number, change: (value: number) => void) => <NumberField key={name} id={`${id}-${name}`} label={label} value={value} change={change} />;
  const parameter = (name: string, value: number) => {
    const [options, change] = [parameterOptions(name), (next: number) => set({ ...settings, parameters: { ...settings.parameters, [name]: next } })];
    if (!options) return number(name, parameterName(name), value, change);
    return <SelectField key={name} id={`${id}-${name}`} label={parameterName(name)} hint={parameterText(name, value)} value={String(value)} options={options} onChange={(next) => change(Number(next))} />;
  };
  return (
    <details className="card rule-fields">
      <summary><span className="code">{id}</span> {ruleNames[id]()} {!settings.enabled && <Tag text={m.rule_set_off()} />} {isChanged && <Tag tone="attention" icon="pen" text={m.rule_set_changed()} />} {newer && <Tag tone="note" icon="circle" text={m.rule_set_newer({ version: newer.version })} />}</summary>
      {newer && <Newer rule={newer} take={() => set(takenUp(newer, settings))} />}
      <CheckField id={`${id}-enabled`} label={m.rule_set_enabled()} checked={settings.enabled} onChange={(enabled) => set({ ...settings, enabled })} />
      <div className="rule-fields-row">
        <SelectField id={`${id}-severity`} label={m.rule_set_severity()} value={settings.severity ?? ""} options={[{ value: "", label: m.rule_set_own_severity() }, ...severities.map((value) => ({ value, label: severityName(value) }))]} onChange={(value) => set(value === "" ? plain : { ...settings, severity: value as (typeof severities)[number] })} />
        <SelectField id={`${id}-missing`} label={m.rule_set_missing()} value={settings.missing} options={Object.entries(missingNames).map(([value, name]) => ({ value, label: name() }))} onChange={(value) => set({ ...settings, missing: value as Settings["missing"] })} />
      </div>
      <div className="rule-fields-row">
        {number("warn-absolute", m.rule_set_warn_filings(), settings.warnIf.absolute, (absolute) => set({ ...settings, warnIf: { ...settings.warnIf, absolute } }))}
        {number("warn-thousand", m.rule_set_warn_thousand(), settings.warnIf.perThousand, (perThousand) => set({ ...settings, warnIf: { ...settings.warnIf, perThousand } }))}
        {number("error-absolute", m.rule_set_error_filings(), settings.errorIf.absolute, (absolute) => set({ ...settings, errorIf: { ...settings.errorIf, absolute } }))}
        {number("error-thousand", m.rule_set_error_thousand(), settings.errorIf.perThousand, (perThousand) => set({ ...settings, errorIf: { ...settings.errorIf, perThousand } }))}
      </div>
      {Object.keys(settings.parameters).length > 0 && (
        <div className="rule-fields-row">
          {Object.entries(settings.parameters).map(([name, value]) => parameter(name, value))}
        </div>
      )}
    </details>
  );
}

/** What the newer version says, and the button that takes it up. */
function Newer({ rule: { version, definitionVi, definitionEn }, take }: { rule: NewerRule; take: () => void }) {
  return (
    <div className="hint">
      <p>{m.rule_set_newer_text({ version })} {inLocale(definitionVi, definitionEn)}</p>
      <Button onPress={take}>{m.rule_set_newer_take({ version })}</Button>
    </div>
  );
}

function NewRule({ rule, take }: { rule: NewerRule; take: (settings: Settings) => void }) {
  return (
    <details className="card rule-fields">
      <summary><span className="code">{rule.id}</span> {ruleNames[rule.id]()} <Tag tone="note" icon="circle" text={m.rule_set_not_named()} /></summary>
      <Newer rule={rule} take={() => take({ version: rule.version, ...rule.defaults })} />
    </details>
  );
}

/** The newer version with what was set, as far as it knows the parameters. */
function takenUp({ version, defaults }: NewerRule, settings: Settings): Settings {
  const kept = Object.entries(settings.parameters).filter(([name]) => name in defaults.parameters);
  return { ...settings, version, parameters: { ...defaults.parameters, ...Object.fromEntries(kept) } };
}
