import type { Context, Platform } from "../kernel/context.ts";
import { digestOf } from "../kernel/digest.ts";
import { findTenant } from "../directory/queries.ts";
import { record } from "../log/record.ts";
import { listOfficers } from "../tenancy/queries.ts";
import { AUTHORITY } from "../tenancy/require-role.ts";
import { isSamePerson } from "../tenancy/same-person.ts";
import { isBarredFrom } from "./barred.ts";
import { chooseAssignee, type Judge } from "./choose-assignee.ts";
import { noticeStatement } from "./notice-statement.ts";
import { listOpenLooks, type OpenLook } from "./second-review-queries.ts";

/** Whoever has not answered after so long, in milliseconds, is relieved: somebody else gets it. */
const PATIENCE = 14 * 86_400_000;
/** So many are given out in one go; the rest waits for the next. */
const AT_ONCE = 500;

type Given = OpenLook & { to: string };

/**
 * Gives every drawn case to one auditor or supervisor who had no part in it: the least loaded first, and before all those whom no notice has
 * told of the decision. From then on the first judgement is withheld from that person everywhere, and they are told. Returns how many were given.
 */
export async function giveSecondReviews(central: D1Database, platform: Platform, now: number): Promise<number> {
  const authority = await findTenant(central, AUTHORITY);
  if (!authority) return 0;
  const home = platform.ledgers[authority.ledger];
  const judges: Judge[] = (await listOfficers(home, AUTHORITY)).filter(({ roles }) => roles.includes("auditor") || roles.includes("supervisor")).map(({ id, accounts, unit }) => ({ id, accounts, department: unit, load: 0 }));
  const looks = new Map(await Promise.all(Object.values(platform.ledgers).map(async (ledger) => [ledger, await listOpenLooks(ledger, AT_ONCE)] as const)));
  const barred = barredBy(home, now);
  for (const look of [...looks.values()].flat()) if (await isInGoodHands(look, judges, now, barred)) judges.find(({ id }) => id === look.reviewer)!.load++;
  let given = 0;
  for (const [ledger, open] of looks) {
    for (const [tenantCode, theirs] of Map.groupBy(open, ({ tenantId }) => tenantId)) {
      const fresh: Given[] = [];
      for (const look of theirs) {
        if (await isInGoodHands(look, judges, now, barred)) continue;
        const chosen = await choose(look, judges, given + fresh.length, barred);
        if (!chosen) continue;
        chosen.load++;
        fresh.push({ ...look, to: chosen.id });
      }
      if (fresh.length > 0) await keep({ tenant: (await findTenant(central, tenantCode))!, actor: { kind: "system" }, ledger, central, now, platform }, fresh);
      given += fresh.length;
    }
  }
  return given;
}

type Barred = (officerId: string, unit: string) => Promise<boolean>;

function barredBy(home: D1Database, now: number): Barred {
  const known = new Map<string, Promise<boolean>>();
  return (officerId, unit) => {
    const key = `${officerId} ${unit}`;
    const answer = known.get(key) ?? isBarredFrom(home, officerId, unit, now);
    known.set(key, answer);
    return answer;
  };
}

/** Somebody has it who can still give it: a judge, not involved since, and not for too long already. */
async function isInGoodHands(look: OpenLook, judges: readonly Judge[], now: number, barred: Barred): Promise<boolean> {
  const { reviewer, givenAt } = look;
  const judge = judges.find(({ id }) => id === reviewer);
  return reviewer !== null && judge !== undefined && !isOneOf(judge, look.involved) && now - givenAt! <= PATIENCE && !(await barred(reviewer, look.tenantId));
}

function isOneOf(judge: Judge, ids: readonly string[]): boolean {
  return ids.some((id) => isSamePerson(judge, id));
}

async function choose(look: OpenLook, judges: readonly Judge[], turn: number, barred: Barred): Promise<Judge | null> {
  const free: Judge[] = [];
  for (const judge of judges) if (!isSamePerson(judge, look.reviewer) && !isOneOf(judge, look.involved) && !(await barred(judge.id, look.tenantId))) free.push(judge);
  const unaware = free.filter((judge) => !isOneOf(judge, look.told));
  return chooseAssignee(unaware.length > 0 ? unaware : free, Number.MAX_SAFE_INTEGER, turn);
}

async function keep(context: Context, given: readonly Given[]): Promise<void> {
  const { ledger, tenant, now } = context;
  const rows = JSON.stringify(given.map(({ id, month, to, fromVersion, fromAt, reviewer }) => ({ id, month, to, fromVersion, fromAt, before: reviewer })));
  const what = await digestOf(JSON.stringify(given.map(({ id, month, to }) => [id, month, to])));
  await record(context, { kind: "second-review.given", at: now, count: given.length, given: what }, [
    ...forget(ledger, tenant.code, JSON.stringify(given.flatMap(({ id, month, reviewer }) => (reviewer === null ? [] : [{ id, month, officer: reviewer }])))),
    ledger
      .prepare(
        `INSERT INTO withheld_discrepancy (tenant_id, discrepancy_id, officer_id, month, from_version, from_at, given_at)
         SELECT ?1, value ->> 'id', value ->> 'to', value ->> 'month', value ->> 'fromVersion', value ->> 'fromAt', ?2 FROM json_each(?3)`,
      )
      .bind(tenant.code, now, rows),
    // An amended report is the unit's, and everybody's to read.
    ledger
      .prepare(
        `INSERT OR IGNORE INTO withheld_submission (tenant_id, jti, officer_id)
         SELECT ?1, s.jti, g.value ->> 'to' FROM json_each(?2) AS g JOIN discrepancy_event e ON e.tenant_id = ?1 AND e.discrepancy_id = g.value ->> 'id' AND e.version >= g.value ->> 'fromVersion'
         JOIN submission s ON s.tenant_id = e.tenant_id AND s.jti = e.submission_jti WHERE e.transition <> 'file-correction'`,
      )
      .bind(tenant.code, rows),
    ...given.map(({ id, month, to }) => noticeStatement(ledger, { tenantId: tenant.code, discrepancyId: id, kind: "second-review", mark: month, version: null, at: now, visibleAt: now, unit: [], authority: [to], except: "system" })),
  ]);
}

/** Nothing of these looks is withheld any more; `looks` is a JSON list of `{ id, month, officer }`. */
export function forget(ledger: D1Database, tenantCode: string, looks: string): D1PreparedStatement[] {
  const of = "(SELECT value ->> 'id', value ->> 'month', value ->> 'officer' FROM json_each(?2))";
  return [
    ledger.prepare(`DELETE FROM withheld_discrepancy WHERE tenant_id = ?1 AND (discrepancy_id, month, officer_id) IN ${of}`).bind(tenantCode, looks),
    // Another look of the same person at the same discrepancy keeps its documents withheld.
    ledger
      .prepare(
        `DELETE FROM withheld_submission WHERE tenant_id = ?1 AND (jti, officer_id) IN (
           SELECT e.submission_jti, g.value ->> 'officer' FROM json_each(?2) AS g JOIN discrepancy_event e ON e.tenant_id = ?1 AND e.discrepancy_id = g.value ->> 'id'
           WHERE e.submission_jti IS NOT NULL AND NOT EXISTS (
             SELECT 1 FROM withheld_discrepancy w WHERE w.tenant_id = ?1 AND w.discrepancy_id = e.discrepancy_id AND w.officer_id = g.value ->> 'officer' AND e.version >= w.from_version))`,
      )
      .bind(tenantCode, looks),
  ];
}
