import type { KeyChallenge, KeyRegistration, KeyView } from "../../worker/signing/contract.ts";
import type { SessionView } from "../../worker/tenancy/contract.ts";
import type { DeviceKey } from "../device/device-database.ts";
import { callApi } from "../shared/remote/call-api.ts";
import { signCompact } from "./sign-compact.ts";

/** Registers the key with the officer's tenant, proving that this device holds it. It signs only after someone else approves it. */
export async function registerDeviceKey(session: SessionView, key: DeviceKey): Promise<KeyView> {
  const tenant = `/v1/t/${session.tenant.code}`;
  const challenge = await callApi<KeyChallenge>(`${tenant}/key-challenges`, { method: "POST", body: {} });
  const pop = await signCompact(key, "gov-key-pop+jwt", proofOf(key, challenge));
  const registration: KeyRegistration = { jwk: { ...key.publicJwk }, alg: "ES256", label: key.label, pop };
  return callApi<KeyView>(`${tenant}/keys`, { method: "POST", body: registration });
}

function proofOf(key: DeviceKey, challenge: KeyChallenge) {
  return { ver: 1, aud: challenge.audience, iss: challenge.issuer, iat: challenge.serverTime, nonce: challenge.nonce, jkt: key.kid };
}
