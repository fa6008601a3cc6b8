import "reflect-metadata";
import { AuthorityKeyIdentifierExtension, BasicConstraintsExtension, type Extension, type JsonName, KeyUsageFlags, KeyUsagesExtension, SubjectKeyIdentifierExtension, X509CertificateGenerator, X509CrlGenerator } from "@peculiar/x509";

export type DemoKeyKind = "RSA" | "EC";
/** A person's certificate with its key (PKCS#8), which goes into a file and nowhere else. */
export type DemoCertificate = { der: Uint8Array; pkcs8: Uint8Array; keys: CryptoKeyPair };
export type DemoCa = { name: string; der: Uint8Array; list: Uint8Array; issue: (kind: DemoKeyKind, subject: { name: string; organisation: string; unit: string; serial: string }) => Promise<DemoCertificate> };

const DAY = 86_400_000;
const ecdsa = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const algorithms = { RSA: { name: "RSA-PSS", hash: "SHA-256", publicExponent: new Uint8Array([1, 0, 1]), modulusLength: 2048 }, EC: ecdsa } as const;
const NAME = "DEMO – not a licensed CA (generated)";

/**
 * A CA for the demo on this machine, whose name says that it is none that the law knows, with its revocation list, which names nobody. `now` in
 * milliseconds. Its key ends with this process: nothing can be issued in its name later.
 */
export async function makeDemoCa(now: number): Promise<DemoCa> {
  const keys = await crypto.subtle.generateKey(ecdsa, false, ["sign", "verify"]);
  const issuer: JsonName = [{ C: ["VN"] }, { O: ["Đối Soát, demo"] }, { CN: [NAME] }];
  const certify = (subject: JsonName, publicKey: CryptoKey, days: number, extensions: Extension[]) =>
    X509CertificateGenerator.create({ subject, issuer, notBefore: new Date(now - DAY), notAfter: new Date(now + days * DAY), signingAlgorithm: ecdsa, publicKey, signingKey: keys.privateKey, extensions });
  const own = await certify(issuer, keys.publicKey, 3 * 365, [
    new BasicConstraintsExtension(true, 0, true),
    new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    await SubjectKeyIdentifierExtension.create(keys.publicKey),
  ]);
  const ofCa = await AuthorityKeyIdentifierExtension.create(keys.publicKey);
  const list = await X509CrlGenerator.create({ issuer: own.subject, thisUpdate: new Date(now - DAY), nextUpdate: new Date(now + 2 * 365 * DAY), signingAlgorithm: ecdsa, signingKey: keys.privateKey, extensions: [ofCa] });
  return {
    name: NAME,
    der: new Uint8Array(own.rawData),
    list: new Uint8Array(list.rawData),
    issue: async (kind, { name, organisation, unit, serial }) => {
      const person = (await crypto.subtle.generateKey(algorithms[kind], true, ["sign", "verify"])) as CryptoKeyPair;
      const certificate = await certify([{ C: ["VN"] }, { O: [organisation] }, { OU: [unit] }, { CN: [name] }, { "2.5.4.5": [serial] }], person.publicKey, 2 * 365, [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation, true),
        await SubjectKeyIdentifierExtension.create(person.publicKey),
        ofCa,
      ]);
      return { der: new Uint8Array(certificate.rawData), pkcs8: new Uint8Array(await crypto.subtle.exportKey("pkcs8", person.privateKey)), keys: person };
    },
  };
}
