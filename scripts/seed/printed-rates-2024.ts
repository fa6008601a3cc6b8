import type { PrintedRateRow, PrintedRatesReport } from "../../worker/forms/contract.ts";
import type { Window } from "../../worker/kernel/windows.ts";
import type { PrintedFigure } from "../../worker/national/contract.ts";
import { printedFigures } from "../../worker/national/printed-figures.ts";

/** The one unit of the demo that reports rates as texts printed them. */
export const ratesPublisher = "G12";

type Wish = { name: string; find: (figure: PrintedFigure) => boolean; counts?: [numerator: number, denominator: number] };

const inDecember2023 = ({ periodTo }: PrintedFigure) => periodTo === "2023-12";
const ofProvinces = ({ group }: PrintedFigure) => group === "group_provinces";
const emc2024 = ({ definition, periodTo }: PrintedFigure) => definition === "RATE_EMC_FULL" && periodTo === "2024-12-31";
const online = "Tỷ lệ hồ sơ trực tuyến";

/**
 * Figures that were really printed in 2023 and 2024 and do not hold together: one name over two definitions (63.5 and 18.54 of the
 * provinces), two prints of one figure (83.49 and 83.48), and percentages their own counts do not give (853 and 604 of about 1,900).
 */
const wishes: readonly Wish[] = [
  { name: online, find: (one) => inDecember2023(one) && ofProvinces(one) && one.definition === "RATE_VPCP" },
  { name: online, find: (one) => emc2024(one) && ofProvinces(one) },
  { name: online, find: (one) => emc2024(one) && one.tenant === "G02" && one.value === "83.49" },
  { name: online, find: (one) => emc2024(one) && one.tenant === "G02" && one.value === "83.48" },
  { name: online, find: (one) => emc2024(one) && one.tenant === "H25" },
  { name: "Tỷ lệ thủ tục có dịch vụ công toàn trình", find: (one) => inDecember2023(one) && ofProvinces(one) && one.metric === "pct_tthc_full_process", counts: [853, 1900] },
  { name: "Tỷ lệ thủ tục có dịch vụ công một phần", find: (one) => inDecember2023(one) && ofProvinces(one) && one.metric === "pct_tthc_partial", counts: [604, 1900] },
];

export function printedRates2024({ from, to }: Pick<Window, "from" | "to">): PrintedRatesReport {
  return { reportType: "printed-rates-year", period: "2024", from, to, rows: wishes.map(toRow) };
}

/** Counts that stand in the same text as rows of their own are given along; "about" there is "rounded" here. */
function toRow({ name, find, counts }: Wish, place: number): PrintedRateRow {
  const figure = printedFigures.find(find)!;
  const [numerator, denominator] = counts ?? [figure.numerator, figure.denominator];
  const isDay = (text: string | null): text is string => text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text);
  return {
    id: `r${place + 1}`,
    name,
    about: groupNames[figure.entity] ?? figure.entity,
    definition: figure.definition ?? "none",
    period: emc2024(figure) ? "2024" : figure.periodTo!,
    ...(isDay(figure.periodFrom) ? { from: figure.periodFrom } : {}),
    ...(isDay(figure.periodTo) ? { to: figure.periodTo } : {}),
    printed: figure.value,
    numerator,
    denominator,
    carried: null,
    counts: counts ? "rounded" : "exact",
    source: `${figure.source} (số đã công bố / published figure)`,
  };
}

/** How the groups of the list of printed figures are called in a report. */
const groupNames: Readonly<Record<string, string>> = { "all provinces": "63 tỉnh, thành phố", "average province": "Bình quân một tỉnh" };
