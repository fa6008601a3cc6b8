import type { KeyChallenge, KeyRegistration, KeyView } from "../../worker/signing/contract.ts";
import type { SessionView } from "../../worker/tenancy/contract.ts";
import type { DeviceKey } from "../device/device-database.ts";
import { callApi } from "../shared/remote/call-api.ts";
import { callConfirmed } from "../shared/session/call-confirmed.ts";
import { makeNextKey, takeNextKey } from "./device-key.ts";
import { signCompact } from "./sign-compact.ts";

/** Registers the key with the officer's tenant, proving that this device holds it. It signs only after someone else approves it. */
export async function registerDeviceKey(session: SessionView, key: DeviceKey): Promise<KeyView> {
  const { challenge, register } = await registrationOf(session);
  return register({ jwk: { ...key.publicJwk }, alg: "ES256", label: key.label, pop: await signCompact(key, "gov-key-pop+jwt", proofOf(key, challenge)) });
}

/** Puts a new key in the place of `old`, which vouches for it: nobody else needs to approve. The old one signs no more. */
export async function replaceDeviceKey(session: SessionView, old: DeviceKey): Promise<void> {
  const next = await makeNextKey(session, old.label);
  const { challenge, register } = await registrationOf(session);
  const claims = proofOf(next, challenge);
  const [pop, prevPop] = await Promise.all([signCompact(next, "gov-key-pop+jwt", claims), signCompact(old, "gov-key-pop+jwt", claims)]);
  await register({ jwk: { ...next.publicJwk }, alg: "ES256", label: next.label, pop, prevPop, overlapDays: 0 });
  await takeNextKey(session, next);
}

async function registrationOf(session: SessionView): Promise<{ challenge: KeyChallenge; register: (registration: KeyRegistration) => Promise<KeyView> }> {
  const tenant = `/v1/t/${session.tenant.code}`;
  const challenge = await callApi<KeyChallenge>(`${tenant}/key-challenges`, { method: "POST", body: {} });
  return { challenge, register: (registration) => callConfirmed<KeyView>(`${tenant}/keys`, { method: "POST", body: registration }) };
}

function proofOf(key: DeviceKey, challenge: KeyChallenge) {
  return { ver: 1, aud: challenge.audience, iss: challenge.issuer, iat: challenge.serverTime, nonce: challenge.nonce, jkt: key.kid };
}
