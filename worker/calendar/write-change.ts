import canonicalize from "canonicalize";
import type { Context } from "../kernel/context.ts";
import { digestOf } from "../kernel/digest.ts";
import { Problem } from "../kernel/problem.ts";
import { dayAt } from "../kernel/windows.ts";
import { GuardFailed, record, thisIndex, type Guard, type LogEntry } from "../log/record.ts";
import { requireAuthority } from "../tenancy/require-role.ts";
import { requireStepUp } from "../tenancy/require-step-up.ts";
import { isSamePerson } from "../tenancy/same-person.ts";
import { checkChange } from "./check-change.ts";
import type { CalendarChange } from "./contract.ts";
import { changeOf, findChange, listChanges, type StoredChange } from "./queries.ts";
import { readCalendar } from "./read-calendar.ts";
import { settleCalendar } from "./settle-calendar.ts";

/** Bound as ?1 in every statement here. */
const entryIndex = thisIndex.replace("?", "?1");
const proposers = ["operator", "supervisor"] as const;

/** Asks another person to decide about windows, deadlines or days off; moves nothing yet. Returns its number. `authority` is the authority's context here and below. */
export async function proposeChange(authority: Context, change: CalendarChange): Promise<number> {
  const officer = requireAuthority(authority, proposers);
  const { ledger, tenant, now } = authority;
  await requirePossible(authority, change, "proposed");
  const document = canonicalize(change)!;
  const [digest, all] = await Promise.all([digestOf(document), listChanges(ledger)]);
  const number = (all[0]?.number ?? 0) + 1;
  const insert = ledger
    .prepare(`INSERT INTO calendar_change (tenant_id, number, document, digest, state, proposed_by, proposed_at, proposed_idx) VALUES (?1, ?2, ?3, ?4, 'proposed', ?5, ?6, ${entryIndex})`)
    .bind(tenant.code, number, document, digest, officer.id, now);
  await write(authority, { kind: "calendar.proposed", at: now, change: number, subject: change.kind, digest, by: officer.id }, insert, {
    holds: "COALESCE((SELECT MAX(number) FROM calendar_change WHERE tenant_id = ?), 0) = ?",
    params: [tenant.code, number - 1],
  });
  return number;
}

/** Another person, a supervisor who proved to be there, says yes: the log has it first, the directory follows. It is checked again on this day. */
export async function approveChange(authority: Context, number: number, digest: string): Promise<void> {
  const officer = requireAuthority(authority, ["supervisor"]);
  requireStepUp(authority);
  const proposed = await getProposed(authority, number, digest);
  if (isSamePerson(officer, proposed.proposedBy)) throw new Problem("self-approval", "A change of the calendar is approved by somebody else than who proposed it. Ask another supervisor.");
  await requirePossible(authority, changeOf(proposed), "approved");
  await decide(authority, proposed, "approved", officer.id);
  await settleCalendar(authority);
}

/** Takes a proposal back; it stays to be read. */
export async function withdrawChange(authority: Context, number: number, digest: string): Promise<void> {
  const officer = requireAuthority(authority, proposers);
  const proposed = await getProposed(authority, number, digest);
  if (proposed.proposedBy !== officer.id && !officer.roles.includes("supervisor")) throw new Problem("not-permitted", "A proposal is withdrawn by who made it, or by a supervisor.");
  await decide(authority, proposed, "withdrawn", officer.id);
}

async function getProposed({ ledger }: Context, number: number, digest: string): Promise<StoredChange> {
  const found = await findChange(ledger, number);
  if (!found) throw new Problem("not-found", `There is no change of the calendar with number ${number}. GET /v1/calendar-changes lists them.`);
  if (found.state !== "proposed") throw new Problem("transition-refused", `Change ${number} is ${found.state}; that is final. Propose another one.`);
  if (found.digest !== digest) throw changed();
  return found;
}

async function requirePossible({ central, now }: Context, change: CalendarChange, act: "proposed" | "approved"): Promise<void> {
  const findings = checkChange(await readCalendar(central), change, dayAt(now));
  if (findings.length === 0) return;
  const said = findings.map(({ message }) => message).join(" ");
  if (act === "approved") throw new Problem("transition-refused", `It can no longer be approved: ${said} Withdraw it and propose it anew.`, findings);
  throw new Problem("body-invalid", `This change of the calendar is not possible: ${said}`, findings);
}

async function decide(authority: Context, { number, digest }: StoredChange, state: "approved" | "withdrawn", by: string): Promise<void> {
  const { ledger, tenant, now } = authority;
  const update = ledger
    .prepare(`UPDATE calendar_change SET state = ?2, decided_by = ?3, decided_at = ?4, decided_idx = ${entryIndex} WHERE tenant_id = ?1 AND number = ?5`)
    .bind(tenant.code, state, by, now, number);
  await write(authority, { kind: state === "approved" ? "calendar.approved" : "calendar.withdrawn", at: now, change: number, digest, by }, update, {
    holds: "EXISTS (SELECT 1 FROM calendar_change WHERE tenant_id = ? AND number = ? AND digest = ? AND state = 'proposed')",
    params: [tenant.code, number, digest],
  });
}

async function write(authority: Context, entry: LogEntry, statement: D1PreparedStatement, guard: Guard): Promise<void> {
  await record(authority, entry, [statement], [guard]).catch((error: unknown) => {
    if (error instanceof GuardFailed) throw changed();
    throw error;
  });
}

function changed(): Problem {
  return new Problem("version-conflict", "The changes of the calendar have changed since you looked at them. Load them again, look at what they say now, and repeat what you want.");
}
