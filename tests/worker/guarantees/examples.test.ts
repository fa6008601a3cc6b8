import { exportJWK } from "jose";
import { describe, expect, test } from "vitest";
import { filingLife, pushFilings } from "../../../docs/examples/push-filings.mjs";
import { readAsMachine } from "../../../docs/examples/read-as-machine.mjs";
import { verifyReceipt } from "../../../docs/examples/verify-receipt.mjs";
import type { BatchVerdict } from "../../../worker/filings/contract.ts";
import { addIntegration } from "../../../worker/tenancy/add-integration.ts";
import { ask } from "../ask.ts";
import { makePusher, SERVICES } from "../filings/make-pusher.ts";
import { makeKey } from "../make-key.ts";
import { contextFor, makeOfficer, makeTenant, ORIGIN } from "../make-tenant.ts";

const fetchHere = ((address: string, request?: RequestInit) => ask(address.slice(ORIGIN.length), request)) as typeof fetch;

describe("the examples of docs/api.md and docs/examples, pasted", () => {
  test("push filings with a key that was registered and approved, and check the receipt", async () => {
    const { tenant } = await makePusher(await makeTenant());
    const administrator = await makeOfficer(tenant, ["administrator"]);
    const integration = await addIntegration(contextFor(tenant), { name: "Hệ thống thử", source: "thu" }, administrator.id);
    const { privateKey } = await makeKey(tenant, administrator, { owner: integration });
    const events = filingLife({ filing: "H26.15.3-20260915-0000042", service: SERVICES[0] });
    const { status, answer, batch } = await pushFilings({ origin: ORIGIN, platform: "https://doisoat.example.gov.vn", tenant: tenant.code, integration, source: "thu", key: await exportJWK(privateKey), events, fetch: fetchHere });
    const verdict = answer as BatchVerdict;
    expect(status).toBe(201);
    expect(verdict).toMatchObject({ lines: 10, accepted: 10, known: 0, refused: [] });

    const again = await ask(`/v1/t/${tenant.code}/filing-batches`, { method: "POST", headers: { "Content-Type": "application/x-ndjson", "Filing-Batch-Signature": batch.signature }, body: batch.body });
    expect([again.status, await again.json()]).toEqual([200, verdict]);

    const machine = { origin: ORIGIN, platform: "https://doisoat.example.gov.vn", tenant: tenant.code, integration, key: await exportJWK(privateKey), fetch: fetchHere };
    const counters = await readAsMachine({ ...machine, path: "filing-counters?from=2026-09-15&to=2026-09-30" });
    expect(counters.status).toBe(200);
    expect(JSON.stringify(counters.answer)).toContain(SERVICES[0]);

    const promise = await verifyReceipt({ origin: ORIGIN, tenant: tenant.code, receipt: verdict.receipt, fetch: fetchHere });
    expect(promise).toMatchObject({ log: `https://doisoat.example.gov.vn/t/${tenant.code}/log`, index: verdict.logIndex, entry: { kind: "filing-batch", tenant: tenant.code } });
    const [header, payload, signature] = verdict.receipt.split(".") as [string, string, string];
    const forged = `${header}.${payload.slice(0, -4)}AAAA.${signature}`;
    await expect(verifyReceipt({ origin: ORIGIN, tenant: tenant.code, receipt: forged, fetch: fetchHere })).rejects.toThrow("The receipt was changed");
  });
});
