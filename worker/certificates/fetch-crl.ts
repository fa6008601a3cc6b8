import { askOutside, type Fetcher } from "../kernel/ask-outside.ts";
import { MAX_LIST_BYTES } from "./read-crl.ts";

/** The bytes at the address, no larger than any list. Throws `NotAnswered`. */
export function fetchCrl(url: string, fetcher: Fetcher): Promise<Uint8Array> {
  return askOutside(url, { headers: { Accept: "application/pkix-crl, application/octet-stream;q=0.5" } }, fetcher, MAX_LIST_BYTES);
}
