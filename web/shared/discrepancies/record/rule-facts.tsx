import type { DiscrepancyDetail } from "../../../../worker/review/contract.ts";
import { m } from "../../../words/m.ts";
import { formatCount, formatPercent } from "../../locale/format-count.ts";

/** How much the rule lets pass, and where it was tried before it was approved. */
export function RuleFacts({ detail, isAuthority }: { detail: DiscrepancyDetail; isAuthority: boolean }) {
  const newest = detail.occurrences[0];
  const { tolerance, threshold } = newest?.evidence ?? {};
  const version = /@(\d+)/.exec(newest?.ruleSet ?? "")?.[1];
  return (
    <>
      {isBounds(tolerance) && <p className="small">{m.rule_tolerance()}: {boundsText(tolerance)}</p>}
      {isBounds(threshold) && <p className="small">{m.rule_threshold()}: {boundsText(threshold)}</p>}
      {isAuthority && version && <p className="small"><a href={`/console/rule-sets?version=${version}`}>{m.rule_back_test()}</a></p>}
    </>
  );
}

type Bounds = { absolute: number; perThousand: number };

function isBounds(value: unknown): value is Bounds {
  return typeof value === "object" && value !== null && "absolute" in value && "perThousand" in value;
}

/** The greater of both holds. */
function boundsText({ absolute, perThousand }: Bounds): string {
  const parts = [m.rule_absolute({ count: formatCount(absolute) }), ...(perThousand > 0 ? [m.rule_per_thousand({ share: formatPercent(perThousand / 10, 1) })] : [])];
  return parts.join(" / ");
}
