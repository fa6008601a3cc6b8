import { m } from "../../words/m.ts";
import { formatPercent } from "../../shared/locale/format-count.ts";
import { useMedia } from "../../shared/look/use-media.ts";

export type Line = { label: string; isDashed: boolean; points: readonly (number | null)[] };

/** Shares over windows from 0 %, to 100 or as far as they go: a share above 100 is shown where it is; solid is actual, dashed is reported, and each line is named at its end, on a phone below. A table beside it says the same. */
export function LineChart({ title, marks, lines }: { title: string; marks: readonly string[]; lines: readonly Line[] }) {
  const isNarrow = useMedia("(max-width: 40rem)");
  const [width, height, right] = isNarrow ? [330, 220, 0] : [640, 240, 170];
  const x = (place: number) => (marks.length === 1 ? (width - right) / 2 : 40 + (place * (width - right - 60)) / (marks.length - 1));
  const top = Math.max(100, Math.ceil(Math.max(...lines.flatMap(({ points }) => points.map((point) => point ?? 0))) / 50) * 50);
  const y = (percent: number) => 12 + (1 - percent / top) * (height - 42);
  const labelYs = keepApart(lines.map(({ points }) => y(points.findLast((point) => point !== null) ?? 0)));
  const spoken = lines.map(({ label, points }) => `${label}: ${points.map((point, place) => `${marks[place]} ${point === null ? m.national_no_rate() : formatPercent(point, 1)}`).join(", ")}`).join("; ");
  return (
    <>
      <svg className="line-chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${title}. ${spoken}`}>
        {[0, top / 2, top].map((percent) => (
          <g key={percent}>
            <line className="axis" x1="36" x2={width - right} y1={y(percent)} y2={y(percent)} />
            <text className="mark" x="30" y={y(percent) + 4} text-anchor="end">{percent}</text>
          </g>
        ))}
        {marks.map((mark, place) => <text key={mark} className="mark" x={x(place)} y={height - 8} text-anchor={place > 0 && place === marks.length - 1 && isNarrow ? "end" : "middle"} dx={place > 0 && place === marks.length - 1 && isNarrow ? 12 : 0}>{mark}</text>)}
        {lines.map(({ label, isDashed, points }, number) => {
          const known = points.flatMap((point, place) => (point === null ? [] : [[x(place), y(point)] as const]));
          const end = known.at(-1);
          const labelY = labelYs[number]!;
          return (
            <g key={label} className={`series series-${number % 3}`}>
              {points.slice(1).map((point, place) => {
                const before = points[place] ?? null;
                return point === null || before === null ? null : <line key={marks[place]} className={isDashed ? "line dashed" : "line"} x1={x(place)} y1={y(before)} x2={x(place + 1)} y2={y(point)} />;
              })}
              {known.map(([cx, cy]) => <circle key={cx} className="dot" cx={cx} cy={cy} r="4" />)}
              {end && !isNarrow && <text className="label" x={end[0] + 10} y={labelY + 4}>{label}</text>}
            </g>
          );
        })}
      </svg>
      {isNarrow && <ul className="chart-legend" aria-hidden="true">{lines.map(({ label, isDashed }, number) => <li key={label}><svg className={`series-${number % 3}`} viewBox="0 0 30 10" width="30" height="10"><line className={isDashed ? "line dashed" : "line"} x1="0" x2="30" y1="5" y2="5" /></svg> {label}</li>)}</ul>}
    </>
  );
}

/** The same heights, moved down as far as needed for each label to have a line of its own. */
function keepApart(heights: readonly number[]): number[] {
  const moved = [...heights];
  const order = heights.map((_, place) => place).sort((a, b) => heights[a]! - heights[b]!);
  for (const [rank, place] of order.entries()) if (rank > 0) moved[place] = Math.max(moved[place]!, moved[order[rank - 1]!]! + 15);
  return moved;
}
