import type { Platform } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import type { AuditNightDetail, AuditNightView } from "./night-contract.ts";
import { countTasks, findNight, listNights, listTasks, type AuditNightRow } from "./night-queries.ts";
import { toNightView, toTaskView } from "./night-view.ts";
import { findAuthorityLedger } from "../tenancy/find-authority-ledger.ts";

type Scope = { central: D1Database; platform: Platform };
const SHOWN = 30;
const order = { failed: 0, running: 1, queued: 2, done: 3 } as const;

/** The last nights with how far each is: one call a ledger. */
export async function showNights({ central, platform }: Scope): Promise<AuditNightView[]> {
  const authority = await findAuthorityLedger(central, platform);
  const nights = authority ? await listNights(authority, SHOWN) : [];
  const counted = await Promise.all(Object.values(platform.ledgers).map((ledger) => countTasks(ledger, nights.map(({ key }) => key))));
  return nights.map((night) => toNightView(night, counted.flat()));
}

/** One night with every audit of it: what failed first. */
export async function showNight(scope: Scope, key: string): Promise<AuditNightDetail> {
  const night = await getNight(scope, key);
  const lists = await Promise.all(Object.values(scope.platform.ledgers).map((ledger) => listTasks(ledger, key)));
  const tasks = lists.flat();
  const view = toNightView(night, tasks.map(({ state, outcome }) => ({ nightKey: key, state, outcome, tasks: 1 })));
  return { ...view, tasks: tasks.toSorted((a, b) => order[a.state] - order[b.state] || (placeOf(a) < placeOf(b) ? -1 : 1)).map(toTaskView) };
}

export async function getNight({ central, platform }: Scope, key: string): Promise<AuditNightRow> {
  const authority = await findAuthorityLedger(central, platform);
  const night = authority && (await findNight(authority, key));
  if (!night) throw new Problem("not-found", "There is no night of audits with this key. GET /v1/audit-nights lists the last ones.");
  return night;
}

function placeOf({ reportTypeId, periodId, tenantId }: { reportTypeId: string; periodId: string; tenantId: string }): string {
  return `${reportTypeId} ${periodId} ${tenantId}`;
}
