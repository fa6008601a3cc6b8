import { findWindow } from "../../../../worker/kernel/windows.ts";
import type { DiscrepancyDetail } from "../../../../worker/review/contract.ts";
import type { SessionView } from "../../../../worker/tenancy/contract.ts";
import type { DiscrepancyList, DiscrepancyView } from "../../../../worker/worklist/contract.ts";
import { m } from "../../../words/m.ts";
import { Table } from "../../components/table.tsx";
import { ActualSide, ReportedSide } from "../sides.tsx";
import { inLocale } from "../../locale/current-locale.ts";
import { formatDay, formatPeriod } from "../../locale/format-moment.ts";
import { useRemote } from "../../remote/use-remote.ts";
import { listPath } from "../list-path.ts";
import { DifferenceLine } from "./difference-line.tsx";
import { Difference } from "../difference.tsx";
import { queryOf, subjectTerm } from "./similar.tsx";
import { RecordPart } from "./record-part.tsx";

/** So many periods are drawn at most, the newest. */
const SHOWN = 60;
type Props = { detail: DiscrepancyDetail; session: SessionView };

/** What the same rule found about the same subject of the unit in other periods, in their order, with the mergers in between. */
export function OverPeriods({ detail, session }: Props) {
  const q = queryOf({ tenant: detail.tenant.code, service: subjectTerm(detail), rule: detail.rule });
  const [remote] = useRemote<DiscrepancyList>(`${listPath(session)}?${new URLSearchParams({ q, sort: "newest", limit: String(SHOWN) })}`);
  if (remote.state !== "ready") return null;
  const rows = remote.value.discrepancies.filter(({ reportType, measure }) => reportType === detail.reportType && measure === detail.measure).toSorted((a, b) => (lastDayOf(a) < lastDayOf(b) ? -1 : 1));
  if (rows.length < 2 || detail.sides === "none") return null;
  const marks = detail.mergers.flatMap(({ lastDay }) => {
    const place = rows.findIndex((row) => lastDayOf(row) > lastDay);
    return place > 0 ? [place] : [];
  });
  return (
    <RecordPart id="panel-periods" title={m.periods_title()}>
      <DifferenceLine values={rows.map((row) => (detail.sides === "count" ? row.actual : row.difference))} marks={[...new Set(marks)]} />
      <Mergers detail={detail} />
      <details>
        <summary>{m.panel_as_table()}</summary>
        <Table
          caption={m.periods_title()} rows={rows} rowKey={({ id }) => id}
          columns={[
            { id: "period", title: m.column_period(), cell: ({ period }) => formatPeriod(period), isRowTitle: true },
            { id: "reported", title: m.column_reported(), cell: (row) => <ReportedSide row={row} />, isCount: true },
            { id: "actual", title: m.column_actual(), cell: (row) => <ActualSide row={row} />, isCount: true },
            { id: "difference", title: m.column_difference(), cell: (row) => <Difference row={row} />, isCount: true },
          ]}
        />
      </details>
    </RecordPart>
  );
}

function Mergers({ detail }: { detail: DiscrepancyDetail }) {
  if (detail.mergers.length === 0) return null;
  return (
    <ul className="plain small">
      {detail.mergers.map(({ code, nameVi, nameEn, lastDay }) => (
        <li key={code}>{code === detail.tenant.code ? m.periods_merged_into({ day: formatDay(lastDay) }) : m.periods_merger({ name: inLocale(nameVi, nameEn), day: formatDay(lastDay) })}</li>
      ))}
    </ul>
  );
}

/** The periods of one report type end in their order, whichever day of the month cuts them off. */
function lastDayOf({ period }: DiscrepancyView): string {
  return findWindow(period, "mid-month")?.to ?? period;
}
