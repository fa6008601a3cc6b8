import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { toBase64 } from "../../worker/kernel/base64.ts";
import type { Role } from "../../worker/kernel/context.ts";
import { digestOf } from "../../worker/kernel/digest.ts";
import { addAnchor } from "../../worker/certificates/add-anchor.ts";
import { approveAnchor } from "../../worker/certificates/move-anchor.ts";
import { uploadCrl } from "../../worker/certificates/upload-crl.ts";
import { findTenant } from "../../worker/directory/queries.ts";
import { listOfficers, type Officer } from "../../worker/tenancy/queries.ts";
import { makeDemoCa, type DemoCa, type DemoKeyKind } from "../demo-certificates/make-demo-ca.ts";
import { makeP12 } from "../demo-certificates/make-p12.ts";
import type { LocalPlatform } from "../platform/open-local-platform.ts";
import { handsOf, type Hands, type Person } from "./hands.ts";
import { signerWith } from "./signer.ts";

/** Opens every certificate file of the demo. It guards nothing: the keys in them are worth nothing outside this machine. */
export const DEMO_PASSWORD = "doisoat-demo";
/** In the folder of the files: whose they are, word for word as `npm start` prints it. */
export const DEMO_GUIDE = "doc-truoc-read-me.txt";

/** Who gets one. Of those that are not registered yet the visitor registers the first and sees it approved. */
const wishes: readonly { unit: string; nth: number; kind: DemoKeyKind; isRegistered: boolean }[] = [
  { unit: "H26", nth: 0, kind: "RSA", isRegistered: true },
  { unit: "H26", nth: 1, kind: "EC", isRegistered: true },
  { unit: "G12", nth: 0, kind: "EC", isRegistered: false },
];

/**
 * Makes a demo CA, has two units trust it as an agency's own, which no law knows, and writes their officers' certificate files into `folder`: each as software of
 * today packs it, and as older software does. Called once people are there; `now` in milliseconds.
 */
export async function seedCertificates(local: LocalPlatform, folder: string, now: number): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const ca = await makeDemoCa(now);
  const lines: string[] = [];
  for (const [unit, own] of Map.groupBy(wishes, (wish) => wish.unit)) {
    const tenant = (await findTenant(local.central, unit))!;
    const hands = handsOf(local, tenant);
    const people = await listOfficers(local.platform.ledgers[tenant.ledger], unit);
    const [proposer, approver] = holdersOf("administrator", people).map(toPerson) as [Person, Person];
    await trust(hands, ca, proposer, approver, now);
    for (const { nth, kind, isRegistered } of own) {
      const officer = holdersOf("officer", people)[nth]!;
      const certificate = await ca.issue(kind, { name: officer.name, organisation: tenant.nameVi, unit: officer.unit, serial: `DEMO-${unit}-${nth + 1}` });
      const name = `${unit}-${nth + 1}-${kind.toLowerCase()}`;
      for (const how of ["modern", "legacy"] as const) {
        writeFileSync(join(folder, fileOf(name, how)), makeP12({ pkcs8: certificate.pkcs8, certificates: [certificate.der, ca.der], password: DEMO_PASSWORD }, how), { mode: 0o600 });
      }
      if (isRegistered) {
        const signer = await signerWith(kind === "RSA" ? "PS256" : "ES256", certificate.keys, { "x5t#S256": await digestOf(certificate.der) });
        await hands.giveCertificate(toPerson(officer), approver, signer, [certificate.der, ca.der].map(toBase64), now);
      }
      lines.push(`${tenant.nameVi} (${unit}), ${officer.name}, ${officer.unit}:`, `  ${fileOf(name, "modern")} · ${fileOf(name, "legacy")}${isRegistered ? "" : "   chưa đăng ký / not registered yet"}`);
    }
  }
  writeFileSync(join(folder, DEMO_GUIDE), `Mật khẩu / password: ${DEMO_PASSWORD}. ${CA_NOTE}\n${lines.join("\n")}\n`);
}

const CA_NOTE = "CA mẫu do máy sinh ra, không được cấp phép / the demo CA is generated and not licensed.";

/** Officers who hold nothing else, so that somebody else may approve what they register; in the order of the list of people. */
function holdersOf(role: Role, people: readonly Officer[]): Officer[] {
  return people.filter(({ roles }) => roles.length === 1 && roles[0] === role);
}

function toPerson({ id, tenantId, roles }: Officer): Person {
  return { id, tenantCode: tenantId, roles };
}

function fileOf(name: string, how: "modern" | "legacy"): string {
  return `${name}${how === "modern" ? "" : "-rc2-3des"}.p12`;
}

async function trust(hands: Hands, ca: DemoCa, proposer: Person, approver: Person, now: number): Promise<void> {
  const id = await addAnchor(hands.as(proposer, now), { certificate: toBase64(ca.der), label: `CA mẫu, không được cấp phép / ${ca.name}`, kind: "own", purpose: "all", revocation: "lists", urls: [] });
  await approveAnchor(hands.as(approver, now), id);
  await uploadCrl(hands.as(proposer, now), id, ca.list);
}
