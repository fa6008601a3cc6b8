import { useState } from "react";
import type { AssertionOptions } from "../../worker/sign-in/contract.ts";
import type { SessionView } from "../../worker/tenancy/contract.ts";
import { m } from "../words/m.ts";
import { Button } from "../shared/components/button.tsx";
import { ErrorState } from "../shared/components/states.tsx";
import type { ApiError } from "../shared/remote/api-error.ts";
import { callApi } from "../shared/remote/call-api.ts";
import { sendPasskey } from "../shared/session/use-passkey.ts";
import { nextAddress } from "./next-address.ts";

/** One button: the passkey itself says who comes and to which tenant. */
export function PasskeySignIn() {
  const [state, setState] = useState<{ busy: boolean; error: ApiError | null }>({ busy: false, error: null });
  const enter = async () => {
    setState({ busy: true, error: null });
    try {
      const options = await callApi<AssertionOptions>("/v1/sign-in/challenges", { method: "POST" });
      const { officer } = await sendPasskey<SessionView>("/v1/sign-in/passkey", options);
      location.assign(nextAddress(location.search, officer.roles));
    } catch (error) {
      setState({ busy: false, error: error as ApiError });
    }
  };
  return (
    <section className="card">
      {state.error && <ErrorState error={state.error} />}
      <Button kind="primary" icon="key" busy={state.busy} onPress={() => void enter()}>{m.sign_in_passkey()}</Button>
      <p className="soft">{m.sign_in_passkey_note()}</p>
      <p className="soft small">{m.sign_in_without_passkey()}</p>
    </section>
  );
}
