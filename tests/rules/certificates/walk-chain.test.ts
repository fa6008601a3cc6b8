import "reflect-metadata";
import { Extension, KeyUsageFlags } from "@peculiar/x509";
import { describe, expect, test } from "vitest";
import { walkChain, type ChainVerdict } from "../../../worker/certificates/walk-chain.ts";
import { AT, makeCertificate, makeChain, makeCrl, YEAR, type KeyAlgorithm, type MadeCertificate } from "./make-chain.ts";

const outcome = (verdict: ChainVerdict) => (verdict.holds ? "holds" : `${verdict.code} ${verdict.reason}`);
const walk = async (chain: readonly Uint8Array[], anchors: readonly MadeCertificate[], at = AT, crls: readonly Uint8Array[] = []) => outcome(await walkChain(chain, anchors.map(({ der }) => der), at, crls));

const extension = (oid: string, isCritical: boolean, hex = "0500") => new Extension(oid, isCritical, Uint8Array.from(Buffer.from(hex, "hex")));

describe("a chain that leads to an anchor holds", () => {
  test.each<KeyAlgorithm>(["P-256", "P-384", "RSA-PSS", "RSA"])("with %s keys, with or without the anchor in it", async (algorithm) => {
    const { root, sub, leaf, chain } = await makeChain({}, algorithm);
    const verdict = await walkChain(chain, [root.der], AT);
    expect(verdict).toMatchObject({ holds: true, leaf: { subject: { organisation: "Co quan thu" } }, work: { signatureChecks: 2 } });
    expect(await walk([...chain, root.der], [root])).toBe("holds");
    expect(await walk([leaf.der], [sub])).toBe("holds");
    expect(await walk([...chain, root.der], [sub]), "what follows the anchor is left out").toBe("holds");
  });

  test("with a key for signing only, or for non-repudiation only", async () => {
    for (const usage of [KeyUsageFlags.digitalSignature, KeyUsageFlags.nonRepudiation]) {
      const { root, chain } = await makeChain({ usage });
      expect(await walk(chain, [root])).toBe("holds");
    }
  });

  test("with four certificates below the anchor, which is the most", async () => {
    const root = await makeCertificate({ kind: "ca" });
    const one = await makeCertificate({ kind: "ca", issuer: root });
    const two = await makeCertificate({ kind: "ca", issuer: one });
    const three = await makeCertificate({ kind: "ca", issuer: two });
    const leaf = await makeCertificate({ issuer: three });
    const verdict = await walkChain([leaf.der, three.der, two.der, one.der], [root.der], AT);
    expect(verdict).toMatchObject({ holds: true, work: { signatureChecks: 4 } });
  });
});

