import { createRoute } from "@hono/zod-openapi";
import { jsonAnswer, jsonBody } from "../http/describe-json.ts";
import { limitVerifying } from "../http/limit-rate.ts";
import { openApiRouter } from "../http/router.ts";
import { verifyAnswer, verifyQuestion } from "./contract.ts";
import { verifyJws } from "./verify-jws.ts";

const verify = createRoute({
  method: "post",
  path: "/v1/verify",
  summary: "Look at a signature stage by stage",
  description: "Stateless: the key comes with the question, nothing is looked up. That every stage passes says that this key made this signature, not that anybody registered the key.",
  request: { body: jsonBody(verifyQuestion) },
  responses: { 200: jsonAnswer(verifyAnswer, "What each stage says; `code` and `detail` are those of the first that failed") },
});

export const verificationRoutes = openApiRouter().openapi(verify, async (c) => {
  await limitVerifying(c);
  return c.json(await verifyJws(c.req.valid("json"), c.get("now")), 200);
});
