import type { Context } from "../kernel/context.ts";
import { digestOf } from "../kernel/digest.ts";
import { newId } from "../kernel/ids.ts";
import { Problem } from "../kernel/problem.ts";
import { toJsonChunks } from "../kernel/to-json-chunks.ts";
import { findTenant, getHolidays } from "../directory/queries.ts";
import { record, thisIndex } from "../log/record.ts";
import type { PlatformContext } from "../tenancy/authenticate.ts";
import { AUTHORITY, requireAuthority, type SignedInOfficer } from "../tenancy/require-role.ts";
import { findDiscrepancyWithEvents } from "../audit/queries.ts";
import { listAllDiscrepancies } from "../worklist/list-discrepancies.ts";
import { withheldFromActor } from "./as-it-stood.ts";
import { isBarredFrom } from "./barred.ts";
import { BULK_CHUNK, bulkTransitions, MAX_BULK, MAX_BULK_DISMISSALS, type BulkPreview, type BulkRequest, type BulkView } from "./bulk-contract.ts";
import { countOutcomes, findBulk, listFailures, listWaiting, type StoredBulk } from "./bulk-queries.ts";
import { secondLookFirst } from "./conditions.ts";
import { checkTransition } from "./check-transition.ts";
import type { TransitionId, UnsignedRequest } from "./contract.ts";
import { makeMove } from "./move-discrepancy.ts";
import { toMovable } from "./movable.ts";

type Item = { tenant: string; id: string; version: number };
const PAGE = 200;
const EXAMPLES = 5;

/** What a move of these would do now; nothing is written. */
export async function previewBulk(context: PlatformContext, order: BulkRequest): Promise<BulkPreview> {
  const officer = requireAuthority(context, ["auditor", "supervisor"]);
  requireBulkMove(order);
  const items = await chooseItems(context, order);
  const home = await authorityContext(context);
  const refusals = new Map<string, BulkPreview["refused"][number]>();
  let movable = 0;
  for (const [tenantCode, theirs] of Map.groupBy(items, ({ tenant }) => tenant)) {
    const unit = await contextOf(context, officer, tenantCode);
    const isBarred = await isBarredFrom(home.ledger, officer.id, tenantCode, context.now);
    for (const item of theirs) {
      const refusal = unit ? await refusalOf(unit, officer, isBarred, item, order.request.transition) : { code: "not-found", detail: "There is no such discrepancy." };
      if (!refusal) movable++;
      else note(refusals, refusal, item);
    }
  }
  return { total: items.length, movable, refused: [...refusals.values()], manifest: await manifestOf(items, order.request.transition) };
}

/** Keeps the order with its list as it is now (one entry in the authority's log), and moves the first ones. */
export async function startBulk(context: PlatformContext, order: BulkRequest): Promise<BulkView> {
  const officer = requireAuthority(context, ["auditor", "supervisor"]);
  requireBulkMove(order);
  const items = await chooseItems(context, order);
  const home = await authorityContext(context);
  const [id, transition] = [newId("bulk", context.now), order.request.transition];
  const manifest = await manifestOf(items, transition);
  await record(home, { kind: "bulk-move", at: context.now, bulk: id, transition, manifest, total: items.length, by: officer.id }, [
    home.ledger
      .prepare(`INSERT INTO bulk_move (tenant_id, id, actor_id, at, transition, request, manifest, total, log_idx) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ${thisIndex.replace("?", "?1")})`)
      .bind(AUTHORITY, id, officer.id, context.now, transition, JSON.stringify(order.request), manifest, items.length),
    ...toJsonChunks(items.map((item, place) => ({ ...item, place }))).map((json) =>
      home.ledger
        .prepare("INSERT INTO bulk_item (tenant_id, bulk_id, place, unit_tenant_id, discrepancy_id, version) SELECT ?1, ?2, value ->> 'place', value ->> 'tenant', value ->> 'id', value ->> 'version' FROM json_each(?3)")
        .bind(AUTHORITY, id, json),
    ),
  ]);
  return continueBulk(context, id);
}

/** Moves the next ones of an own order, each once however often this is asked; when none waits any more, it is finished. */
export async function continueBulk(context: PlatformContext, bulkId: string): Promise<BulkView> {
  const officer = requireAuthority(context, ["auditor", "supervisor"]);
  const home = await authorityContext(context);
  const bulk = await requireBulk(home, bulkId);
  if (bulk.actorId !== officer.id) throw new Problem("not-permitted", "Only whoever gave the order goes on with it. Look at its results, or give an order of your own.");
  const request = JSON.parse(bulk.request) as UnsignedRequest;
  const waiting = await listWaiting(home.ledger, AUTHORITY, bulkId, BULK_CHUNK);
  const outcomes: { place: number; outcome: string }[] = [];
  for (const { place, unitTenantId, discrepancyId, version } of waiting) {
    outcomes.push({ place, outcome: await moveOne(context, officer, { tenant: unitTenantId, id: discrepancyId, version }, request, { bulkId, place }) });
  }
  const isLast = waiting.length < BULK_CHUNK;
  await record(home, { kind: "bulk-move", at: context.now, bulk: bulkId, moved: outcomes.filter(({ outcome }) => outcome === "moved").length, refused: outcomes.filter(({ outcome }) => outcome !== "moved").length, by: officer.id }, [
    home.ledger
      .prepare("UPDATE bulk_item SET outcome = o.value ->> 'outcome' FROM json_each(?3) AS o WHERE bulk_item.tenant_id = ?1 AND bulk_item.bulk_id = ?2 AND bulk_item.place = o.value ->> 'place'")
      .bind(AUTHORITY, bulkId, JSON.stringify(outcomes)),
    ...(isLast ? [home.ledger.prepare("UPDATE bulk_move SET finished_at = COALESCE(finished_at, ?) WHERE tenant_id = ? AND id = ?").bind(context.now, AUTHORITY, bulkId)] : []),
  ]);
  return getBulk(context, bulkId);
}