describe("a chain is refused", () => {
  test("when the leaf is expired, or not valid yet", async () => {
    const { root, chain } = await makeChain({ to: AT - 1000 });
    expect(await walk(chain, [root])).toBe("cert-expired expired");
    const early = await makeChain({ from: AT + 1000 });
    expect(await walk(early.chain, [early.root])).toBe("cert-expired not-yet-valid");
    expect(await walk(early.chain, [early.root], AT + 2000), "and holds in time").toBe("holds");
  });

  test("when a CA of it, or the anchor, is out of its dates", async () => {
    const root = await makeCertificate({ kind: "ca" });
    const sub = await makeCertificate({ kind: "ca", issuer: root, to: AT - YEAR / 2 });
    const leaf = await makeCertificate({ issuer: sub });
    expect(await walk([leaf.der, sub.der], [root])).toBe("cert-chain-invalid expired");
    const old = await makeCertificate({ kind: "ca", to: AT - 1000 });
    expect(await walk([(await makeCertificate({ issuer: old })).der], [old])).toBe("cert-chain-invalid expired");
  });

  test("in any other order than leaf first", async () => {
    const { root, chain } = await makeChain();
    expect(await walk(chain.toReversed(), [root])).toBe("cert-chain-invalid no-anchor");
    const two = await makeChain();
    expect(await walk([chain[0]!, two.chain[1]!], [root, two.root])).toBe("cert-chain-invalid issuer-name");
  });

  test("when it goes in a circle", async () => {
    const a = await makeCertificate({ kind: "ca", subject: "CN=A" });
    const b = await makeCertificate({ kind: "ca", subject: "CN=B", issuer: a });
    const aByB = await makeCertificate({ kind: "ca", subject: "CN=A", issuer: b, keys: a.keys });
    const leaf = await makeCertificate({ issuer: { ...aByB, keys: a.keys } });
    const elsewhere = await makeCertificate({ kind: "ca" });
    expect(await walk([leaf.der, aByB.der, b.der, aByB.der], [elsewhere])).toBe("cert-chain-invalid repeated");
    expect(await walk([leaf.der, aByB.der, b.der], [elsewhere])).toBe("cert-chain-invalid no-anchor");
  });

  test("when it is longer than an issuer allows", async () => {
    const root = await makeCertificate({ kind: "ca", pathLength: 0 });
    const sub = await makeCertificate({ kind: "ca", issuer: root });
    const leaf = await makeCertificate({ issuer: sub });
    expect(await walk([leaf.der, sub.der], [root])).toBe("cert-chain-invalid path-length");
  });

  test("with five certificates, or none", async () => {
    const { root, chain } = await makeChain();
    expect(await walk([...chain, ...chain, chain[0]!], [root])).toBe("cert-chain-invalid too-many");
    expect(await walk([], [root])).toBe("cert-chain-invalid empty");
  });

  test("when a CA is no CA", async () => {
    const root = await makeCertificate({ kind: "ca" });
    const refusalUnder = async (wish: Parameters<typeof makeCertificate>[0]) => {
      const sub = await makeCertificate({ kind: "ca", issuer: root, ...wish });
      return walk([(await makeCertificate({ issuer: sub })).der, sub.der], [root]);
    };
    expect(await refusalUnder({ kind: "leaf" })).toBe("cert-chain-invalid not-a-ca");
    expect(await refusalUnder({ isCritical: false })).toBe("cert-chain-invalid not-a-ca");
    expect(await refusalUnder({ leaveOut: ["basicConstraints"] })).toBe("cert-chain-invalid not-a-ca");
    expect(await refusalUnder({ usage: KeyUsageFlags.digitalSignature })).toBe("cert-chain-invalid no-cert-sign");
    expect(await refusalUnder({ usage: null })).toBe("cert-chain-invalid no-cert-sign");
    expect(await refusalUnder({ leaveOut: ["subjectKeyId"] })).toBe("cert-chain-invalid subject-key-id");
    expect(await refusalUnder({ leaveOut: ["authorityKeyId"] })).toBe("cert-chain-invalid authority-key-id");
  });

  test("when the leaf is a CA, may sign certificates, or may not sign documents", async () => {
    const root = await makeCertificate({ kind: "ca" });
    const refusalOf = async (wish: Parameters<typeof makeCertificate>[0]) => walk([(await makeCertificate({ issuer: root, ...wish })).der], [root]);
    expect(await refusalOf({ kind: "ca" })).toBe("cert-chain-invalid leaf-is-ca");
    expect(await refusalOf({ usage: KeyUsageFlags.digitalSignature | KeyUsageFlags.keyCertSign })).toBe("cert-chain-invalid leaf-is-ca");
    expect(await refusalOf({ usage: KeyUsageFlags.keyEncipherment })).toBe("cert-chain-invalid leaf-usage");
    expect(await refusalOf({ usage: null })).toBe("cert-chain-invalid leaf-usage");
    expect(await refusalOf({ leaveOut: ["authorityKeyId"] })).toBe("cert-chain-invalid authority-key-id");
    expect(await walk([root.der], [root])).toBe("cert-chain-invalid leaf-is-ca");
  });

  test("with a critical extension nobody knows, one that stands there twice, or constraints of names and policies", async () => {
    const { root } = await makeChain();
    const refusalOf = async (...more: Extension[]) => walk([(await makeCertificate({ issuer: root, more })).der], [root]);
    expect(await refusalOf(extension("1.2.3.4", true))).toBe("cert-chain-invalid extension-critical");
    expect(await refusalOf(extension("1.2.3.4", false))).toBe("holds");
    expect(await refusalOf(extension("1.2.3.4", false), extension("1.2.3.4", false))).toBe("cert-chain-invalid extension-repeated");
    for (const oid of ["2.5.29.30", "2.5.29.33", "2.5.29.36", "2.5.29.54"]) expect(await refusalOf(extension(oid, false, "3000"))).toBe("cert-chain-invalid constraints");
  });

  test.each<[KeyAlgorithm, string]>([["RSA-1024", "weak-key"], ["RSA-SHA1", "weak-signature"]])("with %s anywhere in it", async (algorithm, reason) => {
    const { root, chain } = await makeChain({}, algorithm);
    expect(await walk(chain, [root])).toBe(`cert-chain-invalid ${reason}`);
    const strong = await makeCertificate({ kind: "ca" });
    const weak = await makeCertificate({ issuer: strong, algorithm });
    expect(await walk([weak.der], [strong])).toBe(algorithm === "RSA-1024" ? "cert-chain-invalid weak-key" : "holds");
  });

  test("when somebody else signed it, or a byte is another", async () => {
    const { root, leaf, sub } = await makeChain();
    const impostor = await makeCertificate({ kind: "ca", subject: sub.subject, issuer: root, keys: sub.keys });
    const other = await makeCertificate({ kind: "ca" });
    const forged = await makeCertificate({ issuer: { ...sub, keys: { publicKey: sub.keys.publicKey, privateKey: other.keys.privateKey } } });
    expect(await walk([leaf.der, impostor.der], [root]), "the same CA's key under another certificate of it").toBe("holds");
    expect(await walk([forged.der, sub.der], [root])).toBe("cert-chain-invalid signature");
    const changed = leaf.der.slice();
    changed[changed.length - 3]! ^= 1;
    expect(await walk([changed, sub.der], [root])).toBe("cert-chain-invalid signature");
  });

  test("when the anchor is another certificate with the same name and key", async () => {
    const { chain, root } = await makeChain();
    const twin = await makeCertificate({ kind: "ca", subject: root.subject });
    expect(await walk(chain, [twin])).toBe("cert-chain-invalid authority-key-id");
    expect(await walk(chain, [])).toBe("cert-chain-invalid no-anchor");
  });

  test("with a serial number of zero, or below", async () => {
    const { root, sub, leaf } = await makeChain({ serial: "2a" });
    const at = leaf.der.findIndex((byte, index) => byte === 0x02 && leaf.der[index + 1] === 1 && leaf.der[index + 2] === 0x2a);
    for (const serial of [0x00, 0xff]) {
      const changed = leaf.der.slice();
      changed[at + 2] = serial;
      expect(await walk([changed, sub.der], [root])).toBe("cert-chain-invalid serial");
    }
  });
});

