import forge from "node-forge";
import { calculateJwkThumbprint } from "jose";
import { toBase64 } from "../../../worker/kernel/base64.ts";
import { digestOf } from "../../../worker/kernel/digest.ts";
import { readCertificate, type Certificate } from "../../../worker/certificates/read-certificate.ts";
import type { SigningKey } from "../sign-compact.ts";
import { chainOf } from "./chain-of.ts";

/** What is in a certificate file: a key that can sign and never be read out, and what the CA says of whose it is. */
export type OpenedP12 = { key: SigningKey; subject: string; organisation: string | null; unit: string | null; issuer: string; serial: string; notBefore: number; notAfter: number };

export class P12Refused extends Error {
  readonly reason: "password" | "damaged" | "no-key" | "key" | "certificate";
  constructor(reason: P12Refused["reason"]) {
    super(reason);
    this.reason = reason;
  }
}

type Pbes2 = (oid: string, parameters: unknown, password: string) => unknown;
const pbe = (forge.pki as unknown as { pbe: { getCipherForPBES2: Pbes2 } }).pbe;
const withBytes = pbe.getCipherForPBES2;
// PBES2 derives its key from the password's UTF-8 (RFC 8018), the file's MAC and the old ciphers from its UTF-16 (RFC 7292 B.1). forge takes the
// same text for both, so that a Vietnamese password opens old files only.
pbe.getCipherForPBES2 = (oid, parameters, password) => withBytes(oid, parameters, forge.util.encodeUtf8(password));

const algorithms = {
  RSA: { alg: "PS256", importing: { name: "RSA-PSS", hash: "SHA-256" }, using: { name: "RSA-PSS", saltLength: 32 } },
  "P-256": { alg: "ES256", importing: { name: "ECDSA", namedCurve: "P-256" }, using: { name: "ECDSA", hash: "SHA-256" } },
  "P-384": { alg: "ES384", importing: { name: "ECDSA", namedCurve: "P-384" }, using: { name: "ECDSA", hash: "SHA-384" } },
} as const;

/**
 * Opens a PKCS#12 file (RFC 7292), modern or old, with RSA or EC keys. The bytes and the key's own bytes are overwritten afterwards; the key that is
 * handed back is not extractable. Throws `P12Refused`.
 */
export async function openP12(file: Uint8Array, password: string): Promise<OpenedP12> {
  const { keys, certificates } = takeApart(file, password);
  file.fill(0);
  if (keys.length === 0) throw new P12Refused("no-key");
  const read = certificates.map(readOrRefuse);
  for (const pkcs8 of keys) {
    for (const certificate of read) {
      const privateKey = await importFor(certificate, pkcs8);
      if (!privateKey) continue;
      for (const bytes of keys) bytes.fill(0);
      return toOpened(certificate, privateKey, read);
    }
  }
  throw new P12Refused(keys.some((pkcs8) => pkcs8.length > 0) && read.length > 0 ? "key" : "no-key");
}

/** The private keys (PKCS#8) and the certificates (DER) in the file. */
function takeApart(file: Uint8Array, password: string): { keys: Uint8Array[]; certificates: Uint8Array[] } {
  let structure: forge.asn1.Asn1;
  try {
    structure = forge.asn1.fromDer(forge.util.createBuffer(binaryOf(file)));
  } catch {
    throw new P12Refused("damaged");
  }
  try {
    const bags = forge.pkcs12.pkcs12FromAsn1(structure, false, password).safeContents.flatMap(({ safeBags }) => safeBags);
    return { keys: bags.flatMap(toPkcs8), certificates: bags.flatMap(toCertificate) };
  } catch (error) {
    if (error instanceof P12Refused) throw error;
    throw new P12Refused(/MAC|password|decrypt/i.test(String(error)) ? "password" : "damaged");
  }
}

function toPkcs8(bag: forge.pkcs12.Bag): Uint8Array[] {
  if (bag.type !== forge.pki.oids["pkcs8ShroudedKeyBag"] && bag.type !== forge.pki.oids["keyBag"]) return [];
  // forge reads RSA keys only; of the others it hands on the PKCS#8 structure as it stands.
  const structure = bag.key ? forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(bag.key)) : bag.asn1;
  return [bytesOf(forge.asn1.toDer(structure).getBytes())];
}

function toCertificate(bag: forge.pkcs12.Bag): Uint8Array[] {
  if (bag.type !== forge.pki.oids["certBag"]) return [];
  const structure = bag.cert ? forge.pki.certificateToAsn1(bag.cert) : bag.asn1;
  return [bytesOf(forge.asn1.toDer(structure).getBytes())];
}

function readOrRefuse(der: Uint8Array): Certificate {
  try {
    return readCertificate(der);
  } catch {
    throw new P12Refused("certificate");
  }
}

/** The key, if it is the certificate's: what it signs verifies with the certificate. Null otherwise. */
async function importFor({ key }: Certificate, pkcs8: Uint8Array): Promise<CryptoKey | null> {
  const { importing, using } = algorithms[key.kty === "RSA" ? "RSA" : key.crv];
  const challenge = crypto.getRandomValues(new Uint8Array(32));
  try {
    const privateKey = await crypto.subtle.importKey("pkcs8", pkcs8 as BufferSource, importing, false, ["sign"]);
    const publicKey = await crypto.subtle.importKey("jwk", key, importing, false, ["verify"]);
    const isItsOwn = await crypto.subtle.verify(using, publicKey, await crypto.subtle.sign(using, privateKey, challenge), challenge);
    return isItsOwn ? privateKey : null;
  } catch {
    return null;
  }
}

async function toOpened(own: Certificate, privateKey: CryptoKey, all: readonly Certificate[]): Promise<OpenedP12> {
  const { alg } = algorithms[own.key.kty === "RSA" ? "RSA" : own.key.crv];
  const x5c = chainOf(own, all).map(({ der }) => toBase64(der));
  const { subject, issuer, serial, notBefore, notAfter } = own;
  return {
    key: { kid: await calculateJwkThumbprint(own.key), privateKey, certificate: { alg, x5t: await digestOf(own.der), x5c } },
    subject: subject.commonName ?? subject.organisation ?? "",
    organisation: subject.organisation,
    unit: subject.unit,
    issuer: issuer.commonName ?? issuer.organisation ?? "",
    serial,
    notBefore,
    notAfter,
  };
}

function binaryOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}

function bytesOf(binary: string): Uint8Array {
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
