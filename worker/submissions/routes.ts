import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import type { Context } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { limitRate } from "../http/limit-rate.ts";
import { readBody } from "../http/read-body.ts";
import { jsonAnswer } from "../http/describe-json.ts";
import { openApiRouter } from "../http/router.ts";
import { contextOf, sessionCookieOf, strangerContextOf } from "../tenancy/authenticate.ts";
import { requireReader, requireReaderOrMachine } from "../tenancy/require-role.ts";
import { contestedList, dueReportList, MAX_JWS_LENGTH, receiptAnswer, receiptView, reportDraft, submissionDocument, submissionList, submissionQuery } from "./contract.ts";
import { draftReport } from "./draft-report.ts";
import { getSubmission } from "./get-submission.ts";
import { listDueReports } from "./list-due-reports.ts";
import { findDocument, listContested, listSubmissions } from "./queries.ts";
import { toReceipt } from "./receipt.ts";
import { requireOpenTenant } from "./require-open-tenant.ts";
import { standingOfSubmission, toSubmissionViews } from "./submission-view.ts";
import { submitForm } from "./submit-form.ts";

const inTenant = z.object({ tenant: z.string() });
const ofSubmission = z.object({ tenant: z.string(), jti: z.string() });

const submit = createRoute({
  method: "post",
  path: "/v1/t/{tenant}/submissions",
  summary: "File a signed report, or a signature over one",
  description: "The body is the compact JWS itself (`gov-submission+jwt`, profile GFS-1), nothing around it. Sending the same again gives the same receipt.",
  request: { params: inTenant, body: { required: true, content: { "application/jose": { schema: z.string() } } } },
  responses: { 200: jsonAnswer(receiptView, "Received before: the original receipt"), 201: jsonAnswer(receiptView, "Received: the receipt") },
});
const list = createRoute({ method: "get", path: "/v1/t/{tenant}/submissions", summary: "The tenant's submissions, newest first", request: { params: inTenant, query: submissionQuery }, responses: { 200: jsonAnswer(submissionList, "A page") } });
const one = createRoute({ method: "get", path: "/v1/t/{tenant}/submissions/{jti}", summary: "A submission with what was signed and shown", request: { params: ofSubmission }, responses: { 200: jsonAnswer(submissionDocument, "The submission") } });
const receipt = createRoute({ method: "get", path: "/v1/t/{tenant}/receipts/{jti}", summary: "The receipt, for whoever knows the submission's id", request: { params: ofSubmission }, responses: { 200: jsonAnswer(receiptAnswer, "The receipt, with what the signature is worth today") } });
const contested = createRoute({ method: "get", path: "/v1/t/{tenant}/contested-submissions", summary: "What was signed with a compromised key and nobody has confirmed", request: { params: inTenant }, responses: { 200: jsonAnswer(contestedList, "The newest first") } });
const due = createRoute({ method: "get", path: "/v1/t/{tenant}/due-reports", summary: "What the tenant owes and what it filed, and what comes", request: { params: inTenant }, responses: { 200: jsonAnswer(dueReportList, "The newest window first") } });
const draft = createRoute({
  method: "get",
  path: "/v1/t/{tenant}/due-reports/{reportType}/{period}/draft",
  summary: "What a report starts with",
  request: { params: z.object({ tenant: z.string(), reportType: z.string(), period: z.string() }) },
  responses: { 200: jsonAnswer(reportDraft, "The head and the rows, without numbers nobody knows") },
});

export const submissionsRoutes = openApiRouter()
  .openapi(submit, async (c) => {
    const context = await strangerContextOf(c);
    await limitRate(c, "submission", context.tenant.code);
    const bytes = await readBody(c.req.raw, { type: "application/jose", maxBytes: MAX_JWS_LENGTH, tooLarge: "jws-too-large" });
    requireOpenTenant(context);
    const { isNew, receipt: answer } = await submitForm(context, new TextDecoder("latin1").decode(bytes), sessionCookieOf(c));
    return c.json(answer, isNew ? 201 : 200);
  })
  .openapi(list, async (c) => {
    const context = await contextOf(c);
    requireReaderOrMachine(context);
    const { before, limit } = c.req.valid("query");
    const rows = await listSubmissions(context.ledger, context.tenant.code, { before: before ?? null, limit, reader: readerOf(context) });
    return c.json({ submissions: await toSubmissionViews(context, rows), next: rows.length === limit ? String(rows.at(-1)!.sequence) : null }, 200);
  })
  .openapi(one, async (c) => {
    const context = await contextOf(c);
    requireReaderOrMachine(context);
    return c.json(await getSubmission(context, c.req.valid("param").jti), 200);
  })
  .openapi(receipt, async (c) => {
    const context = await strangerContextOf(c);
    const stored = await findDocument(context.ledger, context.tenant.code, c.req.valid("param").jti);
    if (!stored) throw new Problem("not-found", "The tenant has no submission with this id.");
    return c.json({ ...(await toReceipt(context.platform, context.tenant, stored)), standing: await standingOfSubmission(context, stored) }, 200);
  })
  .openapi(contested, async (c) => {
    const context = await contextOf(c);
    requireReader(context);
    return c.json({ submissions: await toSubmissionViews(context, await listContested(context.ledger, context.tenant.code, readerOf(context))) }, 200);
  })
  .openapi(due, async (c) => {
    const context = await contextOf(c);
    requireReaderOrMachine(context);
    return c.json(await listDueReports(context), 200);
  })
  .openapi(draft, async (c) => {
    const context = await contextOf(c);
    requireReaderOrMachine(context);
    const { reportType, period } = c.req.valid("param");
    return c.json({ data: await draftReport(context, reportType, period) }, 200);
  });

function readerOf({ actor }: Pick<Context, "actor">): string | null {
  return actor.kind === "officer" ? actor.id : null;
}
