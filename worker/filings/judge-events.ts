import type { EventKind } from "./contract.ts";
import type { FilingEvent } from "./parse-lines.ts";
import type { RefusedLine } from "./refuse-line.ts";

/** What is stored of a filing's event. `key` is its identity within the filing. */
export type StoredEvent = { filing: string; key: string; service: string; at: number; bucket: number; channel: string | null; outcome: string | null; facts: string | null };
/** A line that was set aside before, and why. */
export type StoredAside = { filing: string; key: string; reason: AsideReason; service: string; bucket: number };
export type AsideReason = "service-unknown" | "filing-conflict";

/** A line to set aside: it does not count, and is not lost. It is counted where `bucket` and `service` say. */
export type SetAside = { filing: string; key: string; kind: EventKind; reason: AsideReason; service: string; bucket: number };

export type JudgedEvents = {
  /** Events that count from now on. */
  fresh: FilingEvent[];
  refused: RefusedLine[];
  aside: SetAside[];
  /** What was set aside and counts now. */
  released: StoredAside[];
};

/**
 * Which of a batch's events are new, which do not count, and what becomes of those. Within a batch the first of two events of one
 * identity counts; the second is known, or in conflict.
 */
export function judgeEvents(events: readonly FilingEvent[], serviceCodes: ReadonlySet<string>, stored: readonly StoredEvent[], storedAside: readonly StoredAside[]): JudgedEvents {
  const known = new Map<string, StoredEvent | FilingEvent>(stored.map((event) => [identityOf(event), event]));
  const wasAside = new Map(storedAside.map((one) => [`${one.reason} ${identityOf(one)}`, one]));
  const fresh: FilingEvent[] = [];
  const refused: RefusedLine[] = [];
  const aside = new Map<string, SetAside>();
  const released: StoredAside[] = [];
  const setAside = ({ filing, key, kind, line }: FilingEvent, reason: AsideReason, { service, bucket }: { service: string; bucket: number }): void => {
    refused.push({ line, reason });
    const id = `${reason} ${identityOf({ filing, key })}`;
    if (!wasAside.has(id)) aside.set(id, { filing, key, kind, reason, service, bucket });
  };
  for (const event of events) {
    const first = known.get(identityOf(event));
    if (!serviceCodes.has(event.service)) setAside(event, "service-unknown", event);
    else if (first && !isSameContent(first, event)) setAside(event, "filing-conflict", first);
    else if (!first) {
      fresh.push(event);
      known.set(identityOf(event), event);
      const earlier = wasAside.get(`service-unknown ${identityOf(event)}`);
      if (earlier) released.push(earlier);
    }
  }
  return { fresh, refused, aside: [...aside.values()], released };
}

/** Within one source. No code contains a space. */
function identityOf({ filing, key }: { filing: string; key: string }): string {
  return `${key} ${filing}`;
}

function isSameContent(one: StoredEvent | FilingEvent, other: FilingEvent): boolean {
  return one.service === other.service && one.at === other.at && one.channel === other.channel && one.outcome === other.outcome && one.facts === other.facts;
}
