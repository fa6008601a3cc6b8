import { useEffect } from "react";
import type { Remote } from "../shared/remote/use-remote.ts";

/** A read that failed without a network is made again as soon as there is one. */
export function useAgainWhenOnline(remote: Remote<unknown>, reload: () => void): void {
  const isWaiting = remote.state === "failed" && remote.error.code === "offline";
  useEffect(() => {
    if (!isWaiting) return;
    addEventListener("online", reload);
    return () => removeEventListener("online", reload);
  }, [isWaiting, reload]);
}
