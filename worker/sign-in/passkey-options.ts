import { base64url } from "jose";
import type { Officer } from "../tenancy/queries.ts";
import { CHALLENGE_LIFE } from "./challenges.ts";
import type { AssertionOptions, RegistrationOptions } from "./contract.ts";
import type { Passkey } from "./queries.ts";
import type { RelyingParty } from "./relying-party.ts";
import { passkeyAlgorithms } from "./verify-passkey.ts";

/** What the authenticator keeps beside the key, so that one button signs in: the tenant and the officer's id, nothing else. */
export function userHandleOf(officer: Pick<Officer, "tenantId" | "id">): string {
  return base64url.encode(`${officer.tenantId}.${officer.id}`);
}

/** Tenant and officer of a handle, or null. */
export function parseUserHandle(handle: string | null | undefined): { tenantCode: string; officerId: string } | null {
  const parts = /^([A-Z0-9-]{2,8})\.(off_[0-9a-f-]{36})$/.exec(new TextDecoder().decode(base64url.decode(handle ?? "")));
  return parts ? { tenantCode: parts[1]!, officerId: parts[2]! } : null;
}

/** What the browser needs to ask for an assertion; without `passkeys` the person picks one. */
export function toAssertionOptions(challenge: string, party: RelyingParty, passkeys: readonly Passkey[] = []): AssertionOptions {
  return { challenge, rpId: party.id, timeout: CHALLENGE_LIFE, userVerification: "required", allowCredentials: passkeys.map(toDescriptor) };
}

/** What the browser needs to make a passkey for the officer that none of their devices has yet. */
export function toRegistrationOptions(challenge: string, party: RelyingParty, officer: Officer, passkeys: readonly Passkey[]): RegistrationOptions {
  return {
    challenge,
    rp: { id: party.id, name: "Đối Soát" },
    user: { id: userHandleOf(officer), name: `${officer.name} (${officer.tenantId})`, displayName: officer.name },
    pubKeyCredParams: passkeyAlgorithms.map((alg) => ({ type: "public-key", alg })),
    timeout: CHALLENGE_LIFE,
    attestation: "none",
    excludeCredentials: passkeys.map(toDescriptor),
    authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
  };
}

const toDescriptor = ({ credentialId, transports }: Passkey) => ({ id: credentialId, type: "public-key" as const, transports });
