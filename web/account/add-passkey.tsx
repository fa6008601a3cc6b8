import { useState } from "react";
import type { PasskeyList, RegistrationOptions } from "../../worker/sign-in/contract.ts";
import { m } from "../words/m.ts";
import { announce } from "../shared/components/announcements.tsx";
import { Button } from "../shared/components/button.tsx";
import { TextField } from "../shared/components/field.tsx";
import { ErrorState } from "../shared/components/states.tsx";
import type { ApiError } from "../shared/remote/api-error.ts";
import { callConfirmed } from "../shared/session/call-confirmed.ts";
import { makePasskey } from "../shared/session/use-passkey.ts";
import { guessDeviceName } from "../signing/guess-device-name.ts";

export function AddPasskey({ changed }: { changed: (list: PasskeyList) => void }) {
  const [label, setLabel] = useState(guessDeviceName);
  const [state, setState] = useState<{ tried: boolean; busy: boolean; error: ApiError | null }>({ tried: false, busy: false, error: null });
  const add = async () => {
    if (label.trim() === "") return setState({ tried: true, busy: false, error: null });
    setState({ tried: true, busy: true, error: null });
    try {
      const options = await callConfirmed<RegistrationOptions>("/v1/session/passkey-challenges", { method: "POST" });
      const credential = await makePasskey(options);
      changed(await callConfirmed<PasskeyList>("/v1/session/passkeys", { method: "POST", body: { credential, label: label.trim() } }));
      announce(m.passkey_added());
      setState({ tried: false, busy: false, error: null });
    } catch (error) {
      setState({ tried: true, busy: false, error: error as ApiError });
    }
  };
  return (
    <div className="card">
      <TextField id="passkey-label" label={m.passkey_name()} hint={m.passkey_name_hint()} value={label} onChange={setLabel} maxLength={80} error={state.tried && label.trim() === "" ? m.passkey_name_needed() : undefined} />
      {state.error && <ErrorState error={state.error} />}
      <Button kind="primary" icon="key" busy={state.busy} onPress={() => void add()}>{m.passkey_add()}</Button>
    </div>
  );
}
