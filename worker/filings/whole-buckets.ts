import { Problem } from "../kernel/problem.ts";
import { addDays, bucketOf, bucketsOf } from "../kernel/windows.ts";
import { MAX_COUNTER_BUCKETS } from "./contract.ts";

/** The half months from a day to a day. Refused (`query-invalid`) are days inside one, the wrong order, and more than thirteen months. */
export function requireWholeBuckets(from: string, to: string): { first: number; last: number } {
  const { first, last, count } = bucketsOf({ from, to });
  if (bucketOf(addDays(from, -1)) === first) throw refused("from", "Filings are counted per half month: `from` is the 1st or the 15th of a month.");
  if (bucketOf(addDays(to, 1)) === last) throw refused("to", "Filings are counted per half month: `to` is the 14th or the last day of a month.");
  if (count < 1) throw refused("to", "`to` lies before `from`.");
  if (count > MAX_COUNTER_BUCKETS) throw refused("to", `At most ${MAX_COUNTER_BUCKETS} half months at once. Ask for a shorter window.`);
  return { first, last };
}

function refused(parameter: string, detail: string): Problem {
  return new Problem("query-invalid", detail, [{ pointer: `/${parameter}`, code: "invalid" }]);
}
