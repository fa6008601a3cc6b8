import type { KeyChallenge, KeyRegistration, KeyView } from "../../../worker/signing/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { callApi } from "../../shared/remote/call-api.ts";
import { callConfirmed } from "../../shared/session/call-confirmed.ts";
import { signCompact } from "../sign-compact.ts";
import type { OpenedP12 } from "./open-p12.ts";

/** Registers the certificate with its chain, proving that this page holds its key. It signs only after someone else approves it. */
export async function registerCertificate(session: SessionView, { key, subject }: OpenedP12): Promise<KeyView> {
  const tenant = `/v1/t/${session.tenant.code}`;
  const challenge = await callApi<KeyChallenge>(`${tenant}/key-challenges`, { method: "POST", body: {} });
  const proof = { ver: 1, aud: challenge.audience, iss: challenge.issuer, iat: challenge.serverTime, nonce: challenge.nonce, jkt: key.kid };
  const { alg, x5c } = key.certificate!;
  const registration: KeyRegistration = { x5c: [...x5c], alg, label: m.certificate_label({ subject }).slice(0, 80), pop: await signCompact(key, "gov-key-pop+jwt", proof) };
  return callConfirmed<KeyView>(`${tenant}/keys`, { method: "POST", body: registration });
}
