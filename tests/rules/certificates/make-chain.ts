import "reflect-metadata";
import { AuthorityKeyIdentifierExtension, BasicConstraintsExtension, type Extension, KeyUsageFlags, KeyUsagesExtension, SubjectKeyIdentifierExtension, X509CertificateGenerator, X509CrlGenerator } from "@peculiar/x509";

/** A certificate made for a test, with the key that can sign under it. */
export type MadeCertificate = { der: Uint8Array; subject: string; keys: CryptoKeyPair; algorithm: KeyAlgorithm };
export type KeyAlgorithm = "P-256" | "P-384" | "RSA-PSS" | "RSA" | "RSA-1024" | "RSA-SHA1";

export type CertificateWish = {
  subject?: string;
  issuer?: MadeCertificate;
  /** Another issuer's name than the signer's own. */
  issuerName?: string;
  kind?: "ca" | "leaf";
  algorithm?: KeyAlgorithm;
  keys?: CryptoKeyPair;
  from?: number;
  to?: number;
  pathLength?: number;
  usage?: number | null;
  isCritical?: boolean;
  leaveOut?: readonly ("basicConstraints" | "subjectKeyId" | "authorityKeyId")[];
  more?: readonly Extension[];
  serial?: string;
};

export const YEAR = 365 * 86_400_000;
/** The moment at which the chains of the tests are looked at: now, to the second, because the Worker's own tests use them too. */
export const AT = Math.floor(Date.now() / 1000) * 1000;

const rsa = (name: string, modulusLength: number, hash: string) => ({ name, hash, publicExponent: new Uint8Array([1, 0, 1]), modulusLength });
const algorithms = {
  "P-256": { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" },
  "P-384": { name: "ECDSA", namedCurve: "P-384", hash: "SHA-384" },
  "RSA-PSS": { ...rsa("RSA-PSS", 2048, "SHA-256"), saltLength: 32 },
  RSA: rsa("RSASSA-PKCS1-v1_5", 2048, "SHA-256"),
  "RSA-1024": rsa("RSASSA-PKCS1-v1_5", 1024, "SHA-256"),
  "RSA-SHA1": rsa("RSASSA-PKCS1-v1_5", 2048, "SHA-1"),
} as const;

let made = 0;

/** One certificate as a CA would make it, unless the wish says what is wrong with it. */
export async function makeCertificate(wish: CertificateWish = {}): Promise<MadeCertificate> {
  const kind = wish.kind ?? "leaf";
  const subject = wish.subject ?? `CN=${kind === "ca" ? "CA thu" : "Nguoi thu"} ${++made},O=Co quan thu,C=VN`;
  const algorithm = wish.algorithm ?? "P-256";
  const keys = wish.keys ?? ((await crypto.subtle.generateKey(algorithms[algorithm], true, ["sign", "verify"])) as CryptoKeyPair);
  const signer = wish.issuer ?? { keys, subject, algorithm };
  const certificate = await X509CertificateGenerator.create({
    serialNumber: wish.serial ?? (0x1000 + ++made).toString(16),
    subject,
    issuer: wish.issuerName ?? signer.subject,
    notBefore: new Date(wish.from ?? AT - YEAR),
    notAfter: new Date(wish.to ?? AT + YEAR),
    signingAlgorithm: algorithms[signer.algorithm],
    publicKey: keys.publicKey,
    signingKey: signer.keys.privateKey,
    extensions: await extensionsOf(kind, wish, keys, signer.keys),
  });
  return { der: new Uint8Array(certificate.rawData), subject, keys, algorithm };
}

async function extensionsOf(kind: "ca" | "leaf", wish: CertificateWish, own: CryptoKeyPair, signer: CryptoKeyPair): Promise<Extension[]> {
  const usual = kind === "ca" ? KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign : KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation;
  const isMade = (name: NonNullable<CertificateWish["leaveOut"]>[number]) => !wish.leaveOut?.includes(name);
  return [
    ...(isMade("basicConstraints") ? [new BasicConstraintsExtension(kind === "ca", wish.pathLength, wish.isCritical ?? true)] : []),
    ...(wish.usage === null ? [] : [new KeyUsagesExtension(wish.usage ?? usual, true)]),
    ...(isMade("subjectKeyId") ? [await SubjectKeyIdentifierExtension.create(own.publicKey)] : []),
    ...(isMade("authorityKeyId") ? [await AuthorityKeyIdentifierExtension.create(signer.publicKey)] : []),
    ...(wish.more ?? []),
  ];
}

/** A root, a CA under it, and a person's certificate under that: `chain` is leaf first, without the root. */
export async function makeChain(leaf: CertificateWish = {}, algorithm: KeyAlgorithm = "P-256"): Promise<{ root: MadeCertificate; sub: MadeCertificate; leaf: MadeCertificate; chain: Uint8Array[] }> {
  const root = await makeCertificate({ kind: "ca", algorithm });
  const sub = await makeCertificate({ kind: "ca", algorithm, issuer: root, pathLength: 0 });
  const person = await makeCertificate({ algorithm, issuer: sub, ...leaf });
  return { root, sub, leaf: person, chain: [person.der, sub.der] };
}

/** A revocation list of the CA with these serial numbers (hexadecimal). */
export async function makeCrl(issuer: MadeCertificate, revoked: readonly string[] = [], wish: { thisUpdate?: number; nextUpdate?: number; signer?: MadeCertificate } = {}): Promise<Uint8Array> {
  const signer = wish.signer ?? issuer;
  const thisUpdate = wish.thisUpdate ?? AT - 3_600_000;
  const list = await X509CrlGenerator.create({
    issuer: issuer.subject,
    thisUpdate: new Date(thisUpdate),
    nextUpdate: new Date(wish.nextUpdate ?? AT + 86_400_000),
    entries: revoked.map((serialNumber) => ({ serialNumber, revocationDate: new Date(thisUpdate) })),
    signingAlgorithm: algorithms[signer.algorithm],
    signingKey: signer.keys.privateKey,
  });
  return new Uint8Array(list.rawData);
}
