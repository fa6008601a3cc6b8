import type { Context } from "../kernel/context.ts";
import { isReaderOfAll, requireReader } from "../tenancy/require-role.ts";
import { findDiscrepancy } from "../audit/queries.ts";
import { withheldFromActor } from "./as-it-stood.ts";
import { listCommentVersions, type StoredComment } from "./comment-queries.ts";
import type { CommentView } from "./contract.ts";
import { namesOf } from "./event-view.ts";
import { requireFound } from "./get-discrepancy.ts";

/** What was said about the discrepancy, oldest first. People of the unit see what is shared; that there is anything internal, they do not learn. */
export async function listComments(context: Context, discrepancyId: string): Promise<CommentView[]> {
  const reader = requireReader(context);
  const { ledger, tenant } = context;
  const [found, all, withheld] = await Promise.all([findDiscrepancy(ledger, tenant.code, discrepancyId), listCommentVersions(ledger, tenant.code, discrepancyId, isReaderOfAll(reader)), withheldFromActor(context, discrepancyId)]);
  requireFound(found);
  // What others said after the first judgement would tell a second reviewer of it.
  const rows = withheld ? all.filter(({ at, authorId }) => at < withheld.at || authorId === reader.id) : all;
  const names = await namesOf(context, rows.map(({ authorId, authorTenantId }) => ({ actorId: authorId, actorTenantId: authorTenantId })));
  return [...Map.groupBy(rows, ({ id }) => id).values()].map((versions) => toCommentView(versions, names));
}

function toCommentView(versions: readonly StoredComment[], names: ReadonlyMap<string, string>): CommentView {
  const [first, last] = [versions[0]!, versions.at(-1)!];
  return {
    id: first.id, visibility: first.visibility, author: { id: first.authorId, tenant: first.authorTenantId, name: names.get(first.authorId) ?? null }, at: new Date(first.at).toISOString(), text: last.text,
    history: versions.slice(0, -1).map(({ text, at }) => ({ text, at: new Date(at).toISOString() })), version: last.version, logIndex: last.logIndex,
  };
}
