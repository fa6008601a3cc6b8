import { base64url } from "jose";
import { keepOnce } from "../kernel/keep-once.ts";
import type { AssertionResponse, RegistrationResponse } from "./contract.ts";
import type { Passkey } from "./queries.ts";
import type { RelyingParty } from "./relying-party.ts";
import { signInRefused } from "./sign-in-refused.ts";

/** COSE numbers of what we take: ES256, Ed25519, RS256. */
export const passkeyAlgorithms = [-7, -8, -257] as const;

/** The challenge that a response answers, unverified; empty when it names none. */
export function challengeOf({ response }: { response: { clientDataJSON: string } }): string {
  try {
    const said = JSON.parse(new TextDecoder().decode(base64url.decode(response.clientDataJSON))) as { challenge?: unknown };
    return typeof said.challenge === "string" ? said.challenge : "";
  } catch {
    return "";
  }
}

/**
 * Verifies an assertion (WebAuthn Level 3, 7.2): challenge, origin, relying party, user present and verified, signature. A
 * counter that goes back is only reported: passkeys that are kept on several devices do that. Every exception is one refusal.
 */
export async function verifyAssertion(response: AssertionResponse, passkey: Passkey, party: RelyingParty): Promise<{ counter: number; backedUp: boolean }> {
  const { verifyAuthenticationResponse } = await loadLibrary();
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: response as never,
    expectedChallenge: challengeOf(response),
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    credential: { id: passkey.credentialId, publicKey: base64url.decode(passkey.publicKey) as never, counter: 0 },
  }).catch(() => {
    throw signInRefused("assertion-invalid");
  });
  if (!verified) throw signInRefused("assertion-invalid");
  const { newCounter, credentialBackedUp } = authenticationInfo;
  if (passkey.counter > 0 && newCounter <= passkey.counter) console.warn(JSON.stringify({ level: "warn", passkeyCounterWentBack: { from: passkey.counter, to: newCounter } }));
  return { counter: newCounter, backedUp: credentialBackedUp };
}

export type VerifiedPasskey = Pick<Passkey, "credentialId" | "publicKey" | "counter" | "transports" | "backedUp">;

/** Verifies a new passkey (WebAuthn Level 3, 7.1). We ask for no attestation and read none: any authenticator that verifies its user will do. */
export async function verifyNewPasskey(response: RegistrationResponse, party: RelyingParty): Promise<VerifiedPasskey> {
  const { verifyRegistrationResponse } = await loadLibrary();
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response: response as never,
    expectedChallenge: challengeOf(response),
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: [...passkeyAlgorithms],
  }).catch(() => {
    throw signInRefused("attestation-invalid");
  });
  if (!verified || registrationInfo.fmt !== "none") throw signInRefused("attestation-invalid");
  const { credential, credentialBackedUp } = registrationInfo;
  return { credentialId: credential.id, publicKey: base64url.encode(credential.publicKey), counter: credential.counter, transports: response.response.transports ?? [], backedUp: credentialBackedUp };
}

type Library = typeof import("@simplewebauthn/server");
const library = new Map<string, Library>();

/** The library is 114 KB compressed: it is loaded with the first sign-in, not with the Worker. Once it is there, no request waits for the loading of another. */
function loadLibrary(): Promise<Library> {
  return keepOnce(library, "passkeys", () => import("@simplewebauthn/server"));
}
