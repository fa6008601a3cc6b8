import { useState } from "react";
import type { SessionView } from "../../worker/tenancy/contract.ts";
import type { DeviceKey } from "../device/device-database.ts";
import { m } from "../words/m.ts";
import { ApiError } from "../shared/remote/api-error.ts";
import { announce } from "../shared/components/announcements.tsx";
import { Button } from "../shared/components/button.tsx";
import { TextField } from "../shared/components/field.tsx";
import { Notice } from "../shared/components/notice.tsx";
import { ErrorState, LoadingState } from "../shared/components/states.tsx";
import { findDeviceKey, makeDeviceKey } from "./device-key.ts";
import { guessDeviceName } from "./guess-device-name.ts";
import { KeyFacts } from "./key-facts.tsx";
import { registerDeviceKey, replaceDeviceKey } from "./register-device-key.ts";
import { useDeviceKey } from "./use-device-key.ts";
import "./signing.css";

/** This device's key: make it, register it, wait for the other person, sign; and a new one when it is gone. */
export function DeviceKeyPanel({ session, changed }: { session: SessionView; changed?: () => void }) {
  const [keyState, reload] = useDeviceKey(session);
  const [label, setLabel] = useState(() => guessDeviceName() || m.key_this_device());
  const [error, setError] = useState<ApiError | null>(null);
  const [isBusy, setBusy] = useState(false);

  async function attempt(work: () => Promise<unknown>, done: string) {
    setBusy(true);
    setError(null);
    try {
      await work();
      announce(done);
    } catch (caught) {
      setError(caught instanceof ApiError ? caught : new ApiError("internal", 0, String(caught)));
    }
    setBusy(false);
    reload();
    changed?.();
  }
  const makeAndRegister = () => void attempt(async () => registerDeviceKey(session, await makeDeviceKey(session, label.trim() || guessDeviceName() || m.key_this_device())), m.key_registered());
  const registerKept = () => void attempt(async () => registerDeviceKey(session, (await findDeviceKey(session))!), m.key_registered());
  const replace = (key: DeviceKey) => void attempt(() => replaceDeviceKey(session, key), m.key_rotated());

  if (keyState.state === "loading") return <LoadingState />;
  if (keyState.state === "failed") return <ErrorState error={keyState.error} retry={reload} />;
  const maker = (
    <>
      <TextField id="key-label" label={m.key_label()} hint={m.key_label_hint()} value={label} onChange={setLabel} maxLength={80} />
      <Button kind="primary" icon="key" busy={isBusy} onPress={makeAndRegister}>{m.key_make()}</Button>
    </>
  );
  return (
    <>
      {error && <ErrorState error={error} />}
      {keyState.state === "none" && <KeyStep tone="note" title={m.key_none_title()} text={m.key_make_text()}>{maker}</KeyStep>}
      {keyState.state === "unregistered" && (
        <KeyStep tone="attention" title={m.key_unregistered_title()} text={m.key_unregistered_text()}>
          <Button kind="primary" icon="key" busy={isBusy} onPress={registerKept}>{m.key_register()}</Button>
        </KeyStep>
      )}
      {keyState.state === "pending" && (
        <KeyStep tone="attention" title={m.key_pending_title()} text={m.key_pending_text()}>
          <Button onPress={reload}>{m.key_check_again()}</Button>
        </KeyStep>
      )}
      {keyState.state === "active" && (
        <KeyStep tone="good" title={m.key_active_title()} text={m.key_active_text()}>
          <p className="small soft">{m.key_rotate_text()}</p>
          <Button icon="key" busy={isBusy} onPress={() => replace(keyState.key)}>{m.key_rotate()}</Button>
        </KeyStep>
      )}
      {(keyState.state === "revoked" || keyState.state === "expired" || keyState.state === "suspended") && <KeyStep tone="bad" title={m.key_gone_title()} text={m.key_gone_text()}>{keyState.state !== "suspended" && maker}</KeyStep>}
      {"registered" in keyState && <KeyFacts registered={keyState.registered} />}
      <p className="soft small">{m.key_not_ca()}</p>
    </>
  );
}

function KeyStep({ tone, title, text, children }: { tone: "note" | "attention" | "good" | "bad"; title: string; text: string; children?: preact.ComponentChildren }) {
  return (
    <>
      <Notice tone={tone} title={title}>
        <p>{text}</p>
      </Notice>
      {children && <div className="key-step">{children}</div>}
    </>
  );
}
