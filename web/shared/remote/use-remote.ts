import { useCallback, useEffect, useState } from "react";
import { ApiError } from "./api-error.ts";
import { callApi } from "./call-api.ts";

export type Remote<Answer> = { state: "loading" } | { state: "ready"; value: Answer } | { state: "failed"; error: ApiError };

/** What a read address of the API says, and a way to ask again. Null asks nothing. The last answer stays while asking again. */
export function useRemote<Answer>(path: string | null): [Remote<Answer>, reload: () => void] {
  const [held, setHeld] = useState<{ path: string | null; remote: Remote<Answer> }>({ path, remote: { state: "loading" } });
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (path === null) return;
    const abort = new AbortController();
    callApi<Answer>(path, { signal: abort.signal })
      .then((value) => setHeld({ path, remote: { state: "ready", value } }))
      .catch((error: unknown) => {
        if (!abort.signal.aborted) setHeld({ path, remote: { state: "failed", error: asApiError(error) } });
      });
    return () => abort.abort();
  }, [path, round]);
  const reload = useCallback(() => setRound((before) => before + 1), []);
  return [held.path === path ? held.remote : { state: "loading" }, reload];
}

function asApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError("internal", 0, String(error));
}
