const WIDTH = 280;
const HEIGHT = 48;
const EDGE = 5;

type Props = {
  values: readonly (number | null)[];
  /** Places before which a merger stands: 2 is between the second and the third value. */
  marks?: readonly number[];
};

/** Above the middle line more was reported than happened, below it less; where there is no number the line has a gap. A merger is a dashed line. */
export function DifferenceLine({ values, marks = [] }: Props) {
  const largest = Math.max(1, ...values.map((one) => Math.abs(one ?? 0)));
  const x = (place: number) => EDGE + (place * (WIDTH - 2 * EDGE)) / Math.max(values.length - 1, 1);
  const y = (value: number) => HEIGHT / 2 - (value / largest) * (HEIGHT / 2 - EDGE);
  const stretches = values.reduce<string[][]>((all, value, place) => (value === null ? [...all, []] : [...all.slice(0, -1), [...all.at(-1)!, `${x(place)},${y(value)}`]]), [[]]);
  return (
    <svg className="over-time" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" focusable="false">
      <line x1="0" x2={WIDTH} y1={HEIGHT / 2} y2={HEIGHT / 2} className="axis" />
      {marks.map((place) => <line key={place} x1={x(place - 0.5)} x2={x(place - 0.5)} y1="0" y2={HEIGHT} className="merger" />)}
      {stretches.filter((points) => points.length > 1).map((points) => <polyline key={points[0]} points={points.join(" ")} className="line" />)}
      {values.map((value, place) => (value === null ? null : <circle key={x(place)} cx={x(place)} cy={y(value)} r="3" className="point" />))}
    </svg>
  );
}
