import { outlierMethods, type OutlierMethod } from "../../../worker/audit/contract.ts";
import { m } from "../../words/m.ts";
import { formatCount } from "../../shared/locale/format-count.ts";

/** What the rules' own numbers are called; tests/guarantees/rule-names.test.ts holds that every one is. */
const names: Record<string, () => string> = {
  halfMonths: m.parameter_half_months,
  days: m.parameter_days,
  times: m.parameter_times,
  atLeast: m.parameter_at_least,
  method: m.parameter_method,
  zScore: m.parameter_z_score,
  modifiedZScore: m.parameter_modified_z_score,
  abovePercent: m.parameter_above_percent,
  targetPerThousand: m.parameter_target_per_thousand,
  months: m.parameter_months,
  periods: m.parameter_periods,
  roundPercent: m.parameter_round_percent,
  cells: m.parameter_cells,
  distancePercent: m.parameter_distance_percent,
  owners: m.parameter_owners,
  ratings: m.parameter_ratings,
  ratedPercent: m.parameter_rated_percent,
  filings: m.parameter_filings,
};

const methods: Record<OutlierMethod, () => string> = {
  "times-median": m.outlier_times_median,
  "z-score": m.outlier_z_score,
  "modified-z-score": m.outlier_modified_z_score,
  "min-max": m.outlier_min_max,
};

export function parameterName(name: string): string {
  return names[name]?.() ?? name;
}

/** A parameter's value: a way of telling outliers in words, anything else as a number. */
export function parameterText(name: string, value: number): string {
  const method = name === "method" ? outlierMethods[value] : undefined;
  return method ? methods[method]() : formatCount(value);
}

/** What can be chosen for the parameter; null where any number means something. */
export function parameterOptions(name: string): { value: string; label: string }[] | null {
  return name === "method" ? outlierMethods.map((method, index) => ({ value: String(index), label: methods[method]() })) : null;
}
