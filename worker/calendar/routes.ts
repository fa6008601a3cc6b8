import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { jsonAnswer, jsonBody } from "../http/describe-json.ts";
import { openApiRouter } from "../http/router.ts";
import { authorityContextOf } from "../tenancy/authenticate.ts";
import { requireAuthority } from "../tenancy/require-role.ts";
import { calendarAct, calendarChange, calendarChangeList } from "./contract.ts";
import { showChanges } from "./show-changes.ts";
import { approveChange, proposeChange, withdrawChange } from "./write-change.ts";

const inPath = z.object({ number: z.coerce.number().int().min(1) });
const answer = (description: string) => ({ 200: jsonAnswer(calendarChangeList, description) });

const list = createRoute({ method: "get", path: "/v1/calendar-changes", summary: "What was proposed and decided about cut-off rules, deadlines and days off", responses: answer("The changes, newest first") });
const propose = createRoute({ method: "post", path: "/v1/calendar-changes", summary: "Propose another cut-off rule or deadline of a report type, or days off and swapped days", request: { body: jsonBody(calendarChange) }, responses: { 201: jsonAnswer(calendarChangeList, "Proposed; another person decides") } });
const approve = createRoute({ method: "post", path: "/v1/calendar-changes/{number}/approve", summary: "Approve what somebody else proposed about the calendar", request: { params: inPath, body: jsonBody(calendarAct) }, responses: answer("Approved; windows and deadlines follow it") });
const withdraw = createRoute({ method: "post", path: "/v1/calendar-changes/{number}/withdraw", summary: "Take a proposal about the calendar back", request: { params: inPath, body: jsonBody(calendarAct) }, responses: answer("Withdrawn; it stays to be read") });

export const calendarChangeRoutes = openApiRouter()
  .openapi(list, async (c) => {
    const authority = await authorityContextOf(c);
    requireAuthority(authority, ["auditor", "supervisor", "operator"]);
    return c.json({ changes: await showChanges(authority) }, 200);
  })
  .openapi(propose, async (c) => {
    const authority = await authorityContextOf(c);
    await proposeChange(authority, c.req.valid("json"));
    return c.json({ changes: await showChanges(authority) }, 201);
  })
  .openapi(approve, async (c) => {
    const authority = await authorityContextOf(c);
    await approveChange(authority, c.req.valid("param").number, c.req.valid("json").digest);
    return c.json({ changes: await showChanges(authority) }, 200);
  })
  .openapi(withdraw, async (c) => {
    const authority = await authorityContextOf(c);
    await withdrawChange(authority, c.req.valid("param").number, c.req.valid("json").digest);
    return c.json({ changes: await showChanges(authority) }, 200);
  });
