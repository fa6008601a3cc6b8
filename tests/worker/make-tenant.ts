import { env } from "cloudflare:workers";
import type { Context, LedgerName, Role, Tenant, TenantKind } from "../../worker/kernel/context.ts";
import { addTenant } from "../../worker/directory/add-tenant.ts";
import { forgetDirectory } from "../../worker/directory/queries.ts";
import { platformOf } from "../../worker/http/platform.ts";
import { addOfficer } from "../../worker/tenancy/add-officer.ts";
import { findOfficer, type Officer } from "../../worker/tenancy/queries.ts";
import { startSession, toCookieValue } from "../../worker/tenancy/session.ts";
import { actAsSystem } from "../../worker/tenancy/system-context.ts";

export const ORIGIN = "http://localhost";
let made = 0;

/** A tenant of its own for one test: nothing is shared, nothing is wiped. Ledgers alternate unless one is named. */
export async function makeTenant(wish: { kind?: TenantKind; ledger?: LedgerName; validFrom?: string; validTo?: string; successorCode?: string } = {}): Promise<Tenant> {
  const number = made++;
  const code = `${String.fromCharCode(80 + Math.floor(number / 99))}${String((number % 99) + 1).padStart(2, "0")}`;
  const tenant: Tenant = {
    code,
    agencyCode: code,
    nameVi: `Tỉnh thử ${code}`,
    nameEn: `Test province ${code}`,
    kind: wish.kind ?? "province",
    type: wish.kind ?? "province",
    validFrom: wish.validFrom ?? null,
    validTo: wish.validTo ?? null,
    successorCode: wish.successorCode ?? null,
    ledger: wish.ledger ?? (number % 2 === 0 ? "LEDGER_1" : "LEDGER_2"),
  };
  await addTenant(env.CENTRAL, platformOf(env).ledgers, tenant);
  return tenant;
}

/** The national authority, made once in each file: its auditors judge every tenant. */
export async function makeAuthority(): Promise<Tenant> {
  const authority: Tenant = { code: "VN", agencyCode: "VN", nameVi: "Cơ quan đối soát quốc gia", nameEn: "National Reconciliation Authority", kind: "authority", type: "authority", validFrom: null, validTo: null, successorCode: null, ledger: "LEDGER_1" };
  await addTenant(env.CENTRAL, platformOf(env).ledgers, authority);
  forgetDirectory();
  return authority;
}

/** A context as a job would have it: the platform itself acting for the tenant, at `now`. */
export function contextFor(tenant: Tenant, now = Date.now()): Context {
  return actAsSystem(tenant, { central: env.CENTRAL, platform: platformOf(env), now });
}

/** A signed-in person of the tenant: the officer and the cookie their browser would send. */
export async function makeOfficer(tenant: Tenant, roles: readonly Role[] = ["officer"]): Promise<Officer & { cookie: string }> {
  const context = contextFor(tenant);
  const id = await addOfficer(context, { name: `Người thử ${roles.join(" ")}`, unit: "Văn phòng", roles, generated: true });
  const officer = (await findOfficer(context.ledger, tenant.code, id))!;
  return { ...officer, cookie: `sid=${toCookieValue(await startSession(context.ledger, officer, context.now))}` };
}

/** Headers of a request that the person's own page sends. */
export function asPerson(person: { cookie: string }, headers: Record<string, string> = {}): Record<string, string> {
  return { Cookie: person.cookie, "Sec-Fetch-Site": "same-origin", ...headers };
}
