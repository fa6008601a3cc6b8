import { base64url, calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from "jose";
import type { Tenant } from "../../worker/kernel/context.ts";
import type { KeyChallenge, SigningAlgorithm } from "../../worker/signing/contract.ts";
import { ask } from "./ask.ts";
import { asPerson, makeOfficer } from "./make-tenant.ts";

/** A key pair that lives as long as the test. */
export type TestKey = { kid: string; jwk: JWK; alg: SigningAlgorithm; privateKey: CryptoKey };
type Person = { id: string; cookie: string };

/** How each algorithm signs in WebCrypto. */
const operations = {
  ES256: { name: "ECDSA", hash: "SHA-256" },
  ES384: { name: "ECDSA", hash: "SHA-384" },
  PS256: { name: "RSA-PSS", saltLength: 32 },
  RS256: { name: "RSASSA-PKCS1-v1_5" },
  Ed25519: { name: "Ed25519" },
} as const satisfies Record<SigningAlgorithm, { name: string; hash?: string; saltLength?: number }>;

export async function makeKeyPair(alg: SigningAlgorithm = "ES256"): Promise<TestKey> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = await exportJWK(publicKey);
  return { kid: await calculateJwkThumbprint(jwk), jwk, alg, privateKey };
}

/** Signs exactly these texts as header and payload, whatever stands in them. */
export async function signTexts(key: Pick<TestKey, "alg" | "privateKey">, header: string | Uint8Array, payload: string | Uint8Array): Promise<string> {
  const signed = `${base64url.encode(header)}.${base64url.encode(payload)}`;
  const signature = await crypto.subtle.sign(operations[key.alg], key.privateKey, new TextEncoder().encode(signed));
  return `${signed}.${base64url.encode(new Uint8Array(signature))}`;
}

/** A compact JWS with the closed header of GFS-1; `header` adds to it or replaces members. */
export function signCompact(key: TestKey, typ: string, claims: Record<string, unknown>, header: Record<string, unknown> = {}): Promise<string> {
  return signTexts(key, JSON.stringify({ alg: key.alg, typ, kid: key.kid, iat: claims["iat"], ...header }), JSON.stringify(claims));
}

export async function askChallenge(tenant: Tenant, person: Person): Promise<KeyChallenge> {
  return (await ask(`/v1/t/${tenant.code}/key-challenges`, { method: "POST", headers: asPerson(person) })).json<KeyChallenge>();
}

/** The claims of a good proof of possession. */
export function proofClaims(challenge: KeyChallenge, key: Pick<TestKey, "kid">, owner = challenge.issuer): Record<string, unknown> {
  return { ver: 1, aud: challenge.audience, iss: owner, iat: challenge.serverTime, nonce: challenge.nonce, jkt: key.kid };
}

export function postKey(tenant: Tenant, person: Person, registration: Record<string, unknown>): Promise<Response> {
  return ask(`/v1/t/${tenant.code}/keys`, { method: "POST", headers: asPerson(person, { "Content-Type": "application/json" }), body: JSON.stringify(registration) });
}

/** Registers the key with a good proof; `owner` is an integration's id when an administrator registers for it. */
export async function registerKey(tenant: Tenant, person: Person, key: TestKey, owner?: string): Promise<Response> {
  const pop = await signCompact(key, "gov-key-pop+jwt", proofClaims(await askChallenge(tenant, person), key, owner));
  return postKey(tenant, person, { jwk: key.jwk, alg: key.alg, label: "Khóa thử", pop, ...(owner === undefined ? {} : { owner }) });
}

export function approveKey(tenant: Tenant, approver: Person, kid: string): Promise<Response> {
  return ask(`/v1/t/${tenant.code}/keys/${kid}/approve`, { method: "POST", headers: asPerson(approver) });
}

export function revokeKey(tenant: Tenant, person: Person, kid: string, reason = "cessation", more: Record<string, unknown> = {}): Promise<Response> {
  return ask(`/v1/t/${tenant.code}/keys/${kid}/revoke`, { method: "POST", headers: asPerson(person, { "Content-Type": "application/json" }), body: JSON.stringify({ reason, ...more }) });
}

/** A key that may sign: registered by the person and approved by an administrator made for that. */
export async function makeKey(tenant: Tenant, person: Person, wish: { alg?: SigningAlgorithm; owner?: string } = {}): Promise<TestKey> {
  const key = await makeKeyPair(wish.alg);
  const registered = await registerKey(tenant, person, key, wish.owner);
  if (registered.status !== 201) throw new Error(`The key was not registered: ${await registered.text()}`);
  const approved = await approveKey(tenant, await makeOfficer(tenant, ["administrator"]), key.kid);
  if (approved.status !== 200) throw new Error(`The key was not approved: ${await approved.text()}`);
  return key;
}
