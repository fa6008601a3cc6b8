import type { Context, Platform } from "../kernel/context.ts";
import { ledgerNames } from "../kernel/context.ts";
import { findTenant, listTenants } from "../directory/queries.ts";
import { beginNight, countNight, endNight, queueTasks, type TaskKey } from "./night-progress.ts";
import { countUnfinished, findNight, listTasks } from "./night-queries.ts";
import { publishFirstRuleSet } from "./publish-first-rule-set.ts";
import { ruleSetAt } from "./rule-set-queries.ts";
import { ruleSetName } from "./rules/rule-set.ts";
import { findDueAudits, type DueAudit, type Night } from "./start-audit.ts";

/** One audit of a night as its child gets it. `ruleSet` is the version the whole night uses; `attempt` counts from 1. */
export type QueuedAudit = DueAudit & { nightKey: string; attempt: number; ruleSet?: number };

/** Writes that the night has begun, with the rule set it uses from beginning to end; its version. `authority` is the authority's context. */
export async function beginNightOf(authority: Context, night: Night): Promise<number> {
  await publishFirstRuleSet(authority);
  const { ruleSet } = await ruleSetAt(authority);
  await beginNight(authority.ledger, night, ruleSetName(ruleSet), authority.now);
  const begun = await findNight(authority.ledger, night.key);
  return Number(begun!.ruleSet.split("@")[1]);
}

/** Puts what is due on the night's day into the queues of the ledgers. */
export async function queueNight({ central, platform, ledger }: Context, night: Night): Promise<number> {
  const [due, tenants] = await Promise.all([findDueAudits(central, platform, night.day), listTenants(central)]);
  const ledgerOf = new Map(tenants.map((tenant) => [tenant.code, tenant.ledger]));
  await Promise.all(ledgerNames.map((name) => queueTasks(platform.ledgers[name], night.key, due.filter(({ tenant }) => ledgerOf.get(tenant) === name))));
  await countNight(ledger, night.key, due.length);
  return due.length;
}

/** The night's audits that wait, by report type, period and tenant. */
export async function listQueuedAudits(platform: Platform, nightKey: string, ruleSet: number): Promise<QueuedAudit[]> {
  const lists = await Promise.all(Object.values(platform.ledgers).map((ledger) => listTasks(ledger, nightKey, "queued")));
  return lists
    .flat()
    .map((task) => ({ tenant: task.tenantId, reportType: task.reportTypeId, periodId: task.periodId, from: task.windowFrom, to: task.windowTo, nightKey, attempt: task.attempt, ruleSet }))
    .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** How many of these audits of one night have not ended, over all ledgers. */
export async function countWaiting({ central, platform }: Context, audits: readonly TaskKey[]): Promise<number> {
  const named = await Promise.all(audits.map(async (audit) => ({ audit, ledger: (await findTenant(central, audit.tenant))?.ledger })));
  const counts = await Promise.all(
    ledgerNames.map(async (name) => {
      const own = named.filter(({ ledger }) => ledger === name).map(({ audit }) => audit);
      return own.length === 0 ? 0 : countUnfinished(platform.ledgers[name], own[0]!.nightKey, own);
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

export async function closeNight(authority: Context, key: string, failure: string | null): Promise<void> {
  await endNight(authority.ledger, key, authority.now, failure);
}

function keyOf({ reportType, periodId, tenant }: DueAudit): string {
  return `${reportType} ${periodId} ${tenant}`;
}
