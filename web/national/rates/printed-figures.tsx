import type { PrintedFigure } from "../../../worker/national/contract.ts";
import { m } from "../../words/m.ts";
import { CheckField } from "../../shared/components/field.tsx";
import { DataTable, type DataColumn } from "../data-table.tsx";
import { useQuery } from "../../shared/place/place.ts";

const confidences: Record<PrintedFigure["confidence"], () => string> = {
  article: m.national_confidence_article, press: m.national_confidence_press, secondary_copy_of_official: m.national_confidence_copy, official_local: m.national_confidence_local,
};

/** Figures as they were printed, each with its source and how sure it is. Nothing here is computed. */
export function PrintedFigures({ figures }: { figures: readonly PrintedFigure[] }) {
  const [query, change] = useQuery();
  const isAll = query.get("printed") === "all";
  const shown = isAll ? figures : figures.filter(({ definition }) => definition !== null);
  const columns: DataColumn<PrintedFigure>[] = [
    { id: "entity", title: m.national_tenant(), isRowTitle: true, isSortable: true, value: ({ entity }) => entity },
    { id: "period", title: m.national_window(), isSortable: true, value: ({ periodFrom, periodTo }) => (periodFrom ? `${periodFrom} – ${periodTo}` : periodTo) },
    { id: "metric", title: m.national_metric(), value: ({ metric }) => metric },
    { id: "value", title: m.national_as_printed(), isCount: true, value: ({ value, unit }) => (unit === "%" ? `${value} %` : value), cell: ({ value, unit, numerator, denominator }) => <><strong>{value}{unit === "%" ? " %" : ""}</strong>{numerator !== null && <span className="soft small block">{numerator} / {denominator}</span>}</> },
    { id: "definition", title: m.national_nearest_definition(), isSortable: true, value: ({ definition }) => definition ?? "–" },
    { id: "source", title: m.national_source(), value: ({ source }) => source, cell: ({ source, note }) => <span className="small">{source}{note && <span className="soft block">{note}</span>}</span> },
    { id: "confidence", title: m.national_confidence(), value: ({ confidence }) => confidences[confidence]() },
  ];
  return (
    <div>
      <h2 id="printed-title">{m.national_printed()}</h2>
      <p>{m.national_printed_lead()}</p>
      <CheckField id="printed-all" label={m.national_printed_all({ count: figures.length })} checked={isAll} onChange={(checked) => change({ printed: checked ? "all" : null })} />
      <DataTable caption={m.national_printed()} file="printed-figures" columns={columns} rows={shown} rowKey={(figure) => `${figure.entity}/${figure.periodTo}/${figure.metric}/${figure.value}`} />
    </div>
  );
}
