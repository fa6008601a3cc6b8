import { useRef } from "react";
import type { Remote } from "../../shared/remote/use-remote.ts";

/** While the next answer is on its way the last one stays on screen, so that the list does not jump at every filter. */
export function useLastReady<Answer>(remote: Remote<Answer>): { shown: Remote<Answer>; isStale: boolean } {
  const last = useRef<Remote<Answer> | null>(null);
  if (remote.state !== "loading") last.current = remote.state === "ready" ? remote : null;
  return { shown: remote.state === "loading" && last.current ? last.current : remote, isStale: remote.state === "loading" && last.current !== null };
}
