import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LocalPlatform } from "../../scripts/platform/open-local-platform.ts";
import { DEMO_GUIDE, DEMO_PASSWORD, seedCertificates } from "../../scripts/seed/seed-certificates.ts";
import { handsOf } from "../../scripts/seed/hands.ts";
import { randomOf } from "../../scripts/seed/random.ts";
import { findTenant } from "../../worker/directory/queries.ts";
import { openP12 } from "../../web/signing/certificates/open-p12.ts";
import { hasOpenssl } from "../openssl/make-p12.ts";
import { openFreshPlatform } from "./open-fresh-platform.ts";

const NOW = Date.now() - 120_000;
const folder = mkdtempSync(join(tmpdir(), "doi-soat-demo-certificates-"));
let local: LocalPlatform;
beforeAll(async () => {
  local = await openFreshPlatform(async (fresh) => {
    for (const unit of ["H26", "G12"]) {
      const hands = handsOf(fresh, (await findTenant(fresh.central, unit))!);
      const random = randomOf(unit);
      for (const role of ["officer", "officer", "administrator", "administrator"] as const) await hands.addPerson([role], "Phòng thử", random, NOW - 1000);
    }
    await seedCertificates(fresh, folder, NOW);
  });
});
afterAll(() => local.close().finally(() => rmSync(folder, { recursive: true })));

const listFiles = () => readdirSync(folder).filter((file) => file.endsWith(".p12"));

async function rowsOf<Row>(unit: string, sql: string): Promise<Row[]> {
  const { ledger } = (await findTenant(local.central, unit))!;
  return (await local.platform.ledgers[ledger].prepare(sql).bind(unit).all<Row>()).results;
}

describe("the certificate files of the demo", () => {
  test("open in the page, modern and old, RSA and EC, and say in the CA's name that it is not licensed", async () => {
    const opened = await Promise.all(listFiles().map(async (file) => ({ file, ...(await openP12(new Uint8Array(readFileSync(join(folder, file))), DEMO_PASSWORD)) })));
    expect(opened.map(({ file, key }) => [file, key.certificate!.alg, key.certificate!.x5c.length])).toEqual([
      ["G12-1-ec-rc2-3des.p12", "ES256", 2], ["G12-1-ec.p12", "ES256", 2],
      ["H26-1-rsa-rc2-3des.p12", "PS256", 2], ["H26-1-rsa.p12", "PS256", 2],
      ["H26-2-ec-rc2-3des.p12", "ES256", 2], ["H26-2-ec.p12", "ES256", 2],
    ]);
    expect(new Set(opened.map(({ issuer }) => issuer))).toEqual(new Set(["DEMO – not a licensed CA (generated)"]));
    await expect(openP12(new Uint8Array(readFileSync(join(folder, "H26-1-rsa.p12"))), "another")).rejects.toMatchObject({ reason: "password" });
  });

  test.skipIf(!hasOpenssl)("open in OpenSSL too", () => {
    for (const file of listFiles()) {
      const { status, stdout } = spawnSync("openssl", ["pkcs12", ...(file.includes("rc2") ? ["-legacy"] : []), "-in", join(folder, file), "-passin", `pass:${DEMO_PASSWORD}`, "-nodes"], { encoding: "utf8" });
      expect([file, status, stdout.match(/-----BEGIN CERTIFICATE-----/g)?.length, stdout.includes("BEGIN PRIVATE KEY")]).toEqual([file, 0, 2, true]);
    }
  });

  test("are trusted as the agency's own CA, with a list in force, and sign at once in Hà Nội; in the Ministry of Finance they wait to be registered", async () => {
    for (const unit of ["H26", "G12"]) {
      expect(await rowsOf(unit, "SELECT kind, state, revocation FROM trust_anchor WHERE tenant_id = ?")).toEqual([{ kind: "own", state: "active", revocation: "lists" }]);
      expect((await rowsOf<{ next_update: number }>(unit, "SELECT next_update FROM revocation_list WHERE tenant_id = ?"))[0]!.next_update).toBeGreaterThan(NOW + 365 * 86_400_000);
    }
    expect(await rowsOf("H26", "SELECT alg, state FROM signing_key WHERE tenant_id = ? ORDER BY alg")).toEqual([{ alg: "ES256", state: "active" }, { alg: "PS256", state: "active" }]);
    expect(await rowsOf("G12", "SELECT kid FROM signing_key WHERE tenant_id = ?")).toEqual([]);
  });

  test("are told of in the guide, file by file, with the password", () => {
    const guide = readFileSync(join(folder, DEMO_GUIDE), "utf8");
    for (const file of listFiles()) expect(guide).toContain(file);
    expect(guide).toContain(DEMO_PASSWORD);
  });
});
