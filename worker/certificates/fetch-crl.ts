import { checkCrlUrl } from "./check-crl-url.ts";
import { MAX_LIST_BYTES } from "./read-crl.ts";

/** How an address is asked; the platform's own `fetch`, or in tests one that reaches a server on this machine. */
export type Fetcher = (url: string, init: RequestInit) => Promise<Response>;

export class CrlNotFetched extends Error {
  readonly reason: "address" | "redirect" | "status" | "too-large" | "timeout" | "unreachable";
  constructor(reason: CrlNotFetched["reason"]) {
    super(reason);
    this.reason = reason;
  }
}

const TIMEOUT = 20_000;

/** The bytes at the address: no redirect is followed, nothing larger than any list is read, and nobody waits longer than 20 s. Throws `CrlNotFetched`. */
export async function fetchCrl(url: string, fetcher: Fetcher): Promise<Uint8Array> {
  if (checkCrlUrl(url) !== null) throw new CrlNotFetched("address");
  const response = await fetcher(url, { redirect: "manual", headers: { Accept: "application/pkix-crl, application/octet-stream;q=0.5" }, signal: AbortSignal.timeout(TIMEOUT) }).catch((error: unknown) => {
    throw new CrlNotFetched(error instanceof Error && error.name === "TimeoutError" ? "timeout" : "unreachable");
  });
  if (response.status >= 300 && response.status < 400) throw new CrlNotFetched("redirect");
  if (!response.ok || !response.body) throw new CrlNotFetched("status");
  return readLimited(response.body).catch((error: unknown) => {
    throw error instanceof CrlNotFetched ? error : new CrlNotFetched("unreachable");
  });
}

async function readLimited(body: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    // Leaving the loop ends the reading.
    if (size > MAX_LIST_BYTES) throw new CrlNotFetched("too-large");
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}
