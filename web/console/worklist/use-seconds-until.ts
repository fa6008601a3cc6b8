import { useEffect, useState } from "react";

/** Whole seconds that are left of `milliseconds` from the moment it was told, counted on this page's own clock; 0 when they are over. */
export function useSecondsUntil(milliseconds: number | null, toldWith: unknown): number {
  const [left, setLeft] = useState(milliseconds ?? 0);
  useEffect(() => {
    const endsAt = performance.now() + (milliseconds ?? 0);
    const look = () => setLeft(Math.max(0, endsAt - performance.now()));
    look();
    if (milliseconds === null) return;
    const timer = setInterval(look, 250);
    return () => clearInterval(timer);
  }, [toldWith]);
  return Math.ceil(left / 1000);
}
