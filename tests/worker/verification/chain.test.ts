import { calculateJwkThumbprint, exportJWK } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { AT, makeCertificate, makeChain, makeCrl, YEAR, type MadeCertificate } from "../../rules/certificates/make-chain.ts";
import { readCertificate } from "../../../worker/certificates/read-certificate.ts";
import { digestOf } from "../../../worker/kernel/digest.ts";
import { newId, newUuid7 } from "../../../worker/kernel/ids.ts";
import { makeKeyPair, signCompact } from "../make-key.ts";
import { stagesOf } from "./ask-verify.ts";

const base64 = (der: Uint8Array) => btoa(String.fromCharCode(...der));
const at = new Date(AT).toISOString();
let made: Awaited<ReturnType<typeof makeChain>>;
let jws: string;
let question: { jws: string; x5c: string[]; anchors: string[]; at: string };
beforeAll(async () => {
  made = await makeChain();
  jws = await signBy(made.leaf);
  question = { jws, x5c: made.chain.map(base64), anchors: [base64(made.root.der)], at };
});

/** Any JWS by the key of the certificate; whether it is GFS-1 is not asked here. */
async function signBy(leaf: MadeCertificate): Promise<string> {
  const jwk = await exportJWK(leaf.keys.publicKey);
  return signCompact({ alg: "ES256", kid: await calculateJwkThumbprint(jwk), jwk, privateKey: leaf.keys.privateKey }, "JWT", { iat: 1 });
}

describe("the certificate of a document on GFS-1", () => {
  const signGfs = async (members: (sha256: string) => Record<string, unknown>) => {
    const jwk = await exportJWK(made.leaf.keys.publicKey);
    const kid = await calculateJwkThumbprint(jwk);
    const claims = { ver: 1, jti: newUuid7(AT), iss: newId("integration", AT), aud: "https://doisoat.example.gov.vn/t/H26", iat: 1, batch: { dig: kid, count: 1, source: "thu" } };
    return signCompact({ alg: "ES256", kid, jwk, privateKey: made.leaf.keys.privateKey }, "gov-event+jwt", claims, members(await digestOf(made.leaf.der)));
  };

  test("is named in its header, with or without the chain beside it", async () => {
    for (const members of [(sha256: string) => ({ "x5t#S256": sha256 }), (sha256: string) => ({ "x5t#S256": sha256, x5c: question.x5c })]) {
      expect(await stagesOf({ ...question, jws: await signGfs(members) })).toEqual(["syntax+ header+ alg+ signature+ chain+ profile+", undefined]);
    }
  });

  test("is not left out, nor is another one named; a key that comes without a chain has none", async () => {
    for (const members of [() => ({}), () => ({ "x5t#S256": "A".repeat(43) }), (sha256: string) => ({ "x5t#S256": sha256, x5c: question.x5c.toReversed() })]) {
      expect(await stagesOf({ ...question, jws: await signGfs(members) })).toEqual(["syntax+ header+ alg+ signature+ chain+ profile-", "cert-mismatch"]);
    }
    const alone = { jws: await signGfs((sha256) => ({ "x5t#S256": sha256 })), jwk: await exportJWK(made.leaf.keys.publicKey) };
    expect(await stagesOf(alone)).toEqual(["syntax+ header+ alg+ signature+ chain. profile-", "cert-mismatch"]);
  });
});

describe("the chain of a signature", () => {
  test("passes with the key of its first certificate", async () => {
    expect(await stagesOf(question)).toEqual(["syntax+ header+ alg+ signature+ chain+ profile-", "jws-type-mismatch"]);
  });

  test("passes beside a key that is the certificate's, and fails beside another", async () => {
    expect((await stagesOf({ ...question, jwk: await exportJWK(made.leaf.keys.publicKey) }))[0]).toBe("syntax+ header+ alg+ signature+ chain+ profile-");
    const other = await makeKeyPair();
    expect(await stagesOf({ ...question, jws: await signCompact(other, "JWT", { iat: 1 }), jwk: other.jwk })).toEqual(["syntax+ header+ alg+ signature+ chain- profile-", "cert-mismatch"]);
  });

  test("attack 7: fails for an anchor that did not issue it, at a time before and after, and in another order, while the signature is told", async () => {
    const stranger = await makeCertificate({ kind: "ca" });
    const cases: [object, string][] = [
      [{ anchors: [base64(stranger.der)] }, "cert-chain-invalid"],
      [{ at: new Date(AT + 2 * YEAR).toISOString() }, "cert-expired"],
      [{ at: new Date(AT - 2 * YEAR).toISOString() }, "cert-expired"],
      [{ x5c: [question.x5c[0], question.x5c[0]] }, "cert-chain-invalid"],
      [{ x5c: [...question.x5c, question.anchors[0], ...question.x5c] }, "cert-chain-invalid"],
    ];
    for (const [change, code] of cases) expect(await stagesOf({ ...question, ...change }), JSON.stringify(change).slice(0, 60)).toEqual(["syntax+ header+ alg+ signature+ chain- profile-", code]);
    expect(await stagesOf({ ...question, x5c: question.x5c.toReversed() })).toEqual(["syntax+ header+ alg+ signature- chain- profile-", "signature-invalid"]);
  });

  test("fails when a list of its issuer names it, and when such a list is stale", async () => {
    const { leaf, sub } = made;
    const serial = readCertificate(leaf.der).serial;
    const crls = async (revoked: string[], wish = {}) => [base64(await makeCrl(sub, revoked, wish))];
    expect((await stagesOf({ ...question, crls: await crls([]) }))[0]).toContain("chain+");
    expect(await stagesOf({ ...question, crls: await crls([serial]) })).toEqual(["syntax+ header+ alg+ signature+ chain- profile-", "cert-revoked"]);
    expect((await stagesOf({ ...question, crls: await crls([], { nextUpdate: AT - 1000 }) }))[1]).toBe("cert-chain-invalid");
  });

  test("attack 17: is the only thing told of a certificate that cannot be read, however deep or long it says it is", async () => {
    const deep = (depth: number) => new Uint8Array([...Array.from({ length: depth }, () => [0x30, 0x83, 0x7f, 0xff, 0xff]).flat(), 0x05, 0x00]);
    const hostile = ["AAAA", "MIIB", base64(new Uint8Array(9_000).fill(0x30)), base64(deep(10_000)), base64(new Uint8Array([0x30, 0x80, 0x00, 0x00])), base64(new Uint8Array([0x30, 0x84, 0xff, 0xff, 0xff, 0xff]))];
    for (const der of hostile) expect(await stagesOf({ ...question, x5c: [der] })).toEqual(["syntax+ header+ alg. signature. chain- profile-", "cert-chain-invalid"]);
  });

  test("does not hold for a key that is too weak, whatever it signed", async () => {
    const root = await makeCertificate({ kind: "ca" });
    const weak = await makeCertificate({ issuer: root, algorithm: "RSA-1024" });
    expect(await stagesOf({ ...question, x5c: [base64(weak.der)], anchors: [base64(root.der)] })).toEqual(["syntax+ header+ alg. signature. chain- profile-", "cert-chain-invalid"]);
  });
});
