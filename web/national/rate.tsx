import type { RateView } from "../../worker/national/contract.ts";
import { m } from "../words/m.ts";
import { formatCount, formatPercent } from "../shared/locale/format-count.ts";

/** A rate is never bare: the share, and what it is a share of. */
export function Rate({ rate }: { rate: RateView | null | undefined }) {
  if (!rate) return <span className="soft">{m.national_no_rate()}</span>;
  return (
    <span className="rate">
      <strong>{formatPercent(rate.percent, rate.decimals)}</strong>
      <span className="soft small">{formatCount(rate.numerator)} / {formatCount(rate.denominator)}</span>
    </span>
  );
}

/** Of a list of rates the one of this definition and side. */
export function findRate(rates: readonly RateView[], definition: string, side: RateView["side"]): RateView | null {
  return rates.find((rate) => rate.definition === definition && rate.side === side) ?? null;
}
