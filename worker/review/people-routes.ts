import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { jsonAnswer, jsonBody } from "../http/describe-json.ts";
import { limitRate } from "../http/limit-rate.ts";
import { openApiRouter } from "../http/router.ts";
import { contextOf, platformContextOf } from "../tenancy/authenticate.ts";
import { commentEdit, commentList, commentView, draftForms, draftView, draftWrite, mentionableList, newComment, noticeList, noticeQuery, noticesRead, unreadCount, verificationView } from "./contract.ts";
import { getDraft, keepDraft } from "./keep-draft.ts";
import { listComments } from "./list-comments.ts";
import { listMentionable } from "./list-mentionable.ts";
import { listOwnNotices } from "./list-notices.ts";
import { markRead } from "./mark-read.ts";
import { toEtag } from "../kernel/record-version.ts";
import { verifyDiscrepancy } from "./verify-discrepancy.ts";
import { addComment, editComment } from "./write-comment.ts";

const named = z.object({ tenant: z.string(), id: z.string() });
const ifMatch = z.object({ "if-match": z.string().optional().meta({ description: 'The version that was read, e.g. "3". Required.' }) });

const notices = createRoute({ method: "get", path: "/v1/session/notifications", summary: "What the signed-in officer was told", request: { query: noticeQuery }, responses: { 200: jsonAnswer(noticeList, "Newest first, and how many are unread") } });
const read = createRoute({ method: "post", path: "/v1/session/notifications/read", summary: "Mark own notifications as read", request: { body: jsonBody(noticesRead) }, responses: { 200: jsonAnswer(unreadCount, "How many are unread now") } });
const comments = createRoute({ method: "get", path: "/v1/t/{tenant}/discrepancies/{id}/comments", summary: "What was said about a discrepancy", request: { params: named }, responses: { 200: jsonAnswer(commentList, "Oldest first; internal ones for the authority only") } });
const say = createRoute({
  method: "post",
  path: "/v1/t/{tenant}/discrepancies/{id}/comments",
  summary: "Comment on a discrepancy",
  request: { params: named, body: jsonBody(newComment) },
  responses: { 201: jsonAnswer(commentView, "Said; the other side and those mentioned are told") },
});
const edit = createRoute({
  method: "put",
  path: "/v1/t/{tenant}/discrepancies/{id}/comments/{comment}",
  summary: "Edit an own comment; the earlier wordings stay",
  request: { params: named.extend({ comment: z.string() }), headers: ifMatch, body: jsonBody(commentEdit) },
  responses: { 200: jsonAnswer(commentView, "The comment with its history") },
});
const whom = createRoute({ method: "get", path: "/v1/t/{tenant}/discrepancies/{id}/mentionable", summary: "Whom a comment on a discrepancy can mention", request: { params: named }, responses: { 200: jsonAnswer(mentionableList, "The authority's people first, each side by name") } });
const readDraft = createRoute({
  method: "get",
  path: "/v1/t/{tenant}/discrepancies/{id}/drafts/{form}",
  summary: "The unit's draft of an explanation or appeal",
  request: { params: named.extend({ form: z.enum(draftForms) }) },
  responses: { 200: jsonAnswer(draftView, "The draft; its version is the ETag") },
});
const writeDraft = createRoute({
  method: "put",
  path: "/v1/t/{tenant}/discrepancies/{id}/drafts/{form}",
  summary: "Keep the unit's draft of an explanation or appeal",
  request: { params: named.extend({ form: z.enum(draftForms) }), headers: ifMatch, body: jsonBody(draftWrite) },
  responses: { 200: jsonAnswer(draftView, "Kept") },
});
const verification = createRoute({
  method: "get",
  path: "/v1/t/{tenant}/discrepancies/{id}/verification",
  summary: "Hold a discrepancy's events against the tenant's log",
  request: { params: named },
  responses: { 200: jsonAnswer(verificationView, "What each event's entry says, and whether the record follows") },
});

export const reviewPeopleRoutes = openApiRouter()
  .openapi(notices, async (c) => c.json(await listOwnNotices(await platformContextOf(c), c.req.valid("query")), 200))
  .openapi(read, async (c) => c.json(await markRead(await platformContextOf(c), c.req.valid("json")), 200))
  .openapi(comments, async (c) => c.json({ comments: await listComments(await contextOf(c), c.req.valid("param").id) }, 200))
  .openapi(say, async (c) => {
    const context = await contextOf(c);
    await limitRate(c, "comment", context.tenant.code);
    return c.json(await addComment(context, c.req.valid("param").id, c.req.valid("json")), 201);
  })
  .openapi(edit, async (c) => {
    const { id, comment } = c.req.valid("param");
    return c.json(await editComment(await contextOf(c), id, comment, c.req.header("If-Match"), c.req.valid("json")), 200);
  })
  .openapi(whom, async (c) => c.json({ people: await listMentionable(await contextOf(c), c.req.valid("param").id) }, 200))
  .openapi(readDraft, async (c) => {
    const { id, form } = c.req.valid("param");
    const draft = await getDraft(await contextOf(c), id, form);
    return c.json(draft, 200, { ETag: toEtag(draft.version) });
  })
  .openapi(writeDraft, async (c) => {
    const { id, form } = c.req.valid("param");
    const draft = await keepDraft(await contextOf(c), id, form, c.req.header("If-Match"), c.req.valid("json"));
    return c.json(draft, 200, { ETag: toEtag(draft.version) });
  })
  .openapi(verification, async (c) => c.json(await verifyDiscrepancy(await contextOf(c), c.req.valid("param").id), 200));
