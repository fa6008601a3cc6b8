import { formatPercent } from "../../shared/locale/format-count.ts";
import { useMedia } from "../../shared/look/use-media.ts";

export type Dot = { label: string; side: string; percent: number; decimals: number; isReported: boolean };

/** Shares on one scale from 0 to 100 %, one line each: filled is actual, hollow is reported; on a phone the side has a line of its own. A table beside it says the same. */
export function DotPlot({ title, dots }: { title: string; dots: readonly Dot[] }) {
  const isNarrow = useMedia("(max-width: 40rem)");
  const [width, line, stemY] = isNarrow ? [330, 50, 39] : [640, 34, 23];
  const height = dots.length * line + 30;
  const x = (percent: number) => 20 + (Math.min(percent, 100) / 100) * (width - 90);
  return (
    <svg className="dot-plot" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${title}: ${dots.map(({ label, side, percent, decimals }) => `${label} · ${side} ${formatPercent(percent, decimals)}`).join("; ")}`}>
      {[0, 25, 50, 75, 100].map((mark) => (
        <g key={mark}>
          <line className="axis" x1={x(mark)} x2={x(mark)} y1="0" y2={height - 22} />
          <text className="mark" x={x(mark)} y={height - 6} text-anchor="middle">{mark} %</text>
        </g>
      ))}
      {dots.map(({ label, side, percent, decimals, isReported }, place) => (
        <g key={`${label} ${side}`} transform={`translate(0 ${place * line})`}>
          <text className="label" x="22" y="12">{isNarrow ? label : `${label} · ${side}`}</text>
          {isNarrow && <text className="label" x="22" y="27">{side}</text>}
          <line className="stem" x1={x(0)} x2={x(percent)} y1={stemY} y2={stemY} />
          <circle className={isReported ? "dot hollow" : "dot"} cx={x(percent)} cy={stemY} r="5.5" />
          <text className="value" x={x(percent) + 11} y={stemY + 4}>{formatPercent(percent, decimals)}</text>
        </g>
      ))}
    </svg>
  );
}
