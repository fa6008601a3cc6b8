import type { KeyEventView } from "../../worker/signing/contract.ts";
import { m } from "../words/m.ts";
import { formatMoment } from "../shared/locale/format-moment.ts";
import { reasonNames } from "./reason-names.ts";

/** A key's life as the log tells it, the oldest first: what happened, when, by whom, at which entry. */
export function KeyHistory({ events }: { events: readonly KeyEventView[] }) {
  return (
    <ol className="history small">
      {events.map((event) => (
        <li key={event.logIndex + event.kind}>
          {nameOf(event)} · {formatMoment(event.at)} · {event.by ? (event.by.name ?? event.by.id) : m.key_by_platform()} · {m.event_log({ index: event.logIndex })}
          {event.reason && ` · ${reasonNames[event.reason]()}`}
          {event.invalidityDate && ` · ${m.key_event_since({ when: formatMoment(event.invalidityDate) })}`}
        </li>
      ))}
    </ol>
  );
}

function nameOf({ kind, otherKid, retiresAt }: KeyEventView): string {
  if (kind === "replaced") return m.key_event_replaced({ kid: short(otherKid), when: retiresAt ? formatMoment(retiresAt) : "" });
  if (kind === "activated" && otherKid) return m.key_event_activated_for({ kid: short(otherKid) });
  return names[kind]();
}

/** Enough of a key's number to find it in the list beside. */
function short(kid: string | null): string {
  return kid ? `${kid.slice(0, 8)}…` : "";
}

const names = {
  registered: m.key_event_registered,
  activated: m.key_event_activated,
  suspended: m.key_event_suspended,
  resumed: m.key_event_resumed,
  revoked: m.key_event_revoked,
} as const;
