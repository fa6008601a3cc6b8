/** A line over time drawn small, 0 to 100 % of its height; it repeats what a table beside it says, so it is hidden from speech. Gaps stay gaps. */
export function Sparkline({ percents }: { percents: readonly (number | null)[] }) {
  const width = 96;
  const height = 28;
  const x = (place: number) => (percents.length === 1 ? width / 2 : 4 + (place * (width - 8)) / (percents.length - 1));
  const y = (percent: number) => height - 4 - (Math.min(percent, 100) / 100) * (height - 8);
  const stretches = percents.reduce<[number, number][][]>((all, percent, place) => {
    if (percent === null) return [...all, []];
    return [...all.slice(0, -1), [...(all.at(-1) ?? []), [x(place), y(percent)]]];
  }, [[]]);
  return (
    <svg className="sparkline" viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true" focusable="false">
      <line className="axis" x1="0" x2={width} y1={height - 4} y2={height - 4} />
      {stretches.map((points, place) => (points.length > 1 ? <polyline key={place} className="line" points={points.map((point) => point.join(",")).join(" ")} /> : null))}
      {stretches.flat().map(([cx, cy]) => <circle key={`${cx}`} className="point" cx={cx} cy={cy} r="2.5" />)}
    </svg>
  );
}
