import type { DiscrepancyEvent } from "../audit/queries.ts";

/** What lies over the state: who has it, and what wakes it. */
export type Overlay = { assignee: string | null; snooze: string | null };

const assigns: readonly string[] = ["acknowledge", "assign", "reopen", "undo", "break-glass"];
const keepsSnooze = ({ fromState, toState, transition }: DiscrepancyEvent) => fromState === toState && transition !== "wake" && transition !== "escalate";

/** The overlay after these events, oldest first: what the trigger `discrepancy_follows_event` makes of them. */
export function overlayOf(events: readonly DiscrepancyEvent[]): Overlay {
  return events.reduce<Overlay>(
    (overlay, event) => ({
      assignee: assigns.includes(event.transition) ? event.assignee : overlay.assignee,
      snooze: event.transition === "snooze" || event.transition === "undo" ? event.snooze : keepsSnooze(event) ? overlay.snooze : null,
    }),
    { assignee: null, snooze: null },
  );
}
