import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Whether OpenSSL is on this machine; who needs it and has none says so. */
export const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;

export type MadeP12 = { modern: Uint8Array; legacy: Uint8Array; certificate: Uint8Array };
export type OpensslCa = { certificate: Uint8Array; issue: (kind: "RSA" | "EC", wish: { name: string; password: string }) => MadeP12; list: (revoked?: readonly Uint8Array[]) => Uint8Array; remove: () => void };

const extensions = {
  ca: "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n",
  leaf: "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature,nonRepudiation\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\nextendedKeyUsage=clientAuth,emailProtection\n",
};
const newKey = { RSA: ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"], EC: ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"] } as const;

/** A CA made with OpenSSL, whose certificates come as PKCS#12 files: as OpenSSL 3 makes them (AES-256, SHA-256), and as older software does (RC2, 3DES, SHA-1). */
export function makeOpensslCa(name: string): OpensslCa {
  const folder = mkdtempSync(join(tmpdir(), "doi-soat-openssl-"));
  const at = (file: string) => join(folder, file);
  const run = (...args: string[]) => execFileSync("openssl", args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  const certify = (own: string, subject: string, kind: keyof typeof extensions, signer: string[]) => {
    writeFileSync(at(`${own}.ext`), extensions[kind]);
    run("req", "-new", "-utf8", "-key", `${own}.key`, "-subj", subject, "-out", `${own}.csr`);
    run("x509", "-req", "-sha256", "-in", `${own}.csr`, "-days", "365", "-extfile", `${own}.ext`, ...signer, "-out", `${own}.pem`);
  };
  const derOf = (own: string) => new Uint8Array(run("x509", "-in", `${own}.pem`, "-outform", "DER"));
  run("genpkey", ...newKey.EC, "-out", "ca.key");
  certify("ca", `/C=VN/O=${name}/CN=${name}`, "ca", ["-signkey", "ca.key"]);
  writeFileSync(at("index.txt"), "");
  writeFileSync(at("crlnumber"), "01\n");
  writeFileSync(at("ca.cnf"), "[ca]\ndefault_ca=c\n[c]\ndatabase=index.txt\ncrlnumber=crlnumber\ndefault_md=sha256\ndefault_crl_days=7\ncertificate=ca.pem\nprivate_key=ca.key\ncrl_extensions=x\n[x]\nauthorityKeyIdentifier=keyid\n");
  let made = 0;
  return {
    certificate: derOf("ca"),
    issue: (kind, wish) => {
      const own = `leaf${++made}`;
      run("genpkey", ...newKey[kind], "-out", `${own}.key`);
      certify(own, `/C=VN/O=${name}/CN=${wish.name}/serialNumber=MST:${made}`, "leaf", ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial"]);
      const pack = (...how: string[]) => {
        run("pkcs12", "-export", ...how, "-inkey", `${own}.key`, "-in", `${own}.pem`, "-certfile", "ca.pem", "-passout", `pass:${wish.password}`, "-out", `${own}.p12`);
        return new Uint8Array(readFileSync(at(`${own}.p12`)));
      };
      return { modern: pack(), legacy: pack("-legacy"), certificate: derOf(own) };
    },
    list: (revoked = []) => {
      for (const [index, der] of revoked.entries()) {
        writeFileSync(at(`revoked${index}.der`), der);
        run("x509", "-inform", "DER", "-in", `revoked${index}.der`, "-out", `revoked${index}.pem`);
        run("ca", "-config", "ca.cnf", "-revoke", `revoked${index}.pem`);
      }
      run("ca", "-config", "ca.cnf", "-gencrl", "-out", "list.pem");
      return new Uint8Array(run("crl", "-in", "list.pem", "-outform", "DER"));
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
