import { bytesOf, childrenOf, contentOf, NotDer, readBits, readBoolean, readDer, readOid, readTime, readUnsigned, requireTag, tags, type Element } from "./read-der.ts";
import { ChainRefused } from "./chain-refused.ts";
import { readSignatureAlgorithm, type SignatureAlgorithm } from "./public-key.ts";
import { equalBytes, hexOf, readAuthorityKeyId, readSerial } from "./read-certificate.ts";
import { readName, type Name } from "./read-name.ts";

/** A revocation list (RFC 5280 §5). Moments in milliseconds; serial numbers in hexadecimal with the moment of revocation. */
export type RevocationList = {
  signed: Uint8Array;
  signature: Uint8Array;
  algorithm: SignatureAlgorithm;
  issuer: Name;
  thisUpdate: number;
  nextUpdate: number;
  number: string | null;
  authorityKeyId: string | null;
  revoked: Map<string, number>;
};

/** A public CA with a million certificates in force revokes some percent of them; an entry has about 40 bytes. */
export const MAX_LIST_BYTES = 8_000_000;

const oids = { number: "2.5.29.20", authorityKeyId: "2.5.29.35" } as const;

/** One list, strictly: complete ones only, so no critical extension (deltas and partial lists have one) and a next update. Throws `ChainRefused` or `NotDer`. */
export function readCrl(der: Uint8Array): RevocationList {
  if (der.length > MAX_LIST_BYTES) throw new ChainRefused("list-invalid");
  const [signed, algorithm, signature, ...rest] = childrenOf(readDer(der));
  if (!signed || !algorithm || !signature || rest.length > 0) throw new NotDer("not the three parts of a list");
  const parts = childrenOf(signed);
  const version = parts.shift();
  if (version?.tag !== tags.integer || contentOf(version)[0] !== 1) throw new ChainRefused("list-invalid");
  const [innerAlgorithm, issuer, thisUpdate, nextUpdate, ...tail] = parts;
  if (!equalBytes(bytesOf(requireTag(innerAlgorithm, tags.sequence)), bytesOf(algorithm))) throw new ChainRefused("weak-signature");
  const entries = tail[0]?.tag === tags.sequence ? tail.shift() : undefined;
  if (tail.length > 1 || (tail[0] && tail[0].tag !== 0xa0)) throw new NotDer("unknown parts after the entries");
  return {
    signed: bytesOf(signed),
    signature: readBits(signature),
    algorithm: readSignatureAlgorithm(algorithm),
    issuer: readName(issuer),
    thisUpdate: readTime(thisUpdate),
    nextUpdate: readTime(nextUpdate),
    revoked: readEntries(entries),
    ...readExtensions(tail[0]),
  };
}

/** A certificate on hold counts as revoked as long as it is listed. */
function readEntries(entries: Element | undefined): Map<string, number> {
  const revoked = new Map<string, number>();
  for (const entry of entries ? childrenOf(entries) : []) {
    const [serial, at, extensions] = childrenOf(entry);
    // An entry's critical extension (certificate issuer) says that the list speaks for other CAs.
    if (extensions && childrenOf(extensions).some(isCritical)) throw new ChainRefused("list-invalid");
    revoked.set(readSerial(serial), readTime(at));
  }
  return revoked;
}

function readExtensions(element: Element | undefined): Pick<RevocationList, "number" | "authorityKeyId"> {
  const list = element ? childrenOf(requireTag(childrenOf(element, 0xa0)[0], tags.sequence)) : [];
  const found = new Map<string, Uint8Array>();
  for (const extension of list) {
    const parts = childrenOf(extension);
    const oid = readOid(parts[0]);
    if (isCritical(extension) || found.has(oid)) throw new ChainRefused("list-invalid");
    found.set(oid, contentOf(requireTag(parts.at(-1), tags.octetString)));
  }
  const number = found.get(oids.number);
  const id = found.get(oids.authorityKeyId);
  return { number: number ? hexOf(readUnsigned(readDer(number))) : null, authorityKeyId: id ? readAuthorityKeyId(readDer(id)) : null };
}

function isCritical(extension: Element): boolean {
  const parts = childrenOf(extension);
  return parts.length === 3 && readBoolean(parts[1]);
}
