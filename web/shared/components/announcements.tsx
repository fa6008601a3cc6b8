import { useEffect, useSyncExternalStore } from "react";

let message: { text: string; at: number } | null = null;
const listeners = new Set<() => void>();
const STAYS = 6000;

/** Says a short result on the screen and to screen readers; it goes away by itself. Errors belong in ErrorState, not here. */
export function announce(text: string): void {
  set({ text, at: Date.now() });
}

/** Once a page: the place where announcements appear. */
export function Announcements() {
  const current = useSyncExternalStore(subscribe, () => message);
  useEffect(() => {
    if (!current) return;
    const timer = setTimeout(() => set(null), STAYS);
    return () => clearTimeout(timer);
  }, [current]);
  return (
    <div className="announcements" role="status" aria-live="polite">
      {current && <p>{current.text}</p>}
    </div>
  );
}

function set(next: typeof message): void {
  message = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
