import type { Context } from "../kernel/context.ts";
import { isUniqueViolation } from "../kernel/database-error.ts";
import { Problem } from "../kernel/problem.ts";
import { GuardFailed, record } from "../log/record.ts";
import { getPolicy } from "../tenancy/policy-queries.ts";
import { findOfficer, type Officer } from "../tenancy/queries.ts";
import { requireStepUp } from "../tenancy/require-step-up.ts";
import { isSamePerson } from "../tenancy/same-person.ts";
import { assertSession, startSession, type LiveSession, type SessionCookie } from "../tenancy/session.ts";
import { STEP_UP_FOR } from "../tenancy/require-step-up.ts";
import { endSessionsBy } from "../tenancy/session-list.ts";
import { accountDigest } from "./account-digest.ts";
import type { ProvenAccount } from "./oidc-flow.ts";
import { findEnrolmentBySecret, listBoundAccounts } from "./queries.ts";
import { getPerson, requireRegistrar } from "./require-registrar.ts";
import { signInRefused } from "./sign-in-refused.ts";
import { stillUsable, usingStatements } from "./use-enrolment.ts";

type Door = Pick<Context, "ledger" | "tenant" | "now">;
type Entered = { officer: Officer; cookie: SessionCookie };

/** Signs in whom the account was bound to, by (issuer, subject) alone. The session has no proof of presence: sensitive acts ask for one. */
export async function signInWithAccount(door: Door, account: ProvenAccount, device: string): Promise<Entered> {
  const officer = await findBound(door, account);
  if (!officer) throw signInRefused("account-unknown");
  return { officer, cookie: await startSession(door.ledger, officer, door.now, { method: "oidc", device }, [usedStatement(door, account)]) };
}

/** Takes the provider's fresh word that the person of the session is there: the same account, proven within the last five minutes. */
export async function confirmWithAccount(door: Door, session: LiveSession, account: ProvenAccount): Promise<void> {
  const officer = await findBound(door, account);
  const age = account.authTime === null ? Infinity : door.now - account.authTime * 1000;
  if (officer?.id !== session.officer.id || account.holder !== session.tokenHash || age > STEP_UP_FOR || age < -60_000) throw signInRefused("account-unknown");
  await assertSession(door.ledger, session, door.now, [usedStatement(door, account)]);
}

/** Uses an enrolment link with an account instead of a passkey: the account is the officer's from now on, and they are signed in. */
export async function enrolAccount(door: Door, account: ProvenAccount, device: string): Promise<Entered> {
  const { ledger, tenant, now } = door;
  const found = await findEnrolmentBySecret(ledger, tenant.code, account.holder);
  if (!found) throw signInRefused("state-invalid");
  const { enrolment, officer } = found;
  const statements = [...usingStatements(door, enrolment), bindStatement(door, account, officer.id, officer.id)];
  const entry = { kind: "enrolment.used", at: now, enrolment: enrolment.id, subject: officer.id, account: await accountDigest(account) } as const;
  await record(door, entry, statements, [stillUsable(enrolment, now)]).catch((error: unknown) => {
    if (error instanceof GuardFailed) throw signInRefused("state-invalid");
    throw refuseBound(error);
  });
  return { officer, cookie: await startSession(ledger, officer, now, { method: "oidc", device }) };
}

/** Binds an account of the tenant's provider to a person, by a registrar who has its unchanging name from the provider. Never by e-mail. */
export async function bindAccount(context: Context, officerId: string, subject: string): Promise<void> {
  const { ledger, tenant, now } = context;
  const registrar = requireRegistrar(context);
  const person = await getPerson(context, registrar, officerId);
  if (isSamePerson(registrar.officer, person.id)) throw new Problem("self-approval", "Nobody binds an account to themselves. Ask another administrator of the tenant.");
  const provider = await getPolicy(ledger, tenant.code, "identity-provider");
  if (!provider) throw new Problem("transition-refused", "The tenant has no identity provider. An administrator sets one on the settings page.");
  requireStepUp(context);
  const account = { issuer: provider.issuer, subject };
  await record(context, { kind: "account.bound", at: now, subject: person.id, by: registrar.officer.id, account: await accountDigest(account) }, [bindStatement(context, account, person.id, registrar.officer.id)]).catch((error: unknown) => {
    throw refuseBound(error);
  });
}

/**
 * Takes an account away from a person, and ends the sessions that were begun at a provider. By a registrar, never by the person: whoever has only that way in comes
 * back by another's link. `id` is the account's digest.
 */
export async function unbindAccount(context: Context, officerId: string, id: string): Promise<void> {
  const { ledger, tenant, now } = context;
  const registrar = requireRegistrar(context);
  const person = await getPerson(context, registrar, officerId);
  if (isSamePerson(registrar.officer, person.id)) throw new Problem("self-approval", "Nobody takes an account away from themselves. Ask another administrator of the tenant.");
  const account = await findOwnAccount(context, person.id, id);
  if (!account) throw notBound();
  requireStepUp(context);
  const { issuer, subject } = account;
  const isBound = { holds: "EXISTS (SELECT 1 FROM oidc_subject WHERE tenant_id = ? AND issuer = ? AND subject = ? AND officer_id = ?)", params: [tenant.code, issuer, subject, person.id] };
  const remove = ledger.prepare("DELETE FROM oidc_subject WHERE tenant_id = ? AND issuer = ? AND subject = ? AND officer_id = ?").bind(tenant.code, issuer, subject, person.id);
  await record(context, { kind: "account.unbound", at: now, subject: person.id, by: registrar.officer.id, account: id }, [remove, endSessionsBy(ledger, person, now, "oidc")], [isBound]).catch((error: unknown) => {
    throw error instanceof GuardFailed ? notBound() : error;
  });
}

async function findOwnAccount({ ledger, tenant }: Context, officerId: string, id: string): Promise<Account | null> {
  for (const account of await listBoundAccounts(ledger, tenant.code, officerId)) if ((await accountDigest(account)) === id) return account;
  return null;
}

function notBound(): Problem {
  return new Problem("not-found", "This account is not bound to the person, or no longer. GET …/people lists which are.");
}

type Account = Pick<ProvenAccount, "issuer" | "subject">;

async function findBound({ ledger, tenant }: Door, { issuer, subject }: Account): Promise<Officer | null> {
  const id = await ledger.prepare("SELECT officer_id FROM oidc_subject WHERE tenant_id = ? AND issuer = ? AND subject = ?").bind(tenant.code, issuer, subject).first<string>("officer_id");
  const officer = id === null ? null : await findOfficer(ledger, tenant.code, id);
  return officer && !officer.ended ? officer : null;
}

function bindStatement({ ledger, tenant, now }: Door, { issuer, subject }: Account, officerId: string, by: string): D1PreparedStatement {
  return ledger.prepare("INSERT INTO oidc_subject (tenant_id, issuer, subject, officer_id, bound_by, bound_at) VALUES (?, ?, ?, ?, ?, ?)").bind(tenant.code, issuer, subject, officerId, by, now);
}

function usedStatement({ ledger, tenant, now }: Door, { issuer, subject }: Account): D1PreparedStatement {
  return ledger.prepare("UPDATE oidc_subject SET last_used_at = ? WHERE tenant_id = ? AND issuer = ? AND subject = ?").bind(now, tenant.code, issuer, subject);
}

function refuseBound(error: unknown): unknown {
  if (!isUniqueViolation(error, "oidc_subject")) return error;
  return new Problem("key-exists", "This account is bound to somebody already. One account is one person: look at the list of people.");
}
