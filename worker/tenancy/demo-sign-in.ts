import type { Context, Platform } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { listTenants } from "../directory/queries.ts";
import { toTenantView } from "../directory/tenant-view.ts";
import type { DemoPeople } from "./contract.ts";
import { toOfficerView } from "./officer-view.ts";
import { findOfficer, listGeneratedOfficers, type Officer } from "./queries.ts";
import { assertSession, startSession, type LiveSession, type SessionCookie } from "./session.ts";

type Switch = Env["DEMO_SIGN_IN"];

/** The generated people of every ledger, by tenant. Nothing is here unless the demo is on. */
export async function listDemoPeople(demo: Switch, central: D1Database, platform: Platform): Promise<DemoPeople["people"]> {
  requireDemo(demo);
  const [tenants, ...found] = await Promise.all([listTenants(central), ...Object.values(platform.ledgers).map(listGeneratedOfficers)]);
  const byTenant = Map.groupBy(found.flat(), (officer) => officer.tenantId);
  return tenants.flatMap((tenant) => {
    const officers = byTenant.get(tenant.code);
    return officers ? [{ tenant: toTenantView(tenant), officers: officers.map(toOfficerView) }] : [];
  });
}

/** Starts a session for one of the generated people, without a passkey. Real people are never offered. */
export async function signInForDemo(demo: Switch, context: Context, officerId: string, device: string): Promise<{ cookie: SessionCookie; officer: Officer }> {
  requireDemo(demo);
  const officer = await findOfficer(context.ledger, context.tenant.code, officerId);
  if (!officer?.generated || officer.ended) throw new Problem("not-found", "The demo has no such person in this tenant. GET /v1/demo/people lists them.");
  return { cookie: await startSession(context.ledger, officer, context.now, { method: "demo", device }), officer };
}

/** The demo's stand-in for a passkey: a generated person says "it is me", and sensitive acts are open for five minutes. */
export async function assertForDemo(demo: Switch, ledger: D1Database, session: LiveSession, now: number): Promise<void> {
  requireDemo(demo);
  if (!session.officer.generated) throw new Problem("not-found", "The demo confirms only the people it made up. Confirm with your passkey.");
  await assertSession(ledger, session, now);
}

function requireDemo(demo: Switch): void {
  if (demo !== "on") throw new Problem("not-found", "Demo sign-in is off here.");
}
