import { useCallback, useEffect, useState } from "react";
import type { ApiError } from "../remote/api-error.ts";
import { callApi } from "../remote/call-api.ts";
import type { Remote } from "../remote/use-remote.ts";

/** What a POST without consequences says, e.g. a new challenge, and a way to ask for another. */
export function useAsk<Answer>(path: string, body?: unknown): [Remote<Answer>, again: () => void] {
  const [remote, setRemote] = useState<Remote<Answer>>({ state: "loading" });
  const ask = useCallback(() => {
    callApi<Answer>(path, { method: "POST", body }).then(
      (value) => setRemote({ state: "ready", value }),
      (error: unknown) => setRemote({ state: "failed", error: error as ApiError }),
    );
  }, [path]);
  useEffect(ask, [ask]);
  return [remote, ask];
}
