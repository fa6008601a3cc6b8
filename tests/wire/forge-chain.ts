import forge from "node-forge";

const DAY = 86_400_000;

export type ForgedWish = {
  isCa?: boolean;
  issuer?: Forged;
  /** Certificates that name each other: the name it claims to be issued by. */
  issuerName?: string;
  bits?: 1024 | 2048;
  days?: [from: number, until: number];
  pathLength?: number;
  extensions?: readonly object[];
};
export type Forged = { name: string; der: Uint8Array; certificate: forge.pki.Certificate; keys: forge.pki.rsa.KeyPair };

/** A certificate made with node-forge: RSA, SHA-256, by the issuer or by itself. */
export function forgeCertificate(name: string, { isCa = false, issuer, issuerName, bits = 2048, days = [-1, 1], pathLength, extensions = [] }: ForgedWish = {}): Forged {
  const keys = forge.pki.rsa.generateKeyPair(bits);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = keys.publicKey;
  certificate.serialNumber = `01${[...new TextEncoder().encode(name)].map((byte) => byte.toString(16)).join("").slice(0, 30)}`;
  [certificate.validity.notBefore, certificate.validity.notAfter] = days.map((day) => new Date(Date.now() + day * DAY)) as [Date, Date];
  const named = (value: string) => [{ name: "commonName", value, valueTagClass: forge.asn1.Type.UTF8 as unknown as forge.asn1.Class }];
  certificate.setSubject(named(name));
  certificate.setIssuer(named(issuerName ?? issuer?.name ?? name));
  certificate.setExtensions([
    { name: "basicConstraints", cA: isCa, critical: true, ...(pathLength === undefined ? {} : { pathLenConstraint: pathLength }) },
    { name: "keyUsage", critical: true, ...(isCa ? { keyCertSign: true, cRLSign: true } : { digitalSignature: true, nonRepudiation: true }) },
    { name: "subjectKeyIdentifier" },
    ...(issuer ? [{ name: "authorityKeyIdentifier", keyIdentifier: issuer.certificate.generateSubjectKeyIdentifier().getBytes() }] : []),
    ...extensions,
  ]);
  certificate.sign((issuer?.keys ?? keys).privateKey, forge.md.sha256.create());
  return { name, certificate, keys, der: bytesOf(forge.asn1.toDer(forge.pki.certificateToAsn1(certificate)).getBytes()) };
}

/** RFC 5280, 4.2.1.10: only names below the domain; critical, as it must be. */
export const nameConstraints = { id: "2.5.29.30", critical: true, value: constrainedTo("example.vn") };
/** An extension nobody knows and everybody must understand. */
export const unknownCritical = { id: "1.3.6.1.4.1.99999.1", critical: true, value: forge.asn1.toDer(forge.asn1.create(forge.asn1.Class.UNIVERSAL, forge.asn1.Type.NULL, false, "")).getBytes() };

function constrainedTo(domain: string): string {
  const { create, toDer, Class, Type } = forge.asn1;
  const base = create(Class.CONTEXT_SPECIFIC, 2 as forge.asn1.Type, false, domain);
  const permitted = create(Class.CONTEXT_SPECIFIC, 0 as forge.asn1.Type, true, [create(Class.UNIVERSAL, Type.SEQUENCE, true, [base])]);
  return toDer(create(Class.UNIVERSAL, Type.SEQUENCE, true, [permitted])).getBytes();
}

/** 10,000 sequences in each other, with honest lengths, innermost a NULL. */
export function nested(depth: number): Uint8Array {
  const heads: number[][] = [];
  let size = 2;
  for (let level = 0; level < depth; level++) {
    const length = [24, 16, 8, 0].map((shift) => (size >> shift) & 0xff).filter((_, place) => size >> (24 - 8 * place) > 0);
    const head = size < 128 ? [0x30, size] : [0x30, 0x80 | length.length, ...length];
    heads.push(head);
    size += head.length;
  }
  return Uint8Array.from([...heads.toReversed().flat(), 0x05, 0x00]);
}

function bytesOf(binary: string): Uint8Array {
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
