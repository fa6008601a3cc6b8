import { base64url } from "jose";
import { describe, expect, test } from "vitest";
import { parseCompact } from "../../../worker/signing/parse-compact.ts";

const [header, payload, signature] = ["{}", '{"a":1}', "signature"].map((text) => base64url.encode(text)) as [string, string, string];
const LIMIT = 262_144;
const refusal = (jws: string, limit = LIMIT) => {
  try {
    parseCompact(jws, limit);
    return "taken";
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe("a compact JWS", () => {
  test("comes apart into its bytes and what was signed", () => {
    const parts = parseCompact(`${header}.${payload}.${signature}`, LIMIT);
    expect(new TextDecoder().decode(parts.payloadBytes)).toBe('{"a":1}');
    expect(parts.signingInput).toBe(`${header}.${payload}`);
  });

  test.each([
    ["two segments", `${header}.${payload}`],
    ["four segments", `${header}.${payload}.${signature}.${signature}`],
    ["five segments, as of encryption", `${header}.${payload}.${signature}.${signature}.${signature}`],
    ["an empty header", `.${payload}.${signature}`],
    ["an empty payload", `${header}..${signature}`],
    ["an empty signature", `${header}.${payload}.`],
    ["padding", `${header}.${payload}.${signature}=`],
    ["a space inside", `${header}.${payload.slice(0, 4)} ${payload.slice(4)}.${signature}`],
    ["a line break at the end", `${header}.${payload}.${signature}\n`],
    ["a byte order mark", `\ufeff${header}.${payload}.${signature}`],
    ["the other base64 alphabet, +", `${header}.${payload}.ab+d`],
    ["the other base64 alphabet, /", `${header}.${payload}.ab/d`],
    ["a length that no bytes have", `${header}.${payload}.abcde`],
    ["the JSON form of a JWS", JSON.stringify({ payload, signatures: [{ protected: header, signature }] })],
    ["letters beyond ASCII", `${header}.${payload}.chữký`],
    ["nothing", ""],
  ])("is refused with %s", (_, jws) => {
    expect(refusal(jws)).toBe("jws-malformed");
  });

  test("is refused with other unused bits: two texts are never one signature", () => {
    expect(refusal(`${header}.${payload}.QQ`)).toBe("taken");
    for (const twin of ["QR", "QS", "Qf"]) expect(refusal(`${header}.${payload}.${twin}`)).toBe("jws-malformed");
  });

  test("is refused when it, its header or its payload is too large", () => {
    expect(refusal(`${header}.${payload}.${"A".repeat(LIMIT)}`)).toBe("jws-too-large");
    expect(refusal(`${"A".repeat(24_580)}.${payload}.${signature}`)).toBe("jws-too-large");
    expect(refusal(`${header}.${base64url.encode("x".repeat(196_609))}.${signature}`, 300_000)).toBe("jws-too-large");
  });
});
