import { createElement, render } from "preact";
import { useState } from "react";
import { m } from "../../words/m.ts";
import { Button } from "../components/button.tsx";
import { Dialog } from "../components/dialog.tsx";
import { ErrorState } from "../components/states.tsx";
import type { ApiError } from "../remote/api-error.ts";
import { callApi } from "../remote/call-api.ts";

/** Asks the person to confirm, in a dialog over whatever page is open. True when the server took the proof. */
export function confirmPerson(): Promise<boolean> {
  const place = document.body.appendChild(document.createElement("div"));
  return new Promise((resolve) => {
    const finish = (isConfirmed: boolean) => {
      render(null, place);
      place.remove();
      resolve(isConfirmed);
    };
    render(createElement(ConfirmPerson, { finish }), place);
  });
}

function ConfirmPerson({ finish }: { finish: (isConfirmed: boolean) => void }) {
  const [state, setState] = useState<{ busy: boolean; error: ApiError | null }>({ busy: false, error: null });
  const confirm = async () => {
    setState({ busy: true, error: null });
    try {
      await callApi("/v1/session/demo-assertions", { method: "POST" });
      finish(true);
    } catch (error) {
      setState({ busy: false, error: error as ApiError });
    }
  };
  return (
    <Dialog title={m.confirm_title()} onClose={() => finish(false)} actions={<><Button kind="primary" icon="key" busy={state.busy} onPress={() => void confirm()}>{m.confirm_demo()}</Button><Button onPress={() => finish(false)}>{m.cancel()}</Button></>}>
      <p>{m.confirm_text()}</p>
      {state.error && <ErrorState error={state.error} />}
    </Dialog>
  );
}
