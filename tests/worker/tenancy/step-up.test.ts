import { describe, expect, test } from "vitest";
import type { Actor } from "../../../worker/kernel/context.ts";
import { requireStepUp, STEP_UP_FOR } from "../../../worker/tenancy/require-step-up.ts";
import { listPastUnits } from "../../../worker/tenancy/queries.ts";
import { keepPastUnits } from "../../../worker/tenancy/past-units.ts";
import { startSession, toCookieValue } from "../../../worker/tenancy/session.ts";
import { addOfficer } from "../../../worker/tenancy/add-officer.ts";
import { ask, refusalOf } from "../ask.ts";
import { asPerson, contextFor, makeOfficer, makeTenant } from "../make-tenant.ts";

const NOW = Date.now();
const officer = (assertedAt?: number | null): Actor => ({ kind: "officer", id: "off_one", accounts: ["off_one"], tenantCode: "H26", roles: ["administrator"], ...(assertedAt === undefined ? {} : { assertedAt }) });
const step = (actor: Actor) => () => requireStepUp({ actor, now: NOW });

describe("a sensitive act", () => {
  test("is open to whoever confirmed less than five minutes ago, and to the platform's own jobs", () => {
    expect(step(officer(NOW))).not.toThrow();
    expect(step(officer(NOW - STEP_UP_FOR))).not.toThrow();
    expect(step({ kind: "system" })).not.toThrow();
  });

  test("is closed after that, to sessions without any proof, to machines and to strangers", () => {
    for (const actor of [officer(NOW - STEP_UP_FOR - 1), officer(null), officer(), { kind: "integration", id: "int_one", tenantCode: "H26" } as const, { kind: "stranger" } as const]) {
      expect(step(actor)).toThrow("Confirm with your passkey");
    }
  });
});

describe("the demo's confirmation", () => {
  const confirm = (cookie: string) => ask("/v1/session/demo-assertions", { method: "POST", headers: asPerson({ cookie }) });

  test("opens sensitive acts again for five minutes", async () => {
    const tenant = await makeTenant();
    const { ledger } = contextFor(tenant);
    const person = await makeOfficer(tenant);
    await ledger.prepare("UPDATE session SET asserted_at = 1 WHERE tenant_id = ?").bind(tenant.code).run();
    expect((await confirm(person.cookie)).status).toBe(204);
    const assertedAt = await ledger.prepare("SELECT asserted_at FROM session WHERE tenant_id = ?").bind(tenant.code).first<number>("asserted_at");
    expect(Date.now() - assertedAt!).toBeLessThan(STEP_UP_FOR);
  });

  test("is nothing for a stranger, and nothing for a person the demo did not make up", async () => {
    expect(await refusalOf(await ask("/v1/session/demo-assertions", { method: "POST" }))).toEqual([401, "sign-in-required"]);
    const tenant = await makeTenant();
    const context = contextFor(tenant);
    const id = await addOfficer(context, { name: "Người thật", unit: "Văn phòng", roles: ["officer"], generated: false });
    const cookie = await startSession(context.ledger, { tenantId: tenant.code, id }, context.now, { method: "oidc" });
    expect(await refusalOf(await confirm(`sid=${toCookieValue(cookie)}`))).toEqual([404, "not-found"]);
  });
});

describe("the units somebody works or worked for", () => {
  test("are kept with their last day, in place of what was kept before", async () => {
    const tenant = await makeTenant();
    const context = contextFor(tenant);
    const { id } = await makeOfficer(tenant);
    await keepPastUnits(context, id, [{ unit: "H26", until: "2026-06-30" }, { unit: "H29", until: null }], "off_admin");
    await keepPastUnits(context, id, [{ unit: "H26", until: "2026-07-31" }], "off_admin");
    expect(await listPastUnits(context.ledger, tenant.code, id)).toEqual([{ unit: "H26", until: "2026-07-31" }]);
  });
});
