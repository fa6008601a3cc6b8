import type * as z from "zod";
import type { Context } from "../kernel/context.ts";
import { messageOf } from "../kernel/database-error.ts";
import { digestOf } from "../kernel/digest.ts";
import { newId } from "../kernel/ids.ts";
import { Problem } from "../kernel/problem.ts";
import { record, thisIndex } from "../log/record.ts";
import { findTenant } from "../directory/queries.ts";
import { listOfficerNames } from "../tenancy/queries.ts";
import { AUTHORITY, isReaderOfAll, type SignedInOfficer } from "../tenancy/require-role.ts";
import { findDiscrepancy, type Discrepancy } from "../audit/queries.ts";
import { listCommentVersions, type StoredComment } from "./comment-queries.ts";
import type { commentEdit, CommentView, newComment } from "./contract.ts";
import { requireFound } from "./get-discrepancy.ts";
import { listComments } from "./list-comments.ts";
import { noticeStatement } from "./notice-statement.ts";
import { requireAuthor } from "./require-author.ts";
import { requireVersion } from "../kernel/record-version.ts";

type Words = Pick<StoredComment, "id" | "version" | "visibility" | "text">;

/** Adds a comment and tells the other side, and those who are mentioned. Internal ones are the authority's own. */
export async function addComment(context: Context, discrepancyId: string, { visibility, text, mentions }: z.infer<typeof newComment>): Promise<CommentView> {
  const author = requireAuthor(context);
  if (visibility === "internal" && !isReaderOfAll(author)) throw new Problem("not-permitted", "Internal comments are the authority's own. Send it with the visibility `shared`.");
  const discrepancy = requireFound(await findDiscrepancy(context.ledger, context.tenant.code, discrepancyId));
  const mentioned = await requireMentioned(context, mentions, visibility);
  const id = newId("comment", context.now);
  const told = [...(visibility === "shared" ? [tellOtherSide(context, discrepancy, author, id)] : []), tellMentioned(context, discrepancy, author, id, mentioned)];
  await write(context, discrepancy, author, { id, version: 1, visibility, text }, told);
  return findView(context, discrepancyId, id);
}

/** Writes another wording of one's own comment, and tells who is mentioned in it and was not before. The earlier ones stay readable for whoever may read it. */
export async function editComment(context: Context, discrepancyId: string, commentId: string, ifMatch: string | undefined, { text, mentions }: z.infer<typeof commentEdit>): Promise<CommentView> {
  const author = requireAuthor(context);
  const version = requireVersion(ifMatch);
  const discrepancy = requireFound(await findDiscrepancy(context.ledger, context.tenant.code, discrepancyId));
  const last = (await listCommentVersions(context.ledger, context.tenant.code, discrepancyId, isReaderOfAll(author))).findLast(({ id }) => id === commentId);
  if (!last) throw new Problem("not-found", "There is no comment with this id here. GET …/comments lists them.");
  if (last.authorId !== author.id) throw new Problem("not-permitted", "Everybody edits only what they said themselves. Write a comment of your own.");
  if (last.version !== version) throw changedMeanwhile();
  const mentioned = await requireMentioned(context, mentions, last.visibility);
  await write(context, discrepancy, author, { id: commentId, version: version + 1, visibility: last.visibility, text }, [tellMentioned(context, discrepancy, author, commentId, mentioned)]);
  return findView(context, discrepancyId, commentId);
}

async function write(context: Context, { tenantId, id: discrepancyId }: Discrepancy, author: SignedInOfficer, { id, version, visibility, text }: Words, told: readonly D1PreparedStatement[]): Promise<void> {
  const { ledger, now } = context;
  const entry = { kind: "discrepancy.commented" as const, at: now, discrepancy: discrepancyId, comment: id, version, visibility, by: author.id, byTenant: author.tenantCode, text: await digestOf(text) };
  const insert = ledger
    .prepare(
      `INSERT INTO discrepancy_comment (tenant_id, discrepancy_id, id, version, author_id, author_tenant_id, visibility, text, at, log_idx)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ${thisIndex.replace("?", "?1")})`,
    )
    .bind(tenantId, discrepancyId, id, version, author.id, author.tenantCode, visibility, text, now);
  await record(context, entry, [insert, ...told]).catch((error: unknown) => {
    if (messageOf(error).includes("the comment has changed")) throw changedMeanwhile();
    throw error;
  });
}

function changedMeanwhile(): Problem {
  return new Problem("version-conflict", "The comment was edited meanwhile. Read it again, then edit that.");
}

function tellOtherSide({ ledger, now }: Context, { tenantId, id, assignee }: Discrepancy, author: SignedInOfficer, commentId: string): D1PreparedStatement {
  const byUnit = author.tenantCode === tenantId;
  return noticeStatement(ledger, { tenantId, discrepancyId: id, kind: "commented", mark: commentId, version: null, at: now, visibleAt: now, unit: byUnit ? [] : ["officer", "head"], authority: byUnit && assignee ? [assignee] : [], except: author.id });
}

type Mentioned = { ofUnit: string[]; ofAuthority: string[] };

function tellMentioned({ ledger, now }: Context, { tenantId, id }: Discrepancy, author: SignedInOfficer, commentId: string, { ofUnit, ofAuthority }: Mentioned): D1PreparedStatement {
  return noticeStatement(ledger, { tenantId, discrepancyId: id, kind: "mentioned", mark: commentId, version: null, at: now, visibleAt: now, unit: [], authority: ofAuthority, ofUnit, except: author.id });
}

/** People of the unit or of the authority; of an internal comment nobody of the unit is told. */
async function requireMentioned({ ledger, central, platform, tenant }: Context, ids: readonly string[], visibility: Words["visibility"]): Promise<Mentioned> {
  if (ids.length === 0) return { ofUnit: [], ofAuthority: [] };
  const authority = (await findTenant(central, AUTHORITY))!;
  const [own, judges] = await Promise.all([visibility === "shared" ? listOfficerNames(ledger, tenant.code, ids) : new Map<string, string>(), listOfficerNames(platform.ledgers[authority.ledger], AUTHORITY, ids)]);
  const unknown = ids.findIndex((id) => !own.has(id) && !judges.has(id));
  if (unknown >= 0) throw new Problem("body-invalid", "Somebody who is mentioned is not there, or may not read this comment. Mention people of the unit (in shared comments) or of the authority.", [{ pointer: `/mentions/${unknown}`, code: "unknown" }]);
  return { ofUnit: ids.filter((id) => own.has(id)), ofAuthority: ids.filter((id) => judges.has(id)) };
}

async function findView(context: Context, discrepancyId: string, commentId: string): Promise<CommentView> {
  return (await listComments(context, discrepancyId)).find(({ id }) => id === commentId)!;
}
