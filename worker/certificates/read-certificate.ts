import { bytesOf, childrenOf, contentOf, NotDer, readBits, readBoolean, readDer, readInteger, readOid, readSmall, readTime, requireTag, tags, type Element } from "./read-der.ts";
import { ChainRefused } from "./chain-refused.ts";
import { readPublicKey, readSignatureAlgorithm, type CertificateKey, type SignatureAlgorithm } from "./public-key.ts";
import { readName, type Name } from "./read-name.ts";

/** What the walk needs of one certificate. Moments in milliseconds; `serial` and key ids in hexadecimal. */
export type Certificate = {
  der: Uint8Array;
  signed: Uint8Array;
  signature: Uint8Array;
  algorithm: SignatureAlgorithm;
  serial: string;
  issuer: Name;
  subject: Name;
  notBefore: number;
  notAfter: number;
  key: CertificateKey;
  /** Null when the certificate says nothing of it. */
  basicConstraints: { isCritical: boolean; isCa: boolean; pathLength: number | null } | null;
  usage: { digitalSignature: boolean; nonRepudiation: boolean; keyCertSign: boolean; crlSign: boolean } | null;
  /** Object identifiers of what the key is for; null when it is for anything. */
  purposes: string[] | null;
  subjectKeyId: string | null;
  authorityKeyId: string | null;
};

/** Longer ones exist only to hurt: with a 4096-bit key and every usual extension a certificate has 3 kB. */
export const MAX_CERTIFICATE_BYTES = 10_000;

/** One certificate (RFC 5280), strictly. Throws `ChainRefused`, or `NotDer` for what is no DER. */
export function readCertificate(der: Uint8Array): Certificate {
  if (der.length > MAX_CERTIFICATE_BYTES) throw new ChainRefused("too-large");
  const [signed, algorithm, signature, ...rest] = childrenOf(readDer(der));
  if (!signed || !algorithm || !signature || rest.length > 0) throw new NotDer("not the three parts of a certificate");
  const [version, serial, innerAlgorithm, issuer, validity, subject, key, ...tail] = childrenOf(signed);
  if (version?.tag !== 0xa0 || readSmall(childrenOf(version, 0xa0)[0]) !== 2) throw new ChainRefused("not-a-certificate");
  if (!equalBytes(bytesOf(requireTag(innerAlgorithm, tags.sequence)), bytesOf(algorithm))) throw new ChainRefused("weak-signature");
  const [from, to, ...other] = childrenOf(requireTag(validity, tags.sequence));
  if (other.length > 0) throw new NotDer("a validity of three moments");
  return {
    der,
    signed: bytesOf(signed),
    signature: readBits(signature),
    algorithm: readSignatureAlgorithm(algorithm),
    serial: readSerial(serial),
    issuer: readName(issuer),
    subject: readName(subject),
    notBefore: readTime(from),
    notAfter: readTime(to),
    key: readPublicKey(key),
    ...readExtensions(tail),
  };
}

/** Positive and at most 20 bytes (RFC 5280 §4.1.2.2), in hexadecimal. */
export function readSerial(element: Element | undefined): string {
  const content = readInteger(element);
  if (content[0]! >= 0x80 || content.length > 21 || content.every((byte) => byte === 0)) throw new ChainRefused("serial");
  return hexOf(content).replace(/^00/, "");
}

const oids = { subjectKeyId: "2.5.29.14", keyUsage: "2.5.29.15", subjectAltName: "2.5.29.17", basicConstraints: "2.5.29.19", policies: "2.5.29.32", authorityKeyId: "2.5.29.35", purposes: "2.5.29.37" } as const;
/** Name constraints, policy mappings, policy constraints, inhibit any-policy: whoever uses them wants more than this walk does. */
const constraints = ["2.5.29.30", "2.5.29.33", "2.5.29.36", "2.5.29.54"];
const mayBeCritical: readonly string[] = [oids.keyUsage, oids.subjectAltName, oids.basicConstraints, oids.policies, oids.purposes];

type Extensions = Pick<Certificate, "basicConstraints" | "usage" | "purposes" | "subjectKeyId" | "authorityKeyId">;

function readExtensions(tail: readonly Element[]): Extensions {
  if (tail.some(({ tag }) => tag === 0x81 || tag === 0x82 || tag === 0xa1 || tag === 0xa2)) throw new ChainRefused("unique-id");
  if (tail.length > 1 || (tail[0] && tail[0].tag !== 0xa3)) throw new NotDer("unknown parts after the key");
  const found = new Map<string, { isCritical: boolean; value: Uint8Array }>();
  const list = tail[0] ? childrenOf(requireTag(childrenOf(tail[0], 0xa3)[0], tags.sequence)) : [];
  for (const extension of list) {
    const parts = childrenOf(extension);
    const oid = readOid(parts[0]);
    const isCritical = parts.length === 3 && readBoolean(parts[1]);
    if (found.has(oid)) throw new ChainRefused("extension-repeated");
    if (constraints.includes(oid)) throw new ChainRefused("constraints");
    if (isCritical && !mayBeCritical.includes(oid)) throw new ChainRefused("extension-critical");
    found.set(oid, { isCritical, value: contentOf(requireTag(parts.at(-1), tags.octetString)) });
  }
  const read = <Value>(oid: string, reader: (element: Element, isCritical: boolean) => Value): Value | null => {
    const extension = found.get(oid);
    return extension ? reader(readDer(extension.value), extension.isCritical) : null;
  };
  return {
    basicConstraints: read(oids.basicConstraints, readBasicConstraints),
    usage: read(oids.keyUsage, readUsage),
    purposes: read(oids.purposes, (element) => childrenOf(element).map(readOid)),
    subjectKeyId: read(oids.subjectKeyId, (element) => hexOf(contentOf(requireTag(element, tags.octetString)))),
    authorityKeyId: read(oids.authorityKeyId, readAuthorityKeyId),
  };
}

function readBasicConstraints(element: Element, isCritical: boolean): NonNullable<Certificate["basicConstraints"]> {
  const parts = childrenOf(element);
  const isCa = parts[0]?.tag === tags.boolean && readBoolean(parts[0]);
  const length = parts.find(({ tag }) => tag === tags.integer);
  if (length && !isCa) throw new ChainRefused("path-length");
  return { isCritical, isCa, pathLength: length ? readSmall(length) : null };
}

function readUsage(element: Element): NonNullable<Certificate["usage"]> {
  const first = readBits(element, true)[0] ?? 0;
  return { digitalSignature: (first & 0x80) !== 0, nonRepudiation: (first & 0x40) !== 0, keyCertSign: (first & 0x04) !== 0, crlSign: (first & 0x02) !== 0 };
}

/** The key identifier; whoever names the issuer only by name and serial number gives us none. */
export function readAuthorityKeyId(element: Element): string | null {
  const id = childrenOf(element).find(({ tag }) => tag === 0x80);
  return id ? hexOf(contentOf(id)) : null;
}

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
