import type { Context } from "../kernel/context.ts";
import { newId } from "../kernel/ids.ts";
import { Problem } from "../kernel/problem.ts";
import type { SignedInOfficer } from "../tenancy/require-role.ts";
import type { SavedViewRequest } from "./contract.ts";
import { findSavedView, type SavedView } from "./queries.ts";
import { readQuery } from "./read-query.ts";

/** Nobody needs more; a table that anybody with a session could fill would be somebody's disk. */
const MOST_VIEWS = 100;

/**
 * Keeps a view for the officer, in their own tenant; only supervisors and administrators share one with their colleagues. The query must be
 * one that the list would answer now: throws `query-invalid` as the list does.
 */
export async function addSavedView(context: Context, officer: SignedInOfficer, request: SavedViewRequest): Promise<SavedView> {
  await requireKeepable(context, officer, request);
  const { ledger, tenant, now } = context;
  const id = newId("view", now);
  const { meta } = await ledger
    .prepare(
      `INSERT INTO saved_view (tenant_id, id, owner_id, name, is_shared, query, sort, columns, version, changed_at)
       SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 1, ?9 WHERE (SELECT COUNT(*) FROM saved_view WHERE tenant_id = ?1 AND owner_id = ?3) < ${MOST_VIEWS}
         AND NOT EXISTS (SELECT 1 FROM saved_view WHERE tenant_id = ?1 AND owner_id = ?3 AND name = ?4)`,
    )
    .bind(tenant.code, id, officer.id, request.name, Number(request.isShared), request.query, request.sort, JSON.stringify(request.columns), now)
    .run();
  if (meta.changes === 0 && (await hasOtherOfName(context, officer, id, request.name))) throw nameTaken();
  if (meta.changes === 0) throw new Problem("transition-refused", `You keep ${MOST_VIEWS} views already. Delete one you no longer use, then save this one.`);
  return getSavedView(context, id);
}

/** Changes one's own view. Throws `version-conflict` with the view as it is when it was changed meanwhile, e.g. in another window. */
export async function changeSavedView(context: Context, officer: SignedInOfficer, id: string, version: number, request: SavedViewRequest): Promise<SavedView> {
  await requireKeepable(context, officer, request);
  await getOwnView(context, officer, id);
  const { ledger, tenant, now } = context;
  const { meta } = await ledger
    .prepare(
      `UPDATE saved_view SET name = ?4, is_shared = ?5, query = ?6, sort = ?7, columns = ?8, version = version + 1, changed_at = ?9 WHERE tenant_id = ?1 AND id = ?2 AND version = ?10
         AND NOT EXISTS (SELECT 1 FROM saved_view other WHERE other.tenant_id = ?1 AND other.owner_id = ?3 AND other.name = ?4 AND other.id <> ?2)`,
    )
    .bind(tenant.code, id, officer.id, request.name, Number(request.isShared), request.query, request.sort, JSON.stringify(request.columns), now, version)
    .run();
  if (meta.changes === 0 && (await getSavedView(context, id)).version === version && (await hasOtherOfName(context, officer, id, request.name))) throw nameTaken();
  if (meta.changes === 0) throw new Problem("version-conflict", "The view was changed meanwhile, maybe in another window of yours. Look at it again and save it with its version.");
  return getSavedView(context, id);
}

/** Deletes one's own view; deleting it again is `not-found`. */
export async function deleteSavedView(context: Context, officer: SignedInOfficer, id: string): Promise<void> {
  await getOwnView(context, officer, id);
  await context.ledger.batch([
    context.ledger.prepare("DELETE FROM view_subscription WHERE tenant_id = ? AND view_id = ?").bind(context.tenant.code, id),
    context.ledger.prepare("DELETE FROM saved_view WHERE tenant_id = ? AND id = ?").bind(context.tenant.code, id),
  ]);
}

async function requireKeepable(context: Context, officer: SignedInOfficer, request: SavedViewRequest): Promise<void> {
  await readQuery(context, request.query);
  const mayShare = officer.roles.includes("supervisor") || officer.roles.includes("administrator");
  if (request.isShared && !mayShare) throw new Problem("not-permitted", "Only a supervisor or an administrator shares a view with everybody. Keep it for yourself, or ask one of them.");
}

/** Asked after a write that did nothing, to say why: the write itself holds the condition. */
async function hasOtherOfName({ ledger, tenant }: Context, officer: SignedInOfficer, id: string, name: string): Promise<boolean> {
  return (await ledger.prepare("SELECT 1 FROM saved_view WHERE tenant_id = ? AND owner_id = ? AND name = ? AND id <> ?").bind(tenant.code, officer.id, name, id).first()) !== null;
}

function nameTaken(): Problem {
  return new Problem("view-name-taken", "You keep a view of this name already. Give this one another name, or change the one that has it.");
}

/** Somebody else's view does not exist for those who want to change it. */
async function getOwnView(context: Context, officer: SignedInOfficer, id: string): Promise<SavedView> {
  const view = await findSavedView(context.ledger, context.tenant.code, id);
  if (view?.ownerId !== officer.id) throw new Problem("not-found", "You keep no view with this id. GET /v1/t/{tenant}/views lists yours.");
  return view;
}

async function getSavedView({ ledger, tenant }: Context, id: string): Promise<SavedView> {
  const view = await findSavedView(ledger, tenant.code, id);
  if (!view) throw new Problem("not-found", "The view was deleted meanwhile.");
  return view;
}
