import type { Actor, Context, Role } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";

export type SignedInOfficer = Extract<Actor, { kind: "officer" }>;

/** The code of the national authority. */
export const AUTHORITY = "VN";
/** Roles of the authority that may read every tenant's things. */
const readersOfAll: readonly Role[] = ["auditor", "supervisor", "operator"];

/** Whoever is signed in; 401 otherwise. */
export function requireOfficer(context: { actor: Actor }): SignedInOfficer {
  if (context.actor.kind === "integration") throw new Problem("not-permitted", "A client token reads services, submissions, receipts, discrepancies and filing counters of its own tenant, and nothing else. People do the rest.");
  if (context.actor.kind !== "officer") throw new Problem("sign-in-required", "Sign in first: this shows or changes what belongs to a tenant. The sign-in page is at /sign-in.");
  return context.actor;
}

/** An officer of this tenant, or of the authority with a role that reads all tenants. To everyone else the tenant's things do not exist. */
export function requireReader(context: Pick<Context, "actor" | "tenant">): SignedInOfficer {
  const officer = requireOfficer(context);
  if (officer.tenantCode === context.tenant.code || isReaderOfAll(officer)) return officer;
  throw notHere();
}

/** The same, or an integration of this tenant by its client token. Only doors that ask for this are open to machines. */
export function requireReaderOrMachine(context: Pick<Context, "actor" | "tenant">): void {
  const { actor, tenant } = context;
  if (actor.kind !== "integration") requireReader(context);
  else if (actor.tenantCode !== tenant.code) throw notHere();
}

/** An officer of this tenant, whatever the role: for what is somebody's own. */
export function requireOwnOfficer(context: Pick<Context, "actor" | "tenant">): SignedInOfficer {
  const officer = requireOfficer(context);
  if (officer.tenantCode !== context.tenant.code) throw notHere();
  return officer;
}

/** An officer of this tenant with one of the roles. */
export function requireRole(context: Pick<Context, "actor" | "tenant">, roles: readonly Role[]): SignedInOfficer {
  const officer = requireOfficer(context);
  if (officer.tenantCode !== context.tenant.code) throw isReaderOfAll(officer) ? notPermitted(roles) : notHere();
  return requireOneOf(officer, roles);
}

/** An officer of the national authority with one of the roles, on a tenant's route or across tenants. */
export function requireAuthority(context: { actor: Actor }, roles: readonly Role[]): SignedInOfficer {
  const officer = requireOfficer(context);
  if (officer.tenantCode !== AUTHORITY) throw notHere();
  return requireOneOf(officer, roles);
}

export function isReaderOfAll(officer: SignedInOfficer): boolean {
  return officer.tenantCode === AUTHORITY && officer.roles.some((role) => readersOfAll.includes(role));
}

function requireOneOf(officer: SignedInOfficer, roles: readonly Role[]): SignedInOfficer {
  if (!officer.roles.some((role) => roles.includes(role))) throw notPermitted(roles);
  return officer;
}

function notPermitted(roles: readonly Role[]): Problem {
  return new Problem("not-permitted", `This needs the role ${roles.join(" or ")} in this tenant. Ask your tenant's administrator.`);
}

function notHere(): Problem {
  return new Problem("not-found", "Nothing is here that you may see. Check the address, or sign in for the tenant it belongs to.");
}