/** How far an order has come. */
export async function getBulk(context: PlatformContext, bulkId: string): Promise<BulkView> {
  requireAuthority(context, ["auditor", "supervisor", "operator"]);
  const home = await authorityContext(context);
  const bulk = await requireBulk(home, bulkId);
  const [counts, failures] = await Promise.all([countOutcomes(home.ledger, AUTHORITY, bulkId), listFailures(home.ledger, AUTHORITY, bulkId)]);
  const { id, transition, at, total, finishedAt, manifest } = bulk;
  return { id, transition: transition as TransitionId, at: new Date(at).toISOString(), total, ...counts, finishedAt: finishedAt === null ? null : new Date(finishedAt).toISOString(), manifest, failures };
}

async function moveOne(context: PlatformContext, officer: SignedInOfficer, item: Item, request: UnsignedRequest, { bulkId, place }: { bulkId: string; place: number }): Promise<string> {
  const unit = await contextOf(context, officer, item.tenant);
  if (!unit) return "not-found";
  try {
    // The key makes each item once: an order that is taken up again finds its own events.
    await makeMove(unit, { discrepancyId: item.id, version: item.version, mover: officer, request, mark: { key: `${bulkId}-${place}`, digest: bulkId, bulkId } });
    return "moved";
  } catch (error) {
    if (error instanceof Problem && error.status < 500) return error.code;
    throw error;
  }
}

function requireBulkMove({ request, items }: BulkRequest): void {
  if (!(bulkTransitions as readonly string[]).includes(request.transition)) {
    throw new Problem("body-invalid", `\`${request.transition}\` is made for one discrepancy at a time. Many at once: ${bulkTransitions.join(", ")}.`, [{ pointer: "/request/transition", code: "not-in-bulk" }]);
  }
  if (items) requireCap(items.length, request.transition);
}

function requireCap(count: number, transition: TransitionId): void {
  const cap = transition === "request-dismissal" ? MAX_BULK_DISMISSALS : MAX_BULK;
  if (count > cap) throw new Problem("body-invalid", `At most ${cap} at once for \`${transition}\`. Narrow the selection.`, [{ pointer: "/items", code: "too-many" }]);
}

/** The list as it is now: from here on it does not change, whatever the query matches later. */
async function chooseItems(context: PlatformContext, { items, q, request }: BulkRequest): Promise<Item[]> {
  if (items) return [...new Map(items.map((item) => [`${item.tenant}/${item.id}`, item])).values()];
  const chosen: Item[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await listAllDiscrepancies(context, { q: q!, sort: "newest", limit: PAGE, cursor });
    chosen.push(...page.discrepancies.map(({ tenant, id, version }) => ({ tenant: tenant.code, id, version })));
    requireCap(chosen.length, request.transition);
    if (page.next === null) return chosen;
    cursor = page.next;
  }
}

type Refusal = { code: string; detail: string };

async function refusalOf(unit: Context, officer: SignedInOfficer, isBarred: boolean, { id, version }: Item, transition: TransitionId): Promise<Refusal | null> {
  const [found, holidays, withheld] = await Promise.all([findDiscrepancyWithEvents(unit.ledger, unit.tenant.code, id), getHolidays(unit.central), withheldFromActor(unit, id)]);
  if (withheld) return secondLookFirst;
  if (!found) return { code: "not-found", detail: "There is no such discrepancy." };
  if (found.discrepancy.version !== version) return { code: "version-conflict", detail: "Somebody moved it meanwhile." };
  const verdict = checkTransition(transition, toMovable(found.discrepancy, found.events, holidays, isBarred), officer, unit.now);
  return verdict.isAllowed ? null : verdict;
}

function note(refusals: Map<string, BulkPreview["refused"][number]>, { code, detail }: Refusal, { tenant, id }: Item): void {
  const known = refusals.get(detail) ?? { code, detail, count: 0, examples: [] };
  refusals.set(detail, { ...known, count: known.count + 1, examples: known.examples.length < EXAMPLES ? [...known.examples, { tenant, id }] : known.examples });
}

function manifestOf(items: readonly Item[], transition: TransitionId): Promise<string> {
  return digestOf(JSON.stringify(items.map(({ tenant, id, version }) => [tenant, id, version, transition])));
}

async function contextOf({ central, platform, now }: PlatformContext, actor: SignedInOfficer, tenantCode: string): Promise<Context | null> {
  const tenant = await findTenant(central, tenantCode);
  return tenant && { tenant, actor, ledger: platform.ledgers[tenant.ledger], central, now, platform };
}

async function authorityContext({ central, platform, actor, now }: PlatformContext): Promise<Context> {
  const tenant = (await findTenant(central, AUTHORITY))!;
  return { tenant, actor, ledger: platform.ledgers[tenant.ledger], central, now, platform };
}

async function requireBulk({ ledger }: Context, id: string): Promise<StoredBulk> {
  const bulk = await findBulk(ledger, AUTHORITY, id);
  if (!bulk) throw new Problem("not-found", "There is no order with this id. It was named in the answer when it was given.");
  return bulk;
}
