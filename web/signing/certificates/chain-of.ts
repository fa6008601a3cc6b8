import { equalBytes, type Certificate } from "../../../worker/certificates/read-certificate.ts";

const MAX_CHAIN = 4;

/** The certificate with those of the CAs above it among `all`, in the order the server walks them. */
export function chainOf(own: Certificate, all: readonly Certificate[]): Certificate[] {
  const chain = [own];
  while (chain.length < MAX_CHAIN) {
    const last = chain.at(-1)!;
    const issuer = all.find((one) => !chain.includes(one) && equalBytes(one.subject.der, last.issuer.der) && (last.authorityKeyId === null || one.subjectKeyId === last.authorityKeyId));
    if (!issuer || equalBytes(last.subject.der, last.issuer.der)) break;
    chain.push(issuer);
  }
  return chain;
}
