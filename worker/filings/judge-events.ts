import type { FilingEvent } from "./parse-lines.ts";
import type { RefusedLine } from "./refuse-line.ts";

/** What the ledger says about an event's identity: nothing yet, exactly this, or something else. */
export type Stored = "same" | "other";

/**
 * Which of a batch's events are new, how many the platform knew already, and which do not count. Within a batch the first of
 * two events of one identity counts; the second is known, or in conflict. `stored` is by line number; absent is not stored.
 */
export function judgeEvents(
  events: readonly FilingEvent[],
  serviceCodes: ReadonlySet<string>,
  stored: ReadonlyMap<number, Stored>,
): { fresh: FilingEvent[]; refused: RefusedLine[] } {
  const fresh = new Map<string, FilingEvent>();
  const refused: RefusedLine[] = [];
  for (const event of events) {
    const { line } = event;
    const first = fresh.get(identityOf(event));
    if (!serviceCodes.has(event.service)) refused.push({ line, reason: "service-unknown" });
    else if (stored.get(line) === "other" || (first && !isSameContent(first, event))) refused.push({ line, reason: "filing-conflict" });
    else if (!first && !stored.has(line)) fresh.set(identityOf(event), event);
  }
  return { fresh: [...fresh.values()], refused };
}

/** Within one source. No code contains a space. */
function identityOf({ filing, kind }: FilingEvent): string {
  return `${kind} ${filing}`;
}

function isSameContent(one: FilingEvent, other: FilingEvent): boolean {
  return one.service === other.service && one.at === other.at && one.channel === other.channel && one.outcome === other.outcome;
}
