import { useCallback, useEffect, useState } from "react";
import type { KeyList, KeyView } from "../../worker/signing/contract.ts";
import type { SessionView } from "../../worker/tenancy/contract.ts";
import type { DeviceKey } from "../device/device-database.ts";
import type { ApiError } from "../shared/remote/api-error.ts";
import { useRemote } from "../shared/remote/use-remote.ts";
import { findDeviceKey, findNextKey, takeNextKey } from "./device-key.ts";

/** What this officer can sign with on this device. `unregistered`: made here, and the tenant does not know it. */
export type DeviceKeyState =
  | { state: "loading" }
  | { state: "failed"; error: ApiError }
  | { state: "none" }
  | { state: "unregistered"; key: DeviceKey }
  | { state: KeyView["state"]; key: DeviceKey; registered: KeyView };

export function useDeviceKey(session: SessionView): [DeviceKeyState, reload: () => void] {
  const [key, setKey] = useState<DeviceKey | null | undefined>(undefined);
  const [round, setRound] = useState(0);
  const [list, reloadList] = useRemote<KeyList>(`/v1/t/${session.tenant.code}/keys`);
  useEffect(() => void findDeviceKey(session).then(setKey), [session.officer.id, round]);
  // A rotation whose answer was lost: the unit knows the new key, so it is the key of this device.
  useEffect(() => {
    if (list.state !== "ready") return;
    void findNextKey(session).then(async (next) => {
      if (!next || !list.value.keys.some(({ kid }) => kid === next.kid)) return;
      await takeNextKey(session, next);
      setKey(await findDeviceKey(session));
    });
  }, [list.state === "ready" ? list.value : null]);
  const reload = useCallback(() => (setRound((before) => before + 1), reloadList()), [reloadList]);
  return [stateOf(key, list), reload];
}

function stateOf(key: DeviceKey | null | undefined, list: ReturnType<typeof useRemote<KeyList>>[0]): DeviceKeyState {
  if (key === undefined) return { state: "loading" };
  if (key === null) return { state: "none" };
  if (list.state !== "ready") return list;
  const registered = list.value.keys.find(({ kid }) => kid === key.kid);
  return registered ? { state: registered.state, key, registered } : { state: "unregistered", key };
}
