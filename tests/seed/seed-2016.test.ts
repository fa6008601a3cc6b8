import { afterAll, beforeAll, expect, test } from "vitest";
import { severities } from "../../worker/audit/contract.ts";
import { getNationalTable } from "../../worker/national/national-table.ts";
import { runAudit } from "../../worker/audit/run-audit.ts";
import { findTenant } from "../../worker/directory/queries.ts";
import type { LocalPlatform } from "../../scripts/platform/open-local-platform.ts";
import { handsOf } from "../../scripts/seed/hands.ts";
import { plan2016 } from "../../scripts/seed/plan-2016.ts";
import { listPlanted2016 } from "../../scripts/seed/planted-2016.ts";
import { seed2016 } from "../../scripts/seed/seed-2016.ts";
import { openFreshPlatform } from "./open-fresh-platform.ts";

let local: LocalPlatform;
beforeAll(async () => {
  local = await openFreshPlatform(seed2016);
}, 300_000);
afterAll(() => local?.close());

const rowsOf = async (sql: string) => (await Promise.all(Object.values(local.platform.ledgers).map(async (ledger) => (await ledger.prepare(sql).all<Record<string, string | number | null>>()).results))).flat();

test("the national table shows the shares the press printed", async () => {
  const { groups, generated, coverage } = await getNationalTable(local.central, local.platform, "2016");
  const table = groups.map(({ kind, level, services, withOnlineFilings, share }) => [kind, level, services, withOnlineFilings, share]);
  expect(table).toEqual([
    ["ministry", "3", 717, 327, 45.6],
    ["ministry", "4", 111, 103, 92.8],
    ["province", "3", 10_335, 8_441, 81.67],
    ["province", "4", 1_074, 243, 22.63],
  ]);
  expect(groups.map(({ share, decimals }) => share?.toFixed(decimals))).toEqual(["45.6", "92.8", "81.67", "22.63"]);
  expect([generated, coverage]).toEqual([true, { tenants: 85, audited: 85 }]);
});

test("everything planted is found, with its numbers, and nothing else is", async () => {
  const found = await rowsOf("SELECT tenant_id, subject, rule, severity, measure, reported, actual FROM discrepancy");
  const findings = found.map(({ tenant_id, subject, rule, severity, measure, reported, actual }) => JSON.stringify({ tenant: tenant_id, subject, rule, severity: severities[Number(severity)], measure, reported, actual }));
  const planted = listPlanted2016(plan2016()).map((one) => JSON.stringify(one));
  expect(planted.filter((one) => !findings.includes(one))).toEqual([]);
  expect(findings.filter((one) => !planted.includes(one))).toEqual([]);
  expect(findings.length).toBe(planted.length);
});

test("auditing the same year again writes nothing", async () => {
  const size = async () => rowsOf("SELECT (SELECT COUNT(*) FROM log_entry) AS entries, (SELECT COUNT(*) FROM audit_run) AS runs, (SELECT COUNT(*) FROM discrepancy_occurrence) AS occurrences");
  const before = await size();
  for (const code of ["G02", "H26", "H35"]) {
    const tenant = (await findTenant(local.central, code))!;
    const { isNew } = await runAudit(handsOf(local, tenant).asPlatform(Date.parse("2017-01-04T01:00:00+07:00")), { reportType: "services-year", periodId: "2016" });
    expect(isNew, code).toBe(false);
  }
  expect(await size()).toEqual(before);
});

test("no key of the demo can sign any more, and everybody in it is marked as generated", async () => {
  expect(await rowsOf("SELECT kid FROM signing_key WHERE state <> 'revoked'")).toEqual([]);
  expect(await rowsOf("SELECT id FROM officer WHERE generated = 0")).toEqual([]);
});
