import { useState } from "react";
import type { PasskeyList, PasskeyView } from "../../worker/sign-in/contract.ts";
import { m } from "../words/m.ts";
import { announce } from "../shared/components/announcements.tsx";
import { Button } from "../shared/components/button.tsx";
import { Dialog } from "../shared/components/dialog.tsx";
import { TextField } from "../shared/components/field.tsx";
import { ErrorState } from "../shared/components/states.tsx";
import type { ApiError } from "../shared/remote/api-error.ts";
import { callApi } from "../shared/remote/call-api.ts";
import { callConfirmed } from "../shared/session/call-confirmed.ts";

type Props = { passkey: PasskeyView; isLast: boolean; changed: (list: PasskeyList) => void };

/** Another name, or away with it; the last one cannot go, and the button says so by not being there. */
export function PasskeyActions({ passkey, isLast, changed }: Props) {
  const [dialog, setDialog] = useState<"rename" | "remove" | null>(null);
  const close = () => setDialog(null);
  return (
    <div className="actions">
      <Button label={`${m.passkey_rename()}: ${passkey.label}`} icon="pen" onPress={() => setDialog("rename")}>{m.passkey_rename()}</Button>
      {!isLast && <Button kind="danger" label={`${m.passkey_remove()}: ${passkey.label}`} icon="cross" onPress={() => setDialog("remove")}>{m.passkey_remove()}</Button>}
      {dialog === "rename" && <Rename passkey={passkey} close={close} changed={changed} />}
      {dialog === "remove" && <Remove passkey={passkey} close={close} changed={changed} />}
    </div>
  );
}

type DialogProps = Omit<Props, "isLast"> & { close: () => void };

function Rename({ passkey, close, changed }: DialogProps) {
  const [label, setLabel] = useState(passkey.label);
  const [error, setError] = useState<ApiError | null>(null);
  const save = async () => {
    if (label.trim() === "") return;
    try {
      changed(await callApi<PasskeyList>(`/v1/session/passkeys/${passkey.id}/label`, { method: "POST", body: { label: label.trim() } }));
      announce(m.passkey_renamed());
      close();
    } catch (caught) {
      setError(caught as ApiError);
    }
  };
  return (
    <Dialog title={m.passkey_rename()} onClose={close} actions={<><Button kind="primary" onPress={() => void save()}>{m.passkey_save()}</Button><Button onPress={close}>{m.cancel()}</Button></>}>
      <TextField id="passkey-rename" label={m.passkey_name()} value={label} onChange={setLabel} maxLength={80} error={label.trim() === "" ? m.passkey_name_needed() : undefined} />
      {error && <ErrorState error={error} />}
    </Dialog>
  );
}

function Remove({ passkey, close, changed }: DialogProps) {
  const [error, setError] = useState<ApiError | null>(null);
  const remove = async () => {
    try {
      changed(await callConfirmed<PasskeyList>(`/v1/session/passkeys/${passkey.id}`, { method: "DELETE" }));
      announce(m.passkey_removed());
      close();
    } catch (caught) {
      setError(caught as ApiError);
    }
  };
  return (
    <Dialog title={m.passkey_remove_title({ name: passkey.label })} onClose={close} actions={<><Button kind="danger" onPress={() => void remove()}>{m.passkey_remove()}</Button><Button onPress={close}>{m.cancel()}</Button></>}>
      <p>{m.passkey_remove_text()}</p>
      {error && <ErrorState error={error} />}
    </Dialog>
  );
}
