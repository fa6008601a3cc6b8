import { fromBase64, toBase64 } from "../../../worker/kernel/base64.ts";
import { digestOf } from "../../../worker/kernel/digest.ts";
import { readCertificate, type Certificate } from "../../../worker/certificates/read-certificate.ts";
import { chainOf } from "../../signing/certificates/chain-of.ts";

/** A certificate with the CAs above it, in the order that the server walks them. `x5t`: the SHA-256 of the first. */
export type ReadChain = { x5c: string[]; x5t: string; own: Certificate };

/** A chain has at most four certificates of at most 10,000 bytes; PEM is a third larger. */
const MAX_BYTES = 100_000;
const PEM = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g;

/** The chain in one or several files, PEM or DER, in whatever order; null where they hold no certificate of a system, or more than one. */
export async function readChainFiles(files: readonly File[]): Promise<ReadChain | null> {
  if (files.length === 0 || files.reduce((sum, { size }) => sum + size, 0) > MAX_BYTES) return null;
  const ders = (await Promise.all(files.map(async (file) => dersIn(new Uint8Array(await file.arrayBuffer()))))).flat();
  try {
    const read = ders.map(readCertificate);
    const [own, ...others] = read.filter(({ basicConstraints }) => !basicConstraints?.isCa);
    if (!own || others.length > 0) return null;
    return { x5c: chainOf(own, read).map(({ der }) => toBase64(der)), x5t: await digestOf(own.der), own };
  } catch {
    return null;
  }
}

function dersIn(bytes: Uint8Array): Uint8Array[] {
  const blocks = [...new TextDecoder().decode(bytes).matchAll(PEM)];
  return blocks.length === 0 ? [bytes] : blocks.map(([, text]) => fromBase64(text!.replaceAll(/\s/g, "")));
}
