import { base64url } from "jose";
import type { AssertionOptions, RegistrationOptions } from "../../../worker/sign-in/contract.ts";

/** What a test changes to attack: each is what an honest authenticator or browser would never do. */
export type Tampering = { origin?: string; rpId?: string; challenge?: string; flags?: number; counter?: number; userHandle?: string; type?: string; crossOrigin?: boolean };
type Made = Awaited<ReturnType<typeof makePasskey>>;

const HONEST = "http://localhost";
const UP = 0x01;
const UV = 0x04;
const ATTESTED = 0x40;
export const WITHOUT_USER_VERIFICATION = UP;

/** A passkey in software: a P-256 key pair and the answers a browser would send, built by hand from WebAuthn Level 3. */
export async function makePasskey(options: RegistrationOptions, tampering: Tampering = {}) {
  const keys = (await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"])) as CryptoKeyPair;
  const { x, y } = (await crypto.subtle.exportKey("jwk", keys.publicKey)) as JsonWebKey;
  const id = crypto.getRandomValues(new Uint8Array(16));
  const cose = bytes([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20], base64url.decode(x!), [0x22, 0x58, 0x20], base64url.decode(y!));
  const authData = bytes(await authenticatorData(tampering.rpId ?? options.rp.id, tampering.flags ?? UP | UV | ATTESTED, 0), new Uint8Array(16), [0, id.length], id, cose);
  const attestation = bytes([0xa3, 0x63], utf8("fmt"), [0x64], utf8("none"), [0x67], utf8("attStmt"), [0xa0, 0x68], utf8("authData"), [0x58, authData.length], authData);
  const clientData = clientDataOf(tampering.type ?? "webauthn.create", options.challenge, tampering);
  return {
    id: base64url.encode(id),
    privateKey: keys.privateKey,
    userHandle: options.user.id,
    registration: {
      id: base64url.encode(id),
      rawId: base64url.encode(id),
      type: "public-key" as const,
      response: { clientDataJSON: base64url.encode(clientData), attestationObject: base64url.encode(attestation), transports: ["internal"] },
      clientExtensionResults: {},
    },
  };
}

/** The answer to a challenge, signed with the passkey. */
export async function assertWith(passkey: Made, options: AssertionOptions, tampering: Tampering = {}) {
  const authData = await authenticatorData(tampering.rpId ?? options.rpId, tampering.flags ?? UP | UV, tampering.counter ?? 1);
  const clientData = clientDataOf(tampering.type ?? "webauthn.get", options.challenge, tampering);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", clientData as BufferSource));
  const raw = new Uint8Array(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, passkey.privateKey, bytes(authData, hash) as BufferSource));
  return {
    id: passkey.id,
    rawId: passkey.id,
    type: "public-key" as const,
    response: { clientDataJSON: base64url.encode(clientData), authenticatorData: base64url.encode(authData), signature: base64url.encode(toDer(raw)), userHandle: tampering.userHandle ?? passkey.userHandle },
    clientExtensionResults: {},
  };
}

async function authenticatorData(rpId: string, flags: number, counter: number): Promise<Uint8Array> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", utf8(rpId) as BufferSource));
  return bytes(hash, [flags], [counter >>> 24, (counter >>> 16) & 255, (counter >>> 8) & 255, counter & 255]);
}

function clientDataOf(type: string, challenge: string, { origin = HONEST, challenge: other, crossOrigin = false }: Tampering): Uint8Array {
  return utf8(JSON.stringify({ type, challenge: other ?? challenge, origin, crossOrigin }));
}

/** WebCrypto gives r and s side by side; WebAuthn wants them in DER. */
function toDer(raw: Uint8Array): Uint8Array {
  const integer = (part: Uint8Array) => {
    const first = part.findIndex((byte) => byte !== 0);
    const digits = part.subarray(first);
    return digits[0]! & 0x80 ? bytes([0x02, digits.length + 1, 0], digits) : bytes([0x02, digits.length], digits);
  };
  const body = bytes(integer(raw.subarray(0, 32)), integer(raw.subarray(32)));
  return bytes([0x30, body.length], body);
}

const utf8 = (text: string) => new TextEncoder().encode(text);
const bytes = (...parts: readonly (Uint8Array | number[])[]) => Uint8Array.from(parts.flatMap((part) => [...part]));
