import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Tenant } from "../worker/kernel/context.ts";
import { ledgerNames } from "../worker/kernel/context.ts";
import { forgetDirectory } from "../worker/directory/queries.ts";
import { SECRET } from "./bench/bench-platform.ts";
import { auditNation, plantFilings, plantNation, SERVICES, TENANTS, type NationalSize } from "./bench/national-size.ts";
import { printTable } from "./bench/print-table.ts";
import { migrateLocally } from "./platform/migrate-locally.ts";
import { openLocalPlatform } from "./platform/open-local-platform.ts";

/**
 * The whole audit of one quarter at national size, with one and with five million filings over twelve months: rows read must not
 * grow with filings, and the time stands beside counting the filings themselves in the same run.
 */
const FILINGS_EACH = [4, 17];

const sizes: NationalSize[] = [];
for (const each of FILINGS_EACH) sizes.push(await atSize(each));
printTable(
  "The audit of 2025-Q3 over 85 tenants, 12,237 services and twelve months",
  ["filings", "audits", "findings", "rows read", "allowed", "whole audit s", "counters ms", "of it SQL", "recount ms", "recount rows", "recount : counters"],
  sizes.map(({ filings, audits, findings, rowsRead, allowed, auditMs, counters, recount }) => [
    filings.toLocaleString("en"), String(audits), String(findings), rowsRead.toLocaleString("en"), allowed.toLocaleString("en"), (auditMs / 1000).toFixed(2), counters.ms.toFixed(0), counters.sqlMs.toFixed(0), recount.ms.toFixed(0),
    recount.rowsRead.toLocaleString("en"), `${(recount.ms / counters.ms).toFixed(0)} ×`,
  ]),
);
const [few, many] = sizes as [NationalSize, NationalSize];
if (many.rowsRead > many.allowed) throw new Error(`The audit read ${many.rowsRead} rows, more than (half months + 2) × ${SERVICES} services`);
if (few.rowsRead !== many.rowsRead) throw new Error(`Rows read grew with filings: ${few.rowsRead} and ${many.rowsRead}`);

async function atSize(each: number): Promise<NationalSize> {
  const state = mkdtempSync(join(tmpdir(), "doi-soat-national-"));
  const local = await openLocalPlatform(state, SECRET);
  try {
    forgetDirectory();
    await migrateLocally(local);
    const tenants = Array.from({ length: TENANTS }, (_, i): Tenant => ({
      code: `B${String(i + 1).padStart(2, "0")}`, agencyCode: "B", nameVi: "x", nameEn: "x", kind: "province", type: "province", validFrom: null, validTo: null, successorCode: null, ledger: ledgerNames[i % ledgerNames.length]!,
    }));
    const databases = { central: local.central, platform: local.platform, tenants };
    await plantNation(databases, each);
    const filings = await plantFilings(databases, each);
    console.log(`${filings.toLocaleString("en")} filings of ${TENANTS} tenants and ${SERVICES.toLocaleString("en")} services are planted.`);
    return await auditNation(databases, filings);
  } finally {
    await local.close();
    rmSync(state, { recursive: true, force: true });
  }
}
