import { createElement, render } from "preact";
import { useState } from "react";
import type { Confirmation } from "../../../worker/sign-in/contract.ts";
import { m } from "../../words/m.ts";
import { Button, ButtonLink } from "../components/button.tsx";
import { Dialog } from "../components/dialog.tsx";
import { ErrorState, WhenReady } from "../components/states.tsx";
import type { ApiError } from "../remote/api-error.ts";
import { callApi } from "../remote/call-api.ts";
import { useAsk } from "./use-ask.ts";
import { sendPasskey } from "./use-passkey.ts";

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
  const [ways, askAgain] = useAsk<Confirmation>("/v1/session/assertion-challenges");
  const [state, setState] = useState<{ busy: boolean; error: ApiError | null }>({ busy: false, error: null });
  const confirm = async (act: () => Promise<unknown>) => {
    setState({ busy: true, error: null });
    try {
      await act();
      finish(true);
    } catch (error) {
      setState({ busy: false, error: error as ApiError });
      askAgain();
    }
  };
  return (
    <Dialog title={m.confirm_title()} onClose={() => finish(false)} actions={<Button onPress={() => finish(false)}>{m.cancel()}</Button>}>
      <p>{m.problem_step_up_required()}</p>
      {state.error && <ErrorState error={state.error} />}
      <WhenReady remote={ways} retry={askAgain}>
        {({ passkey, demo, provider }) => (
          <>
            <div className="actions">
              {passkey && <Button kind="primary" icon="key" busy={state.busy} onPress={() => void confirm(() => sendPasskey("/v1/session/assertions", passkey))}>{m.confirm_passkey()}</Button>}
              {demo && <Button kind={passkey ? "secondary" : "primary"} icon="check" busy={state.busy} onPress={() => void confirm(() => callApi("/v1/session/demo-assertions", { method: "POST" }))}>{m.confirm_demo()}</Button>}
              {provider && <ButtonLink href={`/v1/session/provider?next=${encodeURIComponent(location.pathname + location.search)}`}>{m.sign_in()}</ButtonLink>}
            </div>
            {!passkey && !demo && !provider && <p>{m.confirm_none()}</p>}
          </>
        )}
      </WhenReady>
    </Dialog>
  );
}
