import { base64url } from "jose";
import { contentOf, childrenOf, NotDer, readBits, readDer, readOid, readSmall, readUnsigned, requireTag, tags, type Element } from "./read-der.ts";
import { ChainRefused } from "./chain-refused.ts";

/** A certificate's key as a JWK: what signatures are checked with. */
export type CertificateKey = { kty: "RSA"; n: string; e: "AQAB" } | { kty: "EC"; crv: "P-256" | "P-384"; x: string; y: string };

const curves = { "1.2.840.10045.3.1.7": ["P-256", 32], "1.3.132.0.34": ["P-384", 48] } as const;

/** The SubjectPublicKeyInfo, when it is RSA of 2048 to 4096 bits with e = 65537, or a point of P-256 or P-384. */
export function readPublicKey(element: Element | undefined): CertificateKey {
  const [algorithm, key] = childrenOf(requireTag(element, tags.sequence));
  const [oid, parameters] = childrenOf(requireTag(algorithm, tags.sequence));
  const name = readOid(oid);
  if (name === "1.2.840.113549.1.1.1" || (name === "1.2.840.113549.1.1.10" && !parameters)) return rsaKey(readBits(key));
  if (name === "1.2.840.10045.2.1") return curveKey(readOid(parameters), readBits(key));
  throw new ChainRefused("weak-key");
}

function rsaKey(bytes: Uint8Array): CertificateKey {
  const [modulus, exponent] = childrenOf(readDer(bytes)).map(readUnsigned);
  if (!modulus || !exponent) throw new NotDer("an RSA key without modulus or exponent");
  const bits = modulus.length * 8 - Math.clz32(modulus[0]!) + 24;
  if (bits < 2048 || bits > 4096 || base64url.encode(exponent) !== "AQAB") throw new ChainRefused("weak-key");
  return { kty: "RSA", n: base64url.encode(modulus), e: "AQAB" };
}

function curveKey(curve: string, point: Uint8Array): CertificateKey {
  const known = Object.hasOwn(curves, curve) ? curves[curve as keyof typeof curves] : undefined;
  if (!known) throw new ChainRefused("weak-key");
  const [crv, size] = known;
  if (point.length !== 2 * size + 1 || point[0] !== 0x04) throw new NotDer("a point in another form");
  return { kty: "EC", crv, x: base64url.encode(point.subarray(1, size + 1)), y: base64url.encode(point.subarray(size + 1)) };
}

export type SignatureAlgorithm = { name: "RSASSA-PKCS1-v1_5" | "ECDSA"; hash: string } | { name: "RSA-PSS"; hash: string; saltLength: number };

const algorithms: Record<string, SignatureAlgorithm> = {
  "1.2.840.113549.1.1.11": { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
  "1.2.840.113549.1.1.12": { name: "RSASSA-PKCS1-v1_5", hash: "SHA-384" },
  "1.2.840.113549.1.1.13": { name: "RSASSA-PKCS1-v1_5", hash: "SHA-512" },
  "1.2.840.10045.4.3.2": { name: "ECDSA", hash: "SHA-256" },
  "1.2.840.10045.4.3.3": { name: "ECDSA", hash: "SHA-384" },
  "1.2.840.10045.4.3.4": { name: "ECDSA", hash: "SHA-512" },
};
const RSA_PSS = "1.2.840.113549.1.1.10";
const MGF1 = "1.2.840.113549.1.1.8";
const hashes: Record<string, string> = { "2.16.840.1.101.3.4.2.1": "SHA-256", "2.16.840.1.101.3.4.2.2": "SHA-384", "2.16.840.1.101.3.4.2.3": "SHA-512" };

/** How a certificate or list is signed; SHA-1, MD5 and whatever is not in TT 15/2025/TT-BKHCN are refused. */
export function readSignatureAlgorithm(element: Element | undefined): SignatureAlgorithm {
  const [oid, parameters, ...rest] = childrenOf(requireTag(element, tags.sequence));
  const name = readOid(oid);
  if (rest.length > 0) throw new NotDer("an algorithm with two sets of parameters");
  if (name === RSA_PSS) return readPss(parameters);
  const known = Object.hasOwn(algorithms, name) ? algorithms[name] : undefined;
  if (!known) throw new ChainRefused("weak-signature");
  const isAsDescribed = known.name === "ECDSA" ? parameters === undefined : parameters?.tag === tags.null && contentOf(parameters).length === 0;
  if (!isAsDescribed) throw new NotDer("parameters that the algorithm does not have");
  return known;
}

/** RFC 4055 §3.1: the defaults are SHA-1, so hash, mask and salt must all be named. */
function readPss(parameters: Element | undefined): SignatureAlgorithm {
  const members = childrenOf(requireTag(parameters, tags.sequence));
  const member = (tag: number) => {
    const found = members.find((one) => one.tag === tag);
    return found && childrenOf(found, tag)[0];
  };
  const hash = hashOf(member(0xa0));
  const mask = member(0xa1);
  const [maskOid, maskHash] = mask ? childrenOf(mask) : [];
  const salt = member(0xa2);
  if (!mask || !salt || readOid(maskOid) !== MGF1 || hashOf(maskHash) !== hash || members.some(({ tag }) => tag < 0xa0 || tag > 0xa3)) throw new ChainRefused("weak-signature");
  const trailer = member(0xa3);
  const saltLength = readSmall(salt);
  if (trailer && readSmall(trailer) !== 1) throw new ChainRefused("weak-signature");
  if (saltLength < 20 || saltLength > 64) throw new ChainRefused("weak-signature");
  return { name: "RSA-PSS", hash, saltLength };
}

function hashOf(element: Element | undefined): string {
  if (!element) throw new ChainRefused("weak-signature");
  const name = readOid(childrenOf(element)[0]);
  const hash = Object.hasOwn(hashes, name) ? hashes[name] : undefined;
  if (!hash) throw new ChainRefused("weak-signature");
  return hash;
}
