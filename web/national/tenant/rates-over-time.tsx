import type { TenantHistory } from "../../../worker/national/contract.ts";
import { m } from "../../words/m.ts";
import { formatPeriod } from "../../shared/locale/format-moment.ts";
import { LineChart, type Line } from "../charts/line-chart.tsx";
import { findRate } from "../rate.tsx";

/** Three lines over the windows of the kind that most windows are of: services with filings, filings online, and what the reports said. */
export function RatesOverTime({ history }: { history: TenantHistory }) {
  const kindOf = (id: string) => id.replaceAll(/\d/g, "").slice(0, 2) + String(id.length);
  const kinds = Map.groupBy(history.windows, ({ window }) => kindOf(window.id));
  const windows = [...kinds.values()].reduce((most, one) => (one.length > most.length ? one : most)).toReversed();
  if (windows.length < 2) return null;
  const line = (label: string, definition: string, side: "actual" | "reported"): Line => ({ label, isDashed: side === "reported", points: windows.map(({ rates }) => findRate(rates, definition, side)?.percent ?? null) });
  const lines = [line(m.national_line_services(), "SERVICES_WITH_FILING", "actual"), line(m.national_line_actual(), "RATE_VPCP", "actual"), line(m.national_line_reported(), "RATE_VPCP", "reported")];
  return (
    <figure className="chart">
      <figcaption>{m.national_over_time_title()}</figcaption>
      <LineChart title={m.national_over_time_title()} marks={windows.map(({ window }) => formatPeriod(window.id))} lines={lines.filter(({ points }) => points.some((point) => point !== null))} />
    </figure>
  );
}
