import type { TenantView } from "../../../worker/directory/contract.ts";
import type { FacetsView } from "../../../worker/worklist/contract.ts";
import { m } from "../../words/m.ts";
import { useRemote, type Remote } from "../../shared/remote/use-remote.ts";
import { inLocale } from "../../shared/locale/current-locale.ts";
import { formatCount } from "../../shared/locale/format-count.ts";
import { formatPeriod } from "../../shared/locale/format-moment.ts";
import { ruleNames, severityNames, stateLooks } from "../../shared/discrepancies/words.ts";
import { flagOf, toggleValue, valuesOf, withFlag } from "./edit-query.ts";

type Props = { q: string; setQuery: (q: string) => void; facets: Remote<FacetsView>; isAuthority: boolean };
type Line = { value: string; label: string; count: number };
type FacetKey = "state" | "sev" | "rule" | "tenant" | "period";

/** Of a long facet so many lines are shown at once. */
const SHOWN = 8;

/** How many there are of each kind under the query, each count a button that narrows the list to it: it writes into the query box. */
export function FacetPanel({ q, setQuery, facets, isAuthority }: Props) {
  const [tenants] = useRemote<{ tenants: TenantView[] }>(isAuthority ? "/v1/tenants" : null);
  if (facets.state !== "ready") return <div className="facets" aria-busy={facets.state === "loading"} />;
  const { facets: counts, atLeast } = facets.value;
  const names = new Map(tenants.state === "ready" ? tenants.value.tenants.map((tenant) => [tenant.code, inLocale(tenant.nameVi, tenant.nameEn)]) : []);
  const facet = (key: FacetKey, title: string, lines: readonly Line[]) => <Facet key={key} facet={key} title={title} lines={lines} isAtLeast={atLeast.includes(key === "sev" ? "severity" : key)} q={q} setQuery={setQuery} />;
  return (
    <div className="facets" role="group" aria-label={m.facets()}>
      {atLeast.length > 0 && <p className="soft small">{m.facets_capped()}</p>}
      {facet("sev", m.column_severity(), counts.severity.map(({ value, count }) => ({ value, label: severityNames[value](), count })))}
      {facet("state", m.column_state(), counts.state.map(({ value, count }) => ({ value, label: stateLooks[value].text(), count })))}
      <SnoozedFacet counts={counts.snoozed} isAtLeast={atLeast.includes("snoozed")} q={q} setQuery={setQuery} />
      {facet("rule", m.column_rule(), counts.rule.map(({ value, count }) => ({ value, label: `${value} ${ruleNames[value]()}`, count })))}
      {isAuthority && facet("tenant", m.column_tenant(), counts.tenant.map(({ value, count }) => ({ value, label: names.get(value) ?? value, count })))}
      {facet("period", m.column_period(), counts.period.map(({ value, count }) => ({ value, label: formatPeriod(value), count })))}
    </div>
  );
}

/** Sleeping ones are in every count that does not ask for them to be left out; here they can be looked at alone, or left out. */
function SnoozedFacet({ counts, isAtLeast, q, setQuery }: { counts: FacetsView["facets"]["snoozed"]; isAtLeast: boolean; q: string; setQuery: (q: string) => void }) {
  const asked = flagOf(q, "snoozed");
  // What the query leaves out is not always counted: then no number stands there, rather than a nought.
  const countOf = (value: boolean, wish: "yes" | "no") => {
    const found = counts.find((one) => one.value === value);
    return found || asked === "any" || asked === wish ? `${isAtLeast ? "≥ " : ""}${formatCount(found?.count ?? 0)}` : "";
  };
  const lines = [{ value: true, wish: "yes", label: m.tag_snoozed() }, { value: false, wish: "no", label: m.facet_awake() }] as const;
  return (
    <section aria-labelledby="facet-snoozed">
      <h2 id="facet-snoozed">{m.facet_sleep()}</h2>
      <ul>
        {lines.map(({ value, wish, label }) => (
          <li key={wish}>
            <button type="button" className="facet-line" aria-pressed={asked === wish} onClick={() => setQuery(withFlag(q, "snoozed", asked === wish ? "any" : wish))}>
              <span>{label}</span> <span className="count">{countOf(value, wish)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Facet({ facet, title, lines, isAtLeast, q, setQuery }: { facet: FacetKey; title: string; lines: readonly Line[]; isAtLeast: boolean; q: string; setQuery: (q: string) => void }) {
  const chosen = new Set(valuesOf(q, facet).filter(({ operator }) => operator === "=").map(({ value }) => value));
  const line = ({ value, label, count }: Line) => (
    <li key={value}>
      <button type="button" className="facet-line" aria-pressed={chosen.has(value)} onClick={() => setQuery(toggleValue(q, facet, value))}>
        <span>{label}</span> <span className="count">{isAtLeast ? "≥ " : ""}{formatCount(count)}</span>
      </button>
    </li>
  );
  if (lines.length === 0) return null;
  return (
    <section aria-labelledby={`facet-${facet}`}>
      <h2 id={`facet-${facet}`}>{title}</h2>
      <ul>{lines.slice(0, SHOWN).map(line)}</ul>
      {lines.length > SHOWN && (
        <details>
          <summary>{m.facet_more({ count: formatCount(lines.length - SHOWN) })}</summary>
          <ul>{lines.slice(SHOWN).map(line)}</ul>
        </details>
      )}
    </section>
  );
}
