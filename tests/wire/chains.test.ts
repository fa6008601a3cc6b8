import { CompactSign, importPKCS8 } from "jose";
import forge from "node-forge";
import { describe, expect, inject, test } from "vitest";
import { walkChain } from "../../worker/certificates/walk-chain.ts";
import { hasOpenssl, makeOpensslCa } from "../openssl/make-p12.ts";
import { askVerify } from "./ask-verify.ts";
import { forgeCertificate, nameConstraints, nested, unknownCritical, type Forged } from "./forge-chain.ts";

const origin = inject("origin");
/** Milliseconds of CPU that no chain may take, whoever made it. */
const BUDGET = 50;
const base64 = (der: Uint8Array) => Buffer.from(der).toString("base64");

const root = forgeCertificate("CA gốc", { isCa: true });
const middle = forgeCertificate("CA giữa", { isCa: true, issuer: root, pathLength: 0 });
const leaf = forgeCertificate("Người ký", { issuer: middle });
const below = forgeCertificate("CA quá sâu", { isCa: true, issuer: middle });
const constrained = forgeCertificate("CA có giới hạn tên", { isCa: true, issuer: root, extensions: [nameConstraints] });
const [one, other] = [forgeCertificate("CA vòng một", { isCa: true, issuerName: "CA vòng hai" }), forgeCertificate("CA vòng hai", { isCa: true, issuerName: "CA vòng một" })];

type Fixture = { kind: string; chain: readonly Uint8Array[]; signer: Forged; code?: string; reason?: string };
const of = (kind: string, certificates: readonly Forged[], refused: { code?: string; reason?: string } = {}): Fixture => ({ kind, chain: certificates.map(({ der }) => der), signer: certificates[0]!, ...refused });
const invalid = (reason: string) => ({ code: "cert-chain-invalid", reason });

/** What node-forge makes, by kind, with the code that the platform must answer and the reason behind it. */
const fixtures: readonly Fixture[] = [
  of("valid", [leaf, middle]),
  of("expired", [forgeCertificate("Người ký hết hạn", { issuer: middle, days: [-3, -2] }), middle], { code: "cert-expired", reason: "expired" }),
  of("in the wrong order", [middle, leaf], invalid("no-anchor")),
  of("cyclic", [forgeCertificate("Người ký trong vòng", { issuer: one }), one, other, one], invalid("repeated")),
  of("longer than a path length allows", [forgeCertificate("Người ký quá sâu", { issuer: below }), below, middle], invalid("path-length")),
  of("with an unknown critical extension", [forgeCertificate("Người ký lạ", { issuer: middle, extensions: [unknownCritical] }), middle], invalid("extension-critical")),
  of("under name constraints", [forgeCertificate("Người ký bị giới hạn", { issuer: constrained }), constrained], invalid("constraints")),
  of("with a weak key", [forgeCertificate("Người ký khoá yếu", { issuer: middle, bits: 1024 }), middle], invalid("weak-key")),
  { kind: "10,000 levels deep", chain: [nested(10_000)], signer: leaf, ...invalid("too-large") },
];

async function signBy({ keys }: Forged): Promise<string> {
  const pkcs8 = forge.pki.privateKeyInfoToPem(forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(keys.privateKey)));
  return new CompactSign(new TextEncoder().encode('{"iat":1}')).setProtectedHeader({ alg: "PS256", typ: "JWT" }).sign(await importPKCS8(pkcs8, "PS256"));
}

describe("attack 7: a chain that node-forge made, over HTTP", () => {
  test.each(fixtures)("$kind", async ({ chain, signer, code }) => {
    // A key of 1,024 bits signs nothing with PS256 here; the chain is refused before anybody looks at a signature.
    const jws = await signBy(signer.keys.publicKey.n.bitLength() < 2048 ? leaf : signer);
    const answer = await askVerify(origin, { jws, x5c: chain.map(base64), anchors: [base64(root.der)] });
    expect(answer.stages.chain).toBe(code ? "fail" : "pass");
    if (code) expect(answer.code).toBe(code);
    else expect(answer.stages.signature).toBe("pass");
  });

  test("takes less than 50 milliseconds of CPU to walk, whatever it is", async () => {
    const rows: [string, number][] = [];
    for (const { kind, chain, code, reason } of fixtures) {
      const times: number[] = [];
      for (let round = 0; round < 3; round++) {
        const before = process.cpuUsage();
        const verdict = await walkChain(chain, [root.der], Date.now());
        const { user, system } = process.cpuUsage(before);
        times.push((user + system) / 1000);
        expect(verdict.holds ? [] : [verdict.code, verdict.reason], kind).toEqual(code ? [code, reason] : []);
      }
      rows.push([kind, Math.min(...times)]);
    }
    console.log(`CPU of walking a chain, best of three: ${rows.map(([kind, ms]) => `${kind} ${ms.toFixed(1)} ms`).join(", ")}.`);
    expect(rows.filter(([, ms]) => ms > BUDGET)).toEqual([]);
  });
});

test("a chain that OpenSSL made holds too, of either kind of key", async (context) => {
  if (!hasOpenssl) {
    console.log("OpenSSL: not run. There is none on this machine.");
    return context.skip();
  }
  const ca = makeOpensslCa("Cơ quan thử");
  try {
    for (const kind of ["RSA", "EC"] as const) {
      const { certificate } = ca.issue(kind, { name: "Người ký", password: "thu" });
      const answer = await askVerify(origin, { jws: await signBy(leaf), x5c: [base64(certificate)], anchors: [base64(ca.certificate)], allow: ["PS256", "ES256"] });
      expect(answer.stages.chain).toBe("pass");
    }
  } finally {
    ca.remove();
  }
});
