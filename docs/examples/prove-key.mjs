// Proves that a system holds its private key, so that an administrator can register the public one. Node 20 or newer, no packages.
// The private key stays where it is: only the lines that are printed go to the administrator.
//
//   node prove-key.mjs key.pem --aud … --iss int_… --nonce=… --iat … [--x5t=…] [--old old-key.pem [--old-x5t=…]]
//
// `key.pem`: the private key (PKCS#8, PEM); where there is no such file, a key is made and kept in it. Where it is encrypted, its passphrase stands in KEY_PASSPHRASE.
// `--x5t`: where the key has a certificate, its SHA-256, as the console shows it. `--old`: the key that this one replaces; then nobody else approves.

import { createHash, createPrivateKey, createPublicKey, constants, generateKeyPairSync, sign } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const base64url = (bytes) => Buffer.from(bytes).toString("base64url");
const algorithms = { "P-256": "ES256", "P-384": "ES384", Ed25519: "Ed25519", RSA: "PS256" };
const hashes = { ES256: "sha256", ES384: "sha384", Ed25519: null, PS256: "sha256" };

/** What registers the key: `alg` and `jwk`, the proof `pop`, and of a rotation `prevPop`. `claims`: `aud`, `iss`, `nonce`, `iat` of the challenge. */
export function proveKey({ key, x5t, old, oldX5t, claims }) {
  const { alg, jwk, kid } = describe(key);
  const proof = { ver: 1, ...claims, jkt: kid };
  return { alg, jwk, pop: signProof(key, x5t, proof), ...(old ? { prevPop: signProof(old, oldX5t, proof) } : {}) };
}

function signProof(key, x5t, proof) {
  const { alg, kid } = describe(key);
  const header = { alg, typ: "gov-key-pop+jwt", kid, iat: proof.iat, ...(x5t ? { "x5t#S256": x5t } : {}) };
  const input = [header, proof].map((part) => base64url(JSON.stringify(part))).join(".");
  const how = alg === "PS256" ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 } : { dsaEncoding: "ieee-p1363" };
  return `${input}.${base64url(sign(hashes[alg], Buffer.from(input), { key, ...how }))}`;
}

/** The algorithm, the public key, and its thumbprint (RFC 7638). */
function describe(key) {
  const { kty, crv, x, y, n, e } = createPublicKey(key).export({ format: "jwk" });
  const alg = algorithms[kty === "RSA" ? "RSA" : crv];
  if (!alg) throw new Error(`Keys of this kind are not used here: ${crv ?? kty}. Make an EC key on P-256.`);
  const jwk = kty === "RSA" ? { e, kty, n } : kty === "OKP" ? { crv, kty, x } : { crv, kty, x, y };
  return { alg, jwk, kid: base64url(createHash("sha256").update(JSON.stringify(jwk)).digest()) };
}

function main([file, ...words]) {
  const options = Object.fromEntries(words.flatMap((word, at) => (word.startsWith("--") ? [readOption(word, words[at + 1])] : [])));
  const read = (path) => createPrivateKey({ key: readFileSync(path), passphrase: process.env.KEY_PASSPHRASE });
  const claims = { aud: options.aud, iss: options.iss, iat: Number(options.iat), nonce: options.nonce };
  if (!file || Object.values(claims).some((value) => !value)) throw new Error("Copy the whole command from the console: a key file, --aud, --iss, --nonce and --iat.");
  // A certificate is of a key that exists, and so is a key that is replaced.
  if (!options.x5t && !existsSync(file)) makeKey(file);
  console.log(JSON.stringify(proveKey({ key: read(file), x5t: options.x5t, old: options.old && read(options.old), oldX5t: options["old-x5t"], claims })));
}

function makeKey(file) {
  writeFileSync(file, generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600, flag: "wx" });
  console.error(`There was no ${file}: a new key was made and is kept in it. Whoever has that file signs as this system.`);
}

/** `--name value` or `--name=value`: what begins with a dash itself needs the second. */
function readOption(word, next) {
  const at = word.indexOf("=");
  return at === -1 ? [word.slice(2), next] : [word.slice(2, at), word.slice(at + 1)];
}

if (process.argv[1]?.endsWith("prove-key.mjs")) {
  try {
    main(process.argv.slice(2));
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
