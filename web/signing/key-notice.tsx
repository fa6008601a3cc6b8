import { m } from "../words/m.ts";
import { Button, ButtonLink } from "../shared/components/button.tsx";
import { Notice } from "../shared/components/notice.tsx";
import { ErrorState, LoadingState } from "../shared/components/states.tsx";
import type { DeviceKeyState } from "./use-device-key.ts";

/** Why this device cannot sign now, and the one thing to do about it. */
export function KeyNotice({ keyState, address, reload }: { keyState: DeviceKeyState; address: string; reload: () => void }) {
  if (keyState.state === "loading") return <LoadingState lines={1} />;
  if (keyState.state === "failed") return <ErrorState error={keyState.error} retry={reload} />;
  if (keyState.state === "active") return null;
  if (keyState.state === "pending") {
    return (
      <Notice tone="attention" title={m.key_pending_title()}>
        <p>{m.key_pending_text()}</p>
        <Button onPress={reload}>{m.key_check_again()}</Button>
      </Notice>
    );
  }
  const isGone = keyState.state === "revoked" || keyState.state === "expired" || keyState.state === "suspended";
  return (
    <Notice tone={isGone ? "bad" : "attention"} title={isGone ? m.key_gone_title() : m.key_none_title()}>
      <p>{isGone ? m.key_gone_text() : m.key_none_text()}</p>
      <ButtonLink kind="primary" icon="key" href={address}>{m.key_open()}</ButtonLink>
    </Notice>
  );
}
