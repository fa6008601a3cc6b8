import { beforeAll, describe, expect, test } from "vitest";
import type { Context, Tenant } from "../../../worker/kernel/context.ts";
import { BULK_CHUNK } from "../../../worker/review/bulk-contract.ts";
import { decideMany } from "../../../worker/review/decide-many.ts";
import { keepOrder } from "../../../worker/review/keep-order.ts";
import { previewMany } from "../../../worker/review/preview-many.ts";
import { runOrder } from "../../../worker/review/run-order.ts";
import { countD1 } from "../count-d1.ts";
import { contextFor, makeAuthority, makeOfficer, makeTenant } from "../make-tenant.ts";
import { aFinding, makeDiscrepancy, openDiscrepancies } from "./make-discrepancy.ts";
import { signManifest } from "./sign-manifest.ts";
import { withKey, type Signer } from "./sign-move.ts";

/** Cloudflare ends an invocation that asks D1 more often (Workers Paid); a statement of a batch is one. */
const MOST_ASKED = 1000;
let authority: Tenant;
let auditor: Signer;
beforeAll(async () => {
  authority = await makeAuthority();
  auditor = await withKey(authority, await makeOfficer(authority, ["auditor"]));
});

/** The authority's context for the auditor, and every statement that its ledgers are asked. */
function counting(): { context: Context; asked: () => number } {
  const home = contextFor(authority);
  const { ledgers } = home.platform;
  const counted = { LEDGER_1: countD1(ledgers.LEDGER_1), LEDGER_2: countD1(ledgers.LEDGER_2) };
  const platform = { ...home.platform, ledgers: { LEDGER_1: counted.LEDGER_1.database, LEDGER_2: counted.LEDGER_2.database } };
  const actor = { kind: "officer", id: auditor.id, accounts: [auditor.id], tenantCode: "VN", roles: ["auditor"], assertedAt: Date.now() } as const;
  return { context: { ...home, actor, platform, ledger: platform.ledgers[authority.ledger] }, asked: () => counted.LEDGER_1.asked.length + counted.LEDGER_2.asked.length };
}

describe("what an order asks of the database", () => {
  test("a preview of two thousand is sixty questions at most, not eight thousand", async () => {
    const tenants = [await makeTenant({ ledger: "LEDGER_1" }), await makeTenant({ ledger: "LEDGER_2" })];
    for (const tenant of tenants) await openDiscrepancies(tenant, Array.from({ length: 1000 }, () => aFinding()));
    const { context, asked } = counting();
    const preview = await previewMany(context, { q: `tenant:${tenants.map(({ code }) => code).join("|")}`, request: { transition: "acknowledge" } });
    expect(preview).toMatchObject({ total: 2000, movable: 2000, refused: [] });
    expect(asked()).toBeLessThanOrEqual(60);
  }, 60_000);

  test("a go of fifty stays below what an invocation may ask, unsigned and signed", async () => {
    const tenant = await makeTenant({ ledger: "LEDGER_2" });
    const ids = await openDiscrepancies(tenant, Array.from({ length: BULK_CHUNK }, () => aFinding()));
    const { id } = await keepOrder(contextFor(authority), { by: auditor.id, transition: "ask", request: { transition: "ask", question: "Vì sao số báo cáo khác số hồ sơ?" }, manifest: "test", startsAt: null, items: ids.map((one) => ({ tenant: tenant.code, id: one, version: 1 })), signed: null });
    const unsigned = counting();
    expect(await runOrder(unsigned.context, id)).toMatchObject({ isFinished: true });
    expect(unsigned.asked()).toBeLessThanOrEqual(MOST_ASKED);

    const made = [];
    for (let i = 0; i < BULK_CHUNK; i++) made.push(await makeDiscrepancy(tenant, { state: "EXPLAINED" }));
    const manifest = await signManifest(authority, auditor, "accept", made);
    const signed = counting();
    const { result } = await decideMany(signed.context, { createBatch: async () => [] } as unknown as Workflow, manifest);
    expect(result).toMatchObject({ moved: BULK_CHUNK, waiting: 0 });
    expect(signed.asked()).toBeLessThanOrEqual(MOST_ASKED);
  }, 60_000);
});
