import { base64url } from "jose";
import { Problem } from "../kernel/problem.ts";
import { NotStrictJson, parseStrictJson } from "./strict-json.ts";

/** A compact JWS taken apart, nothing checked but its form. `signingInput` is what the signature covers. */
export type CompactParts = { headerBytes: Uint8Array; payloadBytes: Uint8Array; signature: Uint8Array; signingInput: string };

const SEGMENT = /^[A-Za-z0-9_-]+$/;
/** A header has four short members; certificates would make it longer, but never longer than this. */
const MAX_HEADER_LENGTH = 24_576;
const MAX_PAYLOAD_BYTES = 196_608;

/**
 * Splits a compact JWS strictly (GFS-1, S0 and S1): three segments, each in canonical base64url. jose alone accepts spaces,
 * padding and other unused bits, so that many texts would be one signature.
 */
export function parseCompact(jws: string, maxLength: number): CompactParts {
  if (jws.length > maxLength) throw new Problem("jws-too-large", `The signed document has more than ${maxLength} characters. Put large content into attachments.`);
  const segments = jws.split(".");
  const [header, payload, signature] = segments;
  if (segments.length !== 3 || !header || !payload || !signature) throw malformed("It needs exactly three parts with two dots between them.");
  if (header.length > MAX_HEADER_LENGTH) throw new Problem("jws-too-large", "The JWS header is too long.");
  const payloadBytes = decode(payload);
  if (payloadBytes.length > MAX_PAYLOAD_BYTES) throw new Problem("jws-too-large", `The payload has more than ${MAX_PAYLOAD_BYTES} bytes. Put large content into attachments.`);
  return { headerBytes: decode(header), payloadBytes, signature: decode(signature), signingInput: `${header}.${payload}` };
}

function decode(segment: string): Uint8Array {
  if (!SEGMENT.test(segment) || segment.length % 4 === 1) throw malformed("A part has characters that are not base64url (no padding, no spaces).");
  const bytes = base64url.decode(segment);
  if (base64url.encode(bytes) !== segment) throw malformed("A part is not in canonical base64url.");
  return bytes;
}

function malformed(why: string): Problem {
  return new Problem("jws-malformed", `This is not a compact JWS. ${why} Sign again and send exactly what was signed.`);
}

/** The JSON object in the bytes, strictly; `problemOf` names the refusal when it is none. */
export function parseJsonObject(bytes: Uint8Array, problemOf: (why: string) => Problem): Record<string, unknown> {
  let value: unknown;
  try {
    value = parseStrictJson(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (error) {
    throw problemOf(error instanceof NotStrictJson ? error.message : "It is not UTF-8 JSON.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw problemOf("It is not a JSON object.");
  return value as Record<string, unknown>;
}
