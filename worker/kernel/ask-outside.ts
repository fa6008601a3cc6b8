import { checkOutsideAddress } from "./check-outside-address.ts";

/** How addresses are asked, how long one may take in all (milliseconds), and whether this is the local demo, which may ask its own machine. */
export type Fetcher = { ask: (url: string, init: RequestInit) => Promise<Response>; timeout: number; isDemo: boolean };

export class NotAnswered extends Error {
  readonly reason: "address" | "redirect" | "status" | "too-large" | "timeout" | "unreachable";
  constructor(reason: NotAnswered["reason"]) {
    super(reason);
    this.reason = reason;
  }
}

/** The platform's own. */
export function fetcherOf({ DEMO_SIGN_IN }: Pick<Env, "DEMO_SIGN_IN">, timeout = 20_000): Fetcher {
  return { ask: (url, init) => fetch(url, init), timeout, isDemo: DEMO_SIGN_IN === "on" };
}

/**
 * Asks an address that somebody entered, and gives the body of a 2xx answer: the address is checked again, no redirect is followed, no more than
 * `maxBytes` are read, and nobody waits longer than the timeout. Throws `NotAnswered`.
 */
export async function askOutside(url: string, init: RequestInit, { ask, timeout, isDemo }: Fetcher, maxBytes: number): Promise<Uint8Array> {
  if (checkOutsideAddress(url, isDemo) !== null) throw new NotAnswered("address");
  const signal = AbortSignal.timeout(timeout);
  const response = await ask(url, { ...init, redirect: "manual", signal }).catch(() => {
    throw new NotAnswered(signal.aborted ? "timeout" : "unreachable");
  });
  if (response.status >= 300 && response.status < 400) throw new NotAnswered("redirect");
  if (!response.ok) throw new NotAnswered("status");
  if (!response.body) return new Uint8Array();
  return readLimited(response.body, maxBytes).catch((error: unknown) => {
    throw error instanceof NotAnswered ? error : new NotAnswered(signal.aborted ? "timeout" : "unreachable");
  });
}

async function readLimited(body: ReadableStream<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    // Leaving the loop ends the reading.
    if (size > maxBytes) throw new NotAnswered("too-large");
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
