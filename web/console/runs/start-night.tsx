import { useState } from "react";
import { m } from "../../words/m.ts";
import type { ApiError } from "../../shared/remote/api-error.ts";
import { callApi } from "../../shared/remote/call-api.ts";
import { announce } from "../../shared/components/announcements.tsx";
import { Button } from "../../shared/components/button.tsx";
import { ErrorState } from "../../shared/components/states.tsx";

/** Tonight's audit, now: the same Workflow that cron starts. Starting it twice on a day changes nothing. */
export function StartNight({ started }: { started: () => void }) {
  const [state, setState] = useState<{ busy: boolean; error: ApiError | null }>({ busy: false, error: null });
  const start = async () => {
    setState({ busy: true, error: null });
    try {
      await callApi("/v1/audit-runs", { method: "POST", body: {} });
      announce(m.run_started());
      setTimeout(started, 1500);
      setState({ busy: false, error: null });
    } catch (error) {
      setState({ busy: false, error: error as ApiError });
    }
  };
  return (
    <div>
      <Button kind="primary" busy={state.busy} onPress={() => void start()}>{m.run_start()}</Button>
      {state.error && <ErrorState error={state.error} />}
    </div>
  );
}