describe("with revocation lists", () => {
  test("a certificate that its issuer's list names is revoked; lists of others say nothing", async () => {
    const { root, sub, chain, leaf } = await makeChain({ serial: "4d2" });
    const stranger = await makeCertificate({ kind: "ca" });
    expect(await walk(chain, [root], AT, [await makeCrl(sub), await makeCrl(root)])).toBe("holds");
    expect(await walk(chain, [root], AT, [await makeCrl(sub, ["04d2"])])).toBe("cert-revoked revoked");
    expect(await walk(chain, [root], AT, [await makeCrl(stranger, ["04d2"])])).toBe("holds");
    expect(await walk([leaf.der], [sub], AT, [await makeCrl(sub, ["04d2"])])).toBe("cert-revoked revoked");
  });

  test("a list that is stale, signed by somebody else or no list makes the chain invalid", async () => {
    const { root, sub, chain } = await makeChain();
    expect(await walk(chain, [root], AT, [await makeCrl(sub, [], { nextUpdate: AT - 1000 })])).toBe("cert-chain-invalid list-stale");
    expect(await walk(chain, [root], AT, [await makeCrl(sub, [], { thisUpdate: AT + 1000 })])).toBe("cert-chain-invalid list-stale");
    expect(await walk(chain, [root], AT, [await makeCrl(sub, [], { signer: root })])).toBe("cert-chain-invalid list-signature");
    expect(await walk(chain, [root], AT, [chain[0]!])).toBe("cert-chain-invalid list-invalid");
  });
});
