import { fromBase64 } from "../../../worker/kernel/base64.ts";

/** The DER in a file, also where it is wrapped as PEM. */
export async function readDerFile(file: File): Promise<Uint8Array> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const pem = /-----BEGIN [A-Z0-9 ]+-----([A-Za-z0-9+/=\s]+)-----END/.exec(new TextDecoder().decode(bytes.subarray(0, 20_000_000)));
  return pem ? fromBase64(pem[1]!.replaceAll(/\s/g, "")) : bytes;
}
