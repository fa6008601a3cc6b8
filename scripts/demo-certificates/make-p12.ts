import forge from "node-forge";

/** How the file is encrypted: as software of today does (PBES2, AES-256, SHA-256), or as older software did and much still does (RC2, 3DES, SHA-1). */
export type P12Kind = "modern" | "legacy";
export type P12Contents = { pkcs8: Uint8Array; certificates: readonly Uint8Array[]; password: string };

type Node = forge.asn1.Asn1;
type Encrypted = { algorithm: Node; octets: string };
type DeriveKey = (password: string, salt: forge.util.ByteStringBuffer, id: number, iterations: number, length: number, digest?: forge.md.MessageDigest) => forge.util.ByteStringBuffer;

const { asn1, pki, random, util } = forge;
const { Class, Type } = asn1;
const deriveKey = (forge.pkcs12 as unknown as { generateKey: DeriveKey }).generateKey;
const rc2 = (forge as unknown as { rc2: { createEncryptionCipher: (key: forge.util.ByteStringBuffer, bits: number) => forge.cipher.BlockCipher } }).rc2;

const ITERATIONS = 2048;
const oids = { data: "1.2.840.113549.1.7.1", encryptedData: "1.2.840.113549.1.7.6", certBag: "1.2.840.113549.1.12.10.1.3", keyBag: "1.2.840.113549.1.12.10.1.2", x509: "1.2.840.113549.1.9.22.1", localKeyId: "1.2.840.113549.1.9.21", rc2: "1.2.840.113549.1.12.1.6" } as const;

/** A PKCS#12 file (RFC 7292) with one key and its certificates, its own first. forge itself packs RSA keys only, and never with RC2. */
export function makeP12({ pkcs8, certificates, password }: P12Contents, kind: P12Kind): Uint8Array {
  const seal = (content: Node) => encrypt(content, password, kind === "modern" ? "aes256" : "3des");
  const certBags = sequence(certificates.map((der, place) => bag(oids.certBag, sequence([oid(oids.x509), explicit(octets(binaryOf(der)))]), place === 0)));
  const sealedCerts = kind === "modern" ? seal(certBags) : encryptRc2(certBags, password);
  const sealedKey = seal(asn1.fromDer(binaryOf(pkcs8)));
  const key = sequence([bag(oids.keyBag, sequence([sealedKey.algorithm, octets(sealedKey.octets)]), true)]);
  const safe = derOf(sequence([toEncryptedData(sealedCerts), contentInfo(oids.data, octets(derOf(key)))]));
  const pfx = sequence([integer(3), contentInfo(oids.data, octets(safe)), macOver(safe, password, kind)]);
  return Uint8Array.from(derOf(pfx), (character) => character.charCodeAt(0));
}

function encrypt(content: Node, password: string, algorithm: "aes256" | "3des"): Encrypted {
  const sealed = pki.encryptPrivateKeyInfo(content, password, { algorithm, count: ITERATIONS, saltSize: 16, ...(algorithm === "aes256" ? { prfAlgorithm: "sha256" } : {}) });
  const [parameters, bytes] = sealed.value as [Node, Node];
  return { algorithm: parameters, octets: bytes.value as string };
}

/** pbeWithSHAAnd40BitRC2-CBC: what old files protect their certificates with. */
function encryptRc2(content: Node, password: string): Encrypted {
  const salt = random.getBytesSync(8);
  const derive = (id: number, length: number) => deriveKey(password, util.createBuffer(salt), id, ITERATIONS, length);
  const cipher = rc2.createEncryptionCipher(derive(1, 5), 40);
  (cipher.start as unknown as (iv: forge.util.ByteStringBuffer) => void)(derive(2, 8));
  cipher.update(util.createBuffer(derOf(content)));
  cipher.finish();
  return { algorithm: sequence([oid(oids.rc2), sequence([octets(salt), integer(ITERATIONS)])]), octets: cipher.output.getBytes() };
}

function toEncryptedData({ algorithm, octets: bytes }: Encrypted): Node {
  const content = sequence([oid(oids.data), algorithm, asn1.create(Class.CONTEXT_SPECIFIC, 0 as forge.asn1.Type, false, bytes)]);
  return contentInfo(oids.encryptedData, sequence([integer(0), content]));
}

function macOver(safe: string, password: string, kind: P12Kind): Node {
  const newDigest = () => (kind === "modern" ? forge.md.sha256.create() : forge.md.sha1.create());
  const [salt, length] = [random.getBytesSync(8), kind === "modern" ? 32 : 20];
  const mac = forge.hmac.create();
  mac.start(newDigest(), deriveKey(password, util.createBuffer(salt), 3, ITERATIONS, length, newDigest()));
  mac.update(safe);
  const digest = sequence([sequence([oid(pki.oids[kind === "modern" ? "sha256" : "sha1"]!), asn1.create(Class.UNIVERSAL, Type.NULL, false, "")]), octets(mac.getMac().getBytes())]);
  return sequence([digest, octets(salt), integer(ITERATIONS)]);
}

/** `isOwn`: the key's bag and its own certificate's carry the same name, by which other software finds one from the other. */
function bag(kind: string, value: Node, isOwn: boolean): Node {
  const attributes = asn1.create(Class.UNIVERSAL, Type.SET, true, [sequence([oid(oids.localKeyId), asn1.create(Class.UNIVERSAL, Type.SET, true, [octets("\x01")])])]);
  return sequence([oid(kind), explicit(value), ...(isOwn ? [attributes] : [])]);
}

const contentInfo = (kind: string, content: Node) => sequence([oid(kind), explicit(content)]);
const sequence = (parts: Node[]) => asn1.create(Class.UNIVERSAL, Type.SEQUENCE, true, parts);
const explicit = (part: Node) => asn1.create(Class.CONTEXT_SPECIFIC, 0 as forge.asn1.Type, true, [part]);
const octets = (bytes: string) => asn1.create(Class.UNIVERSAL, Type.OCTETSTRING, false, bytes);
const oid = (name: string) => asn1.create(Class.UNIVERSAL, Type.OID, false, asn1.oidToDer(name).getBytes());
const integer = (value: number) => asn1.create(Class.UNIVERSAL, Type.INTEGER, false, asn1.integerToDer(value).getBytes());
const derOf = (node: Node) => asn1.toDer(node).getBytes();
const binaryOf = (bytes: Uint8Array) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
