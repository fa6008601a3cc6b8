import { checkCrlUrl } from "./check-crl-url.ts";
import { MAX_LIST_BYTES } from "./read-crl.ts";

/** How addresses are asked, how long one may take in all (milliseconds), and whether this is the local demo, which may ask its own machine. */
export type Fetcher = { ask: (url: string, init: RequestInit) => Promise<Response>; timeout: number; isDemo: boolean };

export class CrlNotFetched extends Error {
  readonly reason: "address" | "redirect" | "status" | "too-large" | "timeout" | "unreachable";
  constructor(reason: CrlNotFetched["reason"]) {
    super(reason);
    this.reason = reason;
  }
}

/** The platform's own. */
export function fetcherOf({ DEMO_SIGN_IN }: Pick<Env, "DEMO_SIGN_IN">): Fetcher {
  return { ask: (url, init) => fetch(url, init), timeout: 20_000, isDemo: DEMO_SIGN_IN === "on" };
}

/** The bytes at the address: no redirect is followed, nothing larger than any list is read, and nobody waits longer than 20 s. Throws `CrlNotFetched`. */
export async function fetchCrl(url: string, { ask, timeout, isDemo }: Fetcher): Promise<Uint8Array> {
  if (checkCrlUrl(url, isDemo) !== null) throw new CrlNotFetched("address");
  const signal = AbortSignal.timeout(timeout);
  const response = await ask(url, { redirect: "manual", headers: { Accept: "application/pkix-crl, application/octet-stream;q=0.5" }, signal }).catch(() => {
    throw new CrlNotFetched(signal.aborted ? "timeout" : "unreachable");
  });
  if (response.status >= 300 && response.status < 400) throw new CrlNotFetched("redirect");
  if (!response.ok || !response.body) throw new CrlNotFetched("status");
  return readLimited(response.body).catch((error: unknown) => {
    throw error instanceof CrlNotFetched ? error : new CrlNotFetched(signal.aborted ? "timeout" : "unreachable");
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
