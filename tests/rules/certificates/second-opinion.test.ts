import "reflect-metadata";
import { X509Certificate as NodeCertificate } from "node:crypto";
import { X509Certificate } from "@peculiar/x509";
import forge from "node-forge";
import { describe, expect, test } from "vitest";
import { readCertificate } from "../../../worker/certificates/read-certificate.ts";
import { readCrl } from "../../../worker/certificates/read-crl.ts";
import { walkChain } from "../../../worker/certificates/walk-chain.ts";
import { hasOpenssl, makeOpensslCa } from "../../openssl/make-p12.ts";
import { makeChain, type KeyAlgorithm } from "./make-chain.ts";

const hex = (text: string) => text.toLowerCase().replaceAll(":", "").replace(/^0+/, "");

describe("what our reader reads in a certificate", () => {
  test.each<KeyAlgorithm>(["P-256", "P-384", "RSA", "RSA-PSS"])("of %s is what @peculiar/x509 and Node read", async (algorithm) => {
    const { chain } = await makeChain({ subject: "CN=Nguyễn Văn Mẫu,OU=Phòng Hộ tịch,O=Sở Tư pháp,C=VN" }, algorithm);
    for (const der of chain) {
      const ours = readCertificate(der);
      const [theirs, nodes] = [new X509Certificate(der as Uint8Array<ArrayBuffer>), new NodeCertificate(der)];
      expect(hex(ours.serial)).toBe(hex(theirs.serialNumber));
      expect(hex(ours.serial)).toBe(hex(nodes.serialNumber));
      expect([ours.notBefore, ours.notAfter]).toEqual([theirs.notBefore.getTime(), theirs.notAfter.getTime()]);
      expect(ours.subject.commonName).toBe(theirs.subjectName.getField("CN")[0]);
      expect(ours.subject.organisation).toBe(theirs.subjectName.getField("O")[0]);
      expect(ours.basicConstraints?.isCa ?? false).toBe(nodes.ca);
      const key = nodes.publicKey.export({ format: "jwk" });
      expect(ours.key).toMatchObject(ours.key.kty === "RSA" ? { n: key.n, e: key.e } : { x: key.x, y: key.y });
    }
  });

  test("that node-forge made is the same, and its chain holds", async () => {
    const ca = forgeCertificate("CA forge", null);
    const leaf = forgeCertificate("Người forge", ca);
    const ours = readCertificate(leaf.der);
    expect(ours).toMatchObject({ subject: { commonName: "Người forge" }, usage: { digitalSignature: true, keyCertSign: false }, basicConstraints: { isCa: false } });
    expect(await walkChain([leaf.der], [ca.der], Date.now())).toMatchObject({ holds: true });
  });

  test("that OpenSSL made holds under its CA, until its list names it", async (context) => {
    if (!hasOpenssl) {
      console.log("OpenSSL is not on this machine: certificates and lists made with it are not tested.");
      return context.skip();
    }
    const ca = makeOpensslCa("CA OpenSSL");
    const [rsa, ec] = [ca.issue("RSA", { name: "Mot", password: "x" }), ca.issue("EC", { name: "Hai", password: "x" })];
    const before = ca.list();
    const after = ca.list([ec.certificate]);
    for (const { certificate } of [rsa, ec]) expect(await walkChain([certificate], [ca.certificate], Date.now() + 1000, [before])).toMatchObject({ holds: true });
    expect(readCrl(after)).toMatchObject({ number: "02" });
    expect(readCrl(after).revoked.size).toBe(1);
    expect(await walkChain([ec.certificate], [ca.certificate], Date.now() + 1000, [after])).toMatchObject({ holds: false, code: "cert-revoked" });
    expect(await walkChain([rsa.certificate], [ca.certificate], Date.now() + 1000, [after])).toMatchObject({ holds: true });
    ca.remove();
  });
});

type ForgeCertificate = { der: Uint8Array; certificate: forge.pki.Certificate; keys: forge.pki.rsa.KeyPair };

function forgeCertificate(name: string, issuer: ForgeCertificate | null): ForgeCertificate {
  const keys = forge.pki.rsa.generateKeyPair(2048);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = keys.publicKey;
  certificate.serialNumber = issuer ? "1234" : "01";
  certificate.validity.notBefore = new Date(Date.now() - 86_400_000);
  certificate.validity.notAfter = new Date(Date.now() + 86_400_000);
  certificate.setSubject([{ name: "commonName", value: name, valueTagClass: forge.asn1.Type.UTF8 as unknown as forge.asn1.Class }]);
  certificate.setIssuer(issuer ? issuer.certificate.subject.attributes : certificate.subject.attributes);
  certificate.setExtensions(
    issuer
      ? [{ name: "basicConstraints", cA: false, critical: true }, { name: "keyUsage", digitalSignature: true, nonRepudiation: true, critical: true }, { name: "subjectKeyIdentifier" }, { name: "authorityKeyIdentifier", keyIdentifier: issuer.certificate.generateSubjectKeyIdentifier().getBytes() }]
      : [{ name: "basicConstraints", cA: true, critical: true }, { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true }, { name: "subjectKeyIdentifier" }],
  );
  certificate.sign((issuer ?? { keys }).keys.privateKey, forge.md.sha256.create());
  const der = Uint8Array.from(forge.asn1.toDer(forge.pki.certificateToAsn1(certificate)).getBytes(), (character) => character.charCodeAt(0));
  return { der, certificate, keys };
}
