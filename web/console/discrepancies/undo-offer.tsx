import { useEffect, useState, useSyncExternalStore } from "react";
import { UNDO_WITHIN } from "../../../worker/review/contract.ts";
import { m } from "../../words/m.ts";
import { errorText } from "../../shared/remote/problem-texts.ts";
import { announce } from "../../shared/components/announcements.tsx";
import { Button } from "../../shared/components/button.tsx";

/** What was done, or only begins when the time is over (`waits`); until when it can be taken back (of `performance.now()`), and how. */
type Offer = { done: string; waits: boolean; endsAt: number; undo: () => Promise<string> };

let offer: Offer | null = null;
const listeners = new Set<() => void>();

/**
 * Offers to take back the unsigned move that was just made; a new one takes the place of the one before. `askedAt` is when it was sent: the
 * platform counts from a moment after that, and the countdown leaves time for the way there. `undo` answers with what to say.
 */
export function offerUndo(done: string, askedAt: number, undo: Offer["undo"], waits = false): void {
  set({ done, waits, endsAt: askedAt + UNDO_WITHIN - Math.min(Math.max((performance.now() - askedAt) / 2, 250), 1500), undo });
}

/** Nothing is offered any more: what was done last is not to be taken back. */
export function withdrawUndo(): void {
  set(null);
}

/** Once a page: what was just done, the seconds that are left, and the button that takes it back (key `u`). It says so once, politely, and takes no focus. */
export function UndoOffer() {
  const current = useSyncExternalStore(subscribe, () => offer);
  const seconds = useSecondsLeft(current);
  const [isBusy, setBusy] = useState(false);
  const press = async ({ undo }: Offer) => {
    setBusy(true);
    try {
      announce(await undo());
    } catch (error) {
      announce(m.undo_failed({ why: errorText(error) }));
    }
    setBusy(false);
    set(null);
  };
  return (
    <div className="undo-offer">
      <p className="spoken-only" role="status" aria-live="polite">{current && (current.waits ? m.order_undo_offer : m.move_undo_offer)({ move: current.done, seconds: UNDO_WITHIN / 1000 })}</p>
      {current && (
        <div className="undo-bar" role="group" aria-label={m.undo_title()}>
          <p>{(current.waits ? m.order_waits : m.move_done)({ move: current.done })}</p>
          <Button kind="primary" icon="back" busy={isBusy} dataKey="move:undo" onPress={() => void press(current)}>
            {m.undo_within()} <span className="undo-seconds" aria-hidden="true">{m.undo_seconds({ seconds })}</span>
          </Button>
          <progress aria-hidden="true" max={UNDO_WITHIN / 1000} value={seconds} />
        </div>
      )}
    </div>
  );
}

/** Counts down second by second, whatever the reader prefers of motion; withdraws the offer at its end. */
function useSecondsLeft(current: Offer | null): number {
  const left = () => (current ? Math.max(0, Math.ceil((current.endsAt - performance.now()) / 1000)) : 0);
  const [seconds, setSeconds] = useState(left());
  useEffect(() => {
    setSeconds(left());
    if (!current) return;
    const timer = setInterval(() => {
      setSeconds(left());
      if (performance.now() >= current.endsAt && offer === current) set(null);
    }, 250);
    return () => clearInterval(timer);
  }, [current]);
  return seconds;
}

function set(next: Offer | null): void {
  // The button goes away: whoever was on it goes on at what it was about.
  if (next === null && document.activeElement?.closest(".undo-bar")) (document.getElementById("panel-title") ?? document.getElementById("list-title"))?.focus();
  offer = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
