import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { jsonAnswer } from "../http/describe-json.ts";
import { limitRate } from "../http/limit-rate.ts";
import { mediaTypeOf, readBody } from "../http/read-body.ts";
import { openApiRouter } from "../http/router.ts";
import { contextOf } from "../tenancy/authenticate.ts";
import { attachmentView } from "./attachment-contract.ts";
import { attachmentTypes, MAX_ATTACHMENT_BYTES, type AttachmentType } from "./attachment-limits-contract.ts";
import { fileHeaders, openAttachment } from "./open-attachment.ts";
import { storeAttachment } from "./store-attachment.ts";

const types = Object.keys(attachmentTypes) as AttachmentType[];
const bytes = { schema: z.string().meta({ format: "binary" }) };
const asBytes = Object.fromEntries(types.map((type) => [type, bytes]));

const upload = createRoute({
  method: "post",
  path: "/v1/t/{tenant}/attachments",
  summary: "Upload a file that a signed document will name",
  description: "The body is the file itself. The answer's `id`, `dig`, `size` and `type` are an entry of `att`; its `name` is what the signed text shows. The same file again is the same attachment.",
  request: {
    params: z.object({ tenant: z.string() }),
    headers: z.object({ "x-file-name": z.string().optional().meta({ description: "The file's name, percent-encoded UTF-8. Required." }) }),
    body: { required: true, content: asBytes },
  },
  responses: { 200: jsonAnswer(attachmentView, "Uploaded before: the same attachment"), 201: jsonAnswer(attachmentView, "Uploaded") },
});
const download = createRoute({
  method: "get",
  path: "/v1/t/{tenant}/attachments/{digest}",
  summary: "An attachment as a file",
  request: { params: z.object({ tenant: z.string(), digest: z.string() }) },
  responses: { 200: { description: "The bytes, always as a download", content: asBytes } },
});

export const attachmentRoutes = openApiRouter()
  .openapi(upload, async (c) => {
    const context = await contextOf(c);
    await limitRate(c, "attachment", context.tenant.code);
    const readFile = () => readBody(c.req.raw, { type: types, maxBytes: MAX_ATTACHMENT_BYTES, tooLarge: "body-too-large" });
    const { isNew, attachment } = await storeAttachment(context, { fileName: c.req.header("X-File-Name"), type: mediaTypeOf(c.req.raw) as AttachmentType, readBody: readFile });
    return c.json(attachment, isNew ? 201 : 200);
  })
  .openapi(download, async (c) => {
    const { attachment, bytes: stored } = await openAttachment(await contextOf(c), c.req.valid("param").digest);
    return new Response(stored.body, { headers: fileHeaders(attachment) });
  });
