import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** A CA's web server on this machine: `PUT {lists}/{place}` with a behaviour's name says what `GET {lists}/{place}` answers from then on. */
    lists: string;
    /** Made by openssl, base64 DER: a root, a CA below it and a person's certificate below that with its key. */
    openssl: { root: string; sub: string; leaf: string; leafKey: string };
  }
}

/** An answer larger than any list. */
const TOO_MUCH = 8_000_001;
const HOUR = 3_600_000;
const at = (offset: number) => `${new Date(Date.now() + offset).toISOString().replace(/[-:T]/g, "").slice(2, 14)}Z`;

/** Starts the server beside the tests, which run in workerd: what they fetch comes over a real connection. */
export default async function serveLists(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "doi-soat-lists-"));
  const { certificates, lists } = makeWithOpenssl(folder);
  const behaviours = new Map<string, string>();
  const server = createServer((request, response) => {
    const place = request.url!;
    if (request.method === "PUT") {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk)).on("end", () => (behaviours.set(place, Buffer.concat(chunks).toString()), response.end()));
      return;
    }
    answer(behaviours.get(place) ?? "missing", lists, response);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  project.provide("lists", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  project.provide("openssl", certificates);
  return () => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  };
}

function answer(behaviour: string, lists: ReadonlyMap<string, Buffer>, response: ServerResponse): void {
  const list = lists.get(behaviour);
  if (list) return void response.writeHead(200, { "Content-Type": "application/pkix-crl" }).end(list);
  switch (behaviour) {
    case "redirect": return void response.writeHead(302, { Location: "/elsewhere" }).end();
    case "broken": return void response.writeHead(500).end("{}");
    case "garbage": return void response.writeHead(200).end("<html>not a list</html>");
    case "oversized": return void response.writeHead(200).end(Buffer.alloc(TOO_MUCH));
    case "silent": return;
    case "slow": return void response.writeHead(200).write(Buffer.from([0x30]));
    case "cut": return void (response.writeHead(200, { "Content-Length": "1000" }).write(Buffer.from([0x30])), setTimeout(() => response.destroy(), 20));
    default: return void response.writeHead(404).end();
  }
}

/** A hierarchy and its lists, as a CA's own software makes them. */
function makeWithOpenssl(folder: string): { certificates: { root: string; sub: string; leaf: string; leafKey: string }; lists: Map<string, Buffer> } {
  const file = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  const key = (name: string) => openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", `${name}.key`);
  const ca = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n";
  const person = "keyUsage=critical,digitalSignature,nonRepudiation\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n";
  const selfSign = (name: string, subject: string) => openssl("req", "-x509", "-new", "-key", `${name}.key`, "-days", "30", "-subj", subject, "-out", `${name}.pem`, "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign", "-addext", "subjectKeyIdentifier=hash");
  const issue = (name: string, subject: string, by: string, serial: string, extensions: string) => {
    writeFileSync(file(`${name}.ext`), extensions);
    openssl("req", "-new", "-key", `${name}.key`, "-subj", subject, "-out", `${name}.csr`);
    openssl("x509", "-req", "-in", `${name}.csr`, "-CA", `${by}.pem`, "-CAkey", `${by}.key`, "-set_serial", serial, "-days", "20", "-extfile", `${name}.ext`, "-out", `${name}.pem`);
  };
  for (const name of ["root", "thief", "sub", "leaf"]) key(name);
  for (const name of ["root", "thief"]) selfSign(name, "/C=VN/O=Co quan thu/CN=CA goc thu");
  issue("sub", "/C=VN/O=Co quan thu/CN=CA cap duoi thu", "root", "0x77", ca);
  issue("leaf", "/C=VN/O=So Tu phap/CN=Nguyen Van Mau", "sub", "0x4d2", person);

  const lists = new Map<string, Buffer>();
  const list = (name: string, by: string, number: string, from: number, to: number, revoked: readonly string[] = []) => {
    writeFileSync(file("index.txt"), revoked.map((serial) => `R\t${at(24 * HOUR)}\t${at(from)}\t${serial}\tunknown\t/CN=x\n`).join(""));
    writeFileSync(file("index.txt.attr"), "unique_subject = no\n");
    writeFileSync(file("crlnumber"), `${number}\n`);
    writeFileSync(file("ca.conf"), `[ca]\ndefault_ca=it\n[it]\ndatabase=${file("index.txt")}\ncrlnumber=${file("crlnumber")}\ndefault_md=sha256\ncrl_extensions=more\n[more]\nauthorityKeyIdentifier=keyid:always\n`);
    openssl("ca", "-config", "ca.conf", "-gencrl", "-keyfile", `${by}.key`, "-cert", `${by}.pem`, "-crl_lastupdate", at(from), "-crl_nextupdate", at(to), "-out", "list.pem");
    lists.set(name, openssl("crl", "-in", "list.pem", "-outform", "DER"));
  };
  list("fresh", "root", "0A", -3 * HOUR, 24 * HOUR);
  list("next", "root", "0B", -2 * HOUR, 24 * HOUR);
  list("next-but-numbered-lower", "root", "09", -1.5 * HOUR, 24 * HOUR);
  list("revokes-sub", "root", "0C", -HOUR, 24 * HOUR, ["77"]);
  list("stale", "root", "0D", -30 * HOUR, -HOUR);
  list("of-another-with-the-same-name", "thief", "0E", -HOUR, 24 * HOUR);
  list("of-sub", "sub", "01", -3 * HOUR, 24 * HOUR);
  const der = (name: string) => openssl("x509", "-in", `${name}.pem`, "-outform", "DER").toString("base64");
  const leafKey = openssl("pkcs8", "-topk8", "-nocrypt", "-in", "leaf.key", "-outform", "DER").toString("base64");
  return { certificates: { root: der("root"), sub: der("sub"), leaf: der("leaf"), leafKey }, lists };
}
