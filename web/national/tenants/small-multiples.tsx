import type { RateSeries, RateView, TenantRow } from "../../../worker/national/contract.ts";
import { m } from "../../words/m.ts";
import { inLocale } from "../../shared/locale/current-locale.ts";
import { formatCount, formatPercent } from "../../shared/locale/format-count.ts";
import { formatPeriod } from "../../shared/locale/format-moment.ts";
import { Sparkline } from "../charts/sparkline.tsx";
import { findRate, Rate } from "../rate.tsx";
import { useSteps } from "../steps.tsx";
import type { ChosenRate } from "./choose-rate.tsx";

/** The same small picture for everybody, on the same scale, with its numbers in words below. */
export function SmallMultiples({ rows, chosen, series }: { rows: readonly TenantRow[]; chosen: ChosenRate; series: RateSeries | null }) {
  const { hold, classOf, more } = useSteps(rows.length);
  return (
    <>
      <ul className="multiples" ref={hold}>
        {rows.map((row, place) => {
          const points = series?.tenants.find(({ code }) => code === row.code)?.points ?? [];
          return (
            <li key={row.code} className={classOf(place)}>
              <a href={`/national/t/${row.code}`}>{inLocale(row.nameVi, row.nameEn)}</a>
              <Sparkline percents={points.map((point) => point?.percent ?? null)} />
              <Rate rate={findRate(row.rates, chosen.definition.id, chosen.side)} />
              {series && <span className="soft small">{series.windows.map(({ id }, place) => `${formatPeriod(id)}: ${shareOf(points[place] ?? null)}`).join(" · ")}</span>}
            </li>
          );
        })}
      </ul>
      {more}
    </>
  );
}

/** A share with what it is a share of. */
function shareOf(rate: RateView | null): string {
  return rate ? `${formatPercent(rate.percent, rate.decimals)} (${formatCount(rate.numerator)} / ${formatCount(rate.denominator)})` : m.national_no_rate();
}
