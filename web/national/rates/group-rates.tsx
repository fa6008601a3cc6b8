import type { RateComparison, RateView } from "../../../worker/national/contract.ts";
import type { RateDefinition } from "../../../worker/statistics/contract.ts";
import { m } from "../../words/m.ts";
import { inLocale } from "../../shared/locale/current-locale.ts";
import { formatPercent } from "../../shared/locale/format-count.ts";
import { DotPlot } from "../charts/dot-plot.tsx";
import { DataTable, type DataColumn } from "../data-table.tsx";
import { Rate } from "../rate.tsx";
import { sideName } from "../tenants/choose-rate.tsx";

type Group = RateComparison["groups"][number];
const names: Record<Group["kind"], () => string> = { ministry: m.statistics_ministries, province: m.statistics_provinces, all: m.national_everybody };

/** The number and its sign stay on one line. */
const whole = (percent: string) => percent.replace(" ", "\u00a0");

/** One group's rates on one scale, and the same as a table. */
export function GroupRates({ group, definitions, window }: { group: Group; definitions: readonly RateDefinition[]; window: string }) {
  const nameOf = (rate: RateView) => {
    const definition = definitions.find(({ id }) => id === rate.definition)!;
    return inLocale(definition.nameVi, definition.nameEn);
  };
  const title = names[group.kind]();
  const columns: DataColumn<RateView>[] = [
    { id: "name", title: m.statistics_definition(), isRowTitle: true, value: nameOf },
    { id: "id", title: m.national_definition_id(), value: ({ definition }) => definition },
    { id: "side", title: m.national_side(), value: ({ side }) => sideName(side) },
    { id: "percent", title: `${m.national_rate()} (%)`, isCount: true, isSortable: true, value: ({ percent }) => percent, cell: (rate) => <Rate rate={rate} /> },
    { id: "numerator", title: m.statistics_numerator(), isCount: true, value: ({ numerator }) => numerator },
    { id: "denominator", title: m.statistics_denominator(), isCount: true, value: ({ denominator }) => denominator },
  ];
  return (
    <section className="group-rates" aria-label={title}>
      <h2>{title}</h2>
      {group.lowest !== null && group.highest !== null && <p>{m.national_spread({ lowest: whole(formatPercent(group.lowest, 1)), highest: whole(formatPercent(group.highest, 1)), points: formatPercent(group.highest - group.lowest, 1).replace(" %", "") })}</p>}
      <DotPlot title={title} dots={group.rates.flatMap((rate) => (rate.percent === null ? [] : [{ label: nameOf(rate), side: sideName(rate.side), percent: rate.percent, decimals: rate.decimals, isReported: rate.side === "reported" }]))} />
      <DataTable caption={`${title}: ${m.national_rates()}`} file={`rates-${group.kind}-${window}`} columns={columns} rows={group.rates} rowKey={({ definition, side }) => `${definition}.${side}`} />
    </section>
  );
}
