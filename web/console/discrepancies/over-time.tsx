import type { Measure } from "../../../worker/audit/contract.ts";
import type { DiscrepancyDetail } from "../../../worker/review/contract.ts";
import { m } from "../../words/m.ts";
import { Table } from "../../shared/components/table.tsx";
import { formatValue, formatValueDifference } from "../../shared/locale/format-count.ts";
import { formatMoment } from "../../shared/locale/format-moment.ts";

type Occurrence = DiscrepancyDetail["occurrences"][number];

/** How the difference went from run to run: a small line, and the table that says the same in numbers. Nothing for a single observation. */
export function OverTime({ measure, occurrences }: { measure: Measure; occurrences: readonly Occurrence[] }) {
  const runs = occurrences.toReversed();
  if (runs.length < 2) return null;
  return (
    <section aria-labelledby="panel-over-time">
      <h3 id="panel-over-time">{m.panel_over_time()}</h3>
      <Line differences={runs.map(differenceOf)} />
      <details>
        <summary>{m.panel_as_table()}</summary>
        <Table
          caption={m.panel_over_time()} rows={runs} rowKey={({ run }) => run}
          columns={[
            { id: "at", title: m.panel_observed(), cell: ({ observedAt }) => formatMoment(observedAt), isRowTitle: true },
            { id: "reported", title: m.column_reported(), cell: ({ reported }) => formatValue(measure, reported), isCount: true },
            { id: "actual", title: m.column_actual(), cell: ({ actual }) => formatValue(measure, actual), isCount: true },
            { id: "difference", title: m.column_difference(), cell: (one) => formatValueDifference(measure, differenceOf(one)), isCount: true },
          ]}
        />
      </details>
    </section>
  );
}

const WIDTH = 280;
const HEIGHT = 48;
const EDGE = 5;

/** Above the middle line more was reported than happened, below it less; a run without a number leaves a gap. */
function Line({ differences }: { differences: readonly (number | null)[] }) {
  const largest = Math.max(1, ...differences.map((one) => Math.abs(one ?? 0)));
  const x = (place: number) => EDGE + (place * (WIDTH - 2 * EDGE)) / (differences.length - 1);
  const y = (difference: number) => HEIGHT / 2 - (difference / largest) * (HEIGHT / 2 - EDGE);
  const stretches = differences.reduce<string[][]>((all, difference, place) => (difference === null ? [...all, []] : [...all.slice(0, -1), [...all.at(-1)!, `${x(place)},${y(difference)}`]]), [[]]);
  return (
    <svg className="over-time" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" focusable="false">
      <line x1="0" x2={WIDTH} y1={HEIGHT / 2} y2={HEIGHT / 2} className="axis" />
      {stretches.filter((points) => points.length > 1).map((points) => <polyline key={points[0]} points={points.join(" ")} className="line" />)}
      {differences.map((difference, place) => (difference === null ? null : <circle key={x(place)} cx={x(place)} cy={y(difference)} r="3" className="point" />))}
    </svg>
  );
}

function differenceOf({ reported, actual }: Occurrence): number | null {
  return reported === null || actual === null ? null : reported - actual;
}
