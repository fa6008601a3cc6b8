import type { RateView, TenantTable } from "../../../worker/national/contract.ts";
import type { RateDefinition } from "../../../worker/statistics/contract.ts";
import { m } from "../../words/m.ts";
import { SelectField } from "../../shared/components/field.tsx";
import { inLocale } from "../../shared/locale/current-locale.ts";
import { useQuery } from "../../shared/place/place.ts";

export type ChosenRate = { definition: RateDefinition; side: RateView["side"] };

/** The rate the reader asked for, among those that some tenant has; the share of services with filings when nobody asked. */
export function useChosenRate({ tenants, definitions }: Pick<TenantTable, "tenants" | "definitions">): { chosen: ChosenRate | null; options: { value: string; label: string }[] } {
  const [query] = useQuery();
  const known = new Set(tenants.flatMap(({ rates }) => rates.map(({ definition, side }) => `${definition}.${side}`)));
  const choices = definitions.flatMap((definition) => (["actual", "reported"] as const).filter((side) => known.has(`${definition.id}.${side}`)).map((side) => ({ definition, side })));
  const chosen = choices.find(({ definition, side }) => `${definition.id}.${side}` === query.get("rate")) ?? choices.find(({ definition }) => definition.id === "SERVICES_WITH_FILING") ?? choices[0] ?? null;
  return { chosen, options: choices.map(({ definition, side }) => ({ value: `${definition.id}.${side}`, label: `${inLocale(definition.nameVi, definition.nameEn)} · ${sideName(side)}` })) };
}

export function sideName(side: RateView["side"]): string {
  return side === "actual" ? m.national_actual() : m.national_reported();
}

export function ChooseRate({ chosen, options }: { chosen: ChosenRate; options: { value: string; label: string }[] }) {
  const [, change] = useQuery();
  return <SelectField id="rate" label={m.national_rate()} value={`${chosen.definition.id}.${chosen.side}`} onChange={(rate) => change({ rate })} options={options} />;
}

/** What the chosen rate divides by what, in one line. */
export function RateMeaning({ definition, side }: ChosenRate) {
  return (
    <p className="meaning">
      {inLocale(definition.nameVi, definition.nameEn)}, {sideName(side)}. {m.statistics_numerator()}: {inLocale(definition.numeratorVi, definition.numeratorEn)}. {m.statistics_denominator()}: {inLocale(definition.denominatorVi, definition.denominatorEn)}. <span className="soft code">{definition.id} v{definition.version}</span>
    </p>
  );
}
