import { useEffect, useState } from "react";
import { discrepancyStates, ruleIds, severities } from "../../../worker/audit/contract.ts";
import type { TenantView } from "../../../worker/directory/contract.ts";
import { m } from "../../words/m.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { Button } from "../../shared/components/button.tsx";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { useMedia } from "../../shared/look/use-media.ts";
import { inLocale } from "../../shared/locale/current-locale.ts";
import type { FilterName, Filters } from "./use-list-filters.ts";
import { ruleNames, stateLooks } from "../../shared/discrepancies/words.ts";

type Props = { filters: Filters; setFilter: (name: FilterName, value: string) => void; clear: () => void; isAuthority: boolean; isFolded: boolean };

const severityNames = { info: m.severity_info, low: m.severity_low, medium: m.severity_medium, high: m.severity_high, critical: m.severity_critical };

/** Each filter is a part of the address. Text filters apply on Enter or when left. Folded, it leaves the room to the rows. */
export function FilterBar({ filters, setFilter, clear, isAuthority, isFolded }: Props) {
  const isNarrow = useMedia("(max-width: 48rem)");
  const any = { value: "", label: m.filter_any() };
  const set = (name: FilterName) => (value: string) => setFilter(name, value);
  return (
    <details className={isNarrow || isFolded ? "filter-box" : "filter-box unfolded"} open={!isNarrow && !isFolded}>
      <summary>{m.filters()}{Object.keys(filters).length > 0 ? ` (${Object.keys(filters).length})` : ""}</summary>
      <form className="filters" role="search" aria-label={m.filters()} onSubmit={(event) => event.preventDefault()}>
      <SelectField id="filter-state" label={m.column_state()} value={filters.state ?? "open"} onChange={set("state")} options={[{ value: "open", label: m.filter_open() }, { value: "closed", label: m.filter_closed() }, ...discrepancyStates.map((state) => ({ value: state, label: stateLooks[state].text() }))]} />
      <SelectField id="filter-severity" label={m.column_severity()} value={filters.severity ?? ""} onChange={set("severity")} options={[any, ...severities.toReversed().map((severity) => ({ value: severity, label: severityNames[severity]() }))]} />
      <SelectField id="filter-rule" label={m.column_rule()} value={filters.rule ?? ""} onChange={set("rule")} options={[any, ...ruleIds.map((rule) => ({ value: rule, label: `${rule} ${ruleNames[rule]()}` }))]} />
      {isAuthority && <TenantFilter value={filters.tenant ?? ""} onChange={set("tenant")} />}
      <TextFilter id="filter-period" label={m.column_period()} placeholder="2026-Q3" value={filters.period ?? ""} onApply={set("period")} />
      <TextFilter id="filter-service" label={m.filter_service()} placeholder="1.001193" value={filters.service ?? ""} onApply={set("service")} />
      {Object.keys(filters).length > 0 && <Button kind="quiet" icon="cross" onPress={clear}>{m.filter_clear()}</Button>}
      </form>
    </details>
  );
}

function TenantFilter({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const [remote] = useRemote<{ tenants: TenantView[] }>("/v1/tenants");
  const tenants = remote.state === "ready" ? remote.value.tenants.filter(({ kind }) => kind !== "authority") : [];
  const nameOf = (tenant: TenantView) => `${inLocale(tenant.nameVi, tenant.nameEn)}${tenant.to ? ` (${m.tenant_until({ year: tenant.to.slice(0, 4) })})` : ""} · ${tenant.code}`;
  return <SelectField id="filter-tenant" label={m.column_tenant()} value={value} onChange={onChange} options={[{ value: "", label: m.filter_any() }, ...tenants.map((tenant) => ({ value: tenant.code, label: nameOf(tenant) }))]} />;
}

function TextFilter({ id, label, placeholder, value, onApply }: { id: string; label: string; placeholder: string; value: string; onApply: (value: string) => void }) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const apply = () => typed.trim() !== value && onApply(typed.trim());
  return (
    <div className="filter-text" onFocusOut={apply} onKeyDown={(event) => event.key === "Enter" && apply()}>
      <TextField id={id} label={`${label} (${placeholder})`} value={typed} onChange={setTyped} maxLength={60} />
    </div>
  );
}
