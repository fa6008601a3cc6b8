import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { Problem } from "../kernel/problem.ts";
import { jsonAnswer, jsonBody } from "../http/describe-json.ts";
import { openApiRouter } from "../http/router.ts";
import { authorityContextOf } from "../tenancy/authenticate.ts";
import { requireAuthority } from "../tenancy/require-role.ts";
import { findBackTest, showBackTest } from "./back-test-queries.ts";
import { backTestRequest, backTestView, ruleSetAct, ruleSetDetail, ruleSetDraft, ruleSetList } from "./rule-set-contract.ts";
import { showRuleSet, showRuleSets } from "./show-rule-sets.ts";
import { startBackTest } from "./start-back-test.ts";
import { approveRuleSet, changeDraft, draftRuleSet, proposeRuleSet, withdrawRuleSet } from "./write-rule-set.ts";

const inPath = z.object({ version: z.coerce.number().int().min(1) });
const detail = (description: string) => ({ 200: jsonAnswer(ruleSetDetail, description) });

const list = createRoute({ method: "get", path: "/v1/rule-sets", summary: "Every version of the national rule set, with where it stands", responses: { 200: jsonAnswer(ruleSetList, "The versions, newest first") } });
const draft = createRoute({ method: "post", path: "/v1/rule-sets", summary: "Draft the next version of the rule set", request: { body: jsonBody(ruleSetDraft) }, responses: { 201: jsonAnswer(ruleSetDetail, "The draft") } });
const one = createRoute({ method: "get", path: "/v1/rule-sets/{version}", summary: "One version: its document, what it changes, its back-test", request: { params: inPath }, responses: detail("The version") });
const change = createRoute({ method: "put", path: "/v1/rule-sets/{version}", summary: "Write a draft anew", request: { params: inPath, body: jsonBody(ruleSetDraft.extend({ digest: ruleSetAct.shape.digest })) }, responses: detail("The draft as it is now") });
const propose = createRoute({ method: "post", path: "/v1/rule-sets/{version}/propose", summary: "Freeze a draft and ask another person to approve it", request: { params: inPath, body: jsonBody(ruleSetAct) }, responses: detail("Proposed") });
const approve = createRoute({ method: "post", path: "/v1/rule-sets/{version}/approve", summary: "Publish what somebody else proposed and a back-test has tried", request: { params: inPath, body: jsonBody(ruleSetAct) }, responses: detail("Published; audits use it from its first day") });
const withdraw = createRoute({ method: "post", path: "/v1/rule-sets/{version}/withdraw", summary: "Take a draft or a proposal back", request: { params: inPath, body: jsonBody(ruleSetAct) }, responses: detail("Withdrawn; it stays to be read") });
const test = createRoute({ method: "post", path: "/v1/rule-sets/{version}/back-tests", summary: "Try a version on the last windows beside the one in force", request: { params: inPath, body: jsonBody(backTestRequest) }, responses: { 202: jsonAnswer(backTestView, "Under way; ask again for how far it is") } });
const testOne = createRoute({ method: "get", path: "/v1/rule-sets/{version}/back-tests/{id}", summary: "A back-test: how far it is, what would open and close", request: { params: inPath.extend({ id: z.string() }) }, responses: { 200: jsonAnswer(backTestView, "The back-test as it is now") } });

const readers = ["auditor", "supervisor", "operator"] as const;

export const ruleSetRoutes = openApiRouter()
  .openapi(list, async (c) => {
    const authority = await authorityContextOf(c);
    requireAuthority(authority, readers);
    return c.json({ ruleSets: await showRuleSets(authority) }, 200);
  })
  .openapi(draft, async (c) => {
    const authority = await authorityContextOf(c);
    const { version } = await draftRuleSet(authority, c.req.valid("json"));
    return c.json(await showRuleSet(authority, version), 201);
  })
  .openapi(one, async (c) => {
    const authority = await authorityContextOf(c);
    requireAuthority(authority, readers);
    return c.json(await showRuleSet(authority, c.req.valid("param").version), 200);
  })
  .openapi(change, async (c) => {
    const authority = await authorityContextOf(c);
    const { digest, ...wish } = c.req.valid("json");
    const { version } = await changeDraft(authority, c.req.valid("param").version, wish, digest);
    return c.json(await showRuleSet(authority, version), 200);
  })
  .openapi(propose, async (c) => {
    const authority = await authorityContextOf(c);
    const { version } = await proposeRuleSet(authority, c.req.valid("param").version, c.req.valid("json").digest);
    return c.json(await showRuleSet(authority, version), 200);
  })
  .openapi(approve, async (c) => {
    const authority = await authorityContextOf(c);
    const { version } = await approveRuleSet(authority, c.req.valid("param").version, c.req.valid("json").digest);
    return c.json(await showRuleSet(authority, version), 200);
  })
  .openapi(withdraw, async (c) => {
    const authority = await authorityContextOf(c);
    const { version } = await withdrawRuleSet(authority, c.req.valid("param").version, c.req.valid("json").digest);
    return c.json(await showRuleSet(authority, version), 200);
  })
  .openapi(test, async (c) => {
    const authority = await authorityContextOf(c);
    const started = await startBackTest(authority, c.env.BACK_TEST, c.req.valid("param").version, c.req.valid("json").windows);
    return c.json(await showBackTest(authority.ledger, started), 202);
  })
  .openapi(testOne, async (c) => {
    const authority = await authorityContextOf(c);
    requireAuthority(authority, readers);
    const { id, version } = c.req.valid("param");
    const found = await findBackTest(authority.ledger, id);
    if (found?.version !== version) throw new Problem("not-found", "There is no back-test with this id of this version.");
    return c.json(await showBackTest(authority.ledger, found), 200);
  });
