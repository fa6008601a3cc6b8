import type { Tenant } from "../../../worker/kernel/context.ts";
import { toBase64 } from "../../../worker/kernel/base64.ts";
import { digestOf } from "../../../worker/kernel/digest.ts";
import type { AnchorView } from "../../../worker/certificates/contract.ts";
import type { SigningAlgorithm } from "../../../worker/signing/contract.ts";
import { calculateJwkThumbprint, exportJWK } from "jose";
import type { MadeCertificate } from "../../rules/certificates/make-chain.ts";
import { ask } from "../ask.ts";
import { askChallenge, approveKey, postKey, proofClaims, signCompact, type TestKey } from "../make-key.ts";
import { asPerson, makeOfficer } from "../make-tenant.ts";

type Person = Awaited<ReturnType<typeof makeOfficer>>;

export function postJson(person: Person, path: string, body: unknown): Promise<Response> {
  return ask(`/v1/t/${person.tenantId}/${path}`, { method: "POST", headers: asPerson(person, { "Content-Type": "application/json" }), body: JSON.stringify(body) });
}

export function proposeAnchor(administrator: Person, ca: MadeCertificate, wish: Record<string, unknown> = {}): Promise<Response> {
  return postJson(administrator, "anchors", { certificate: toBase64(ca.der), label: "CA thử", kind: "public", purpose: "all", revocation: "lists", urls: [], ...wish });
}

/** An anchor of the tenant that two administrators made for it stand behind. */
export async function makeAnchor(tenant: Tenant, ca: MadeCertificate, wish: Record<string, unknown> = {}): Promise<{ id: string; administrator: Person; approver: Person }> {
  const [administrator, approver] = [await makeOfficer(tenant, ["administrator"]), await makeOfficer(tenant, ["administrator"])];
  const proposed = await proposeAnchor(administrator, ca, wish);
  if (proposed.status !== 201) throw new Error(await proposed.text());
  const { id } = await proposed.json<AnchorView>();
  const approved = await postJson(approver, `anchors/${id}/approve`, {});
  if (approved.status !== 200) throw new Error(await approved.text());
  return { id, administrator, approver };
}

export function uploadList(administrator: Person, anchor: string, list: Uint8Array): Promise<Response> {
  return ask(`/v1/t/${administrator.tenantId}/anchors/${anchor}/revocation-lists`, { method: "POST", headers: asPerson(administrator, { "Content-Type": "application/pkix-crl" }), body: list as BodyInit });
}

export type CertificateTestKey = TestKey & { x5t: string; x5c: string[] };

/** The certificate's key as one that signs, with the header members that go with it. */
export async function toTestKey(leaf: MadeCertificate, chain: readonly Uint8Array[]): Promise<CertificateTestKey> {
  const jwk = await exportJWK(leaf.keys.publicKey);
  const { kty, crv, x, y, n, e } = jwk;
  const closed = kty === "RSA" ? { kty, n: n!, e: e! } : { kty: kty!, crv: crv!, x: x!, y: y! };
  const alg: SigningAlgorithm = leaf.algorithm === "P-384" ? "ES384" : leaf.algorithm === "RSA-PSS" ? "PS256" : leaf.algorithm === "RSA" ? "RS256" : "ES256";
  return { kid: await calculateJwkThumbprint(closed), jwk: closed, alg, privateKey: leaf.keys.privateKey, x5t: await digestOf(leaf.der), x5c: chain.map(toBase64) };
}

export async function registerCertificate(tenant: Tenant, person: Person, key: CertificateTestKey, wish: { x5c?: unknown; header?: Record<string, unknown> } = {}): Promise<Response> {
  const pop = await signCompact(key, "gov-key-pop+jwt", proofClaims(await askChallenge(tenant, person), key), wish.header ?? { "x5t#S256": key.x5t });
  return postKey(tenant, person, { x5c: wish.x5c ?? key.x5c, alg: key.alg, label: "Chứng thư thử", pop });
}

/** The same, approved: it may sign as soon as the lists are there. */
export async function makeCertificateKey(tenant: Tenant, person: Person, leaf: MadeCertificate, chain: readonly Uint8Array[]): Promise<CertificateTestKey> {
  const key = await toTestKey(leaf, chain);
  const registered = await registerCertificate(tenant, person, key);
  if (registered.status !== 201) throw new Error(await registered.text());
  const approved = await approveKey(tenant, await makeOfficer(tenant, ["administrator"]), key.kid);
  if (approved.status !== 200) throw new Error(await approved.text());
  return key;
}
