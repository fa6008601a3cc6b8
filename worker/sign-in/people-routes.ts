import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { jsonAnswer, jsonBody } from "../http/describe-json.ts";
import { limitSignIn } from "../http/limit-rate.ts";
import { platformOf } from "../http/platform.ts";
import { openApiRouter } from "../http/router.ts";
import { contextOf } from "../tenancy/authenticate.ts";
import { addPerson } from "./add-person.ts";
import { bootstrapOperator } from "./bootstrap-operator.ts";
import { changeRoles } from "./change-roles.ts";
import { changeUnits } from "./change-units.ts";
import { bootstrapRequest, enrolmentView, newEnrolment, newPerson, personList, roleChange, unitChange } from "./contract.ts";
import { approveEnrolment, createEnrolment, revokeEnrolment } from "./enrolment-links.ts";
import { listPeople, toEnrolmentView } from "./list-people.ts";

const inTenant = z.object({ tenant: z.string() });
const ofPerson = z.object({ tenant: z.string(), person: z.string().max(64) });
const ofEnrolment = z.object({ tenant: z.string(), enrolment: z.string().max(64) });

const list = createRoute({ method: "get", path: "/v1/t/{tenant}/people", summary: "Who acts for the tenant, and how they sign in", request: { params: inTenant }, responses: { 200: jsonAnswer(personList, "The people, by name") } });
const add = createRoute({ method: "post", path: "/v1/t/{tenant}/people", summary: "Add a person with roles", request: { params: inTenant, body: jsonBody(newPerson) }, responses: { 201: jsonAnswer(personList, "Added; make an enrolment link for them next") } });
const give = createRoute({ method: "put", path: "/v1/t/{tenant}/people/{person}/roles", summary: "Give a person exactly these roles", request: { params: ofPerson, body: jsonBody(roleChange) }, responses: { 200: jsonAnswer(personList, "Changed") } });
const units = createRoute({ method: "put", path: "/v1/t/{tenant}/people/{person}/units", summary: "Keep which units a person belongs or belonged to", request: { params: ofPerson, body: jsonBody(unitChange) }, responses: { 200: jsonAnswer(personList, "Kept") } });
const invite = createRoute({ method: "post", path: "/v1/t/{tenant}/people/{person}/enrolments", summary: "Make a one-time enrolment link for a person", request: { params: ofPerson }, responses: { 201: jsonAnswer(newEnrolment, "The link's secret, this once; it lives 72 hours") } });
const approve = createRoute({ method: "post", path: "/v1/t/{tenant}/enrolments/{enrolment}/approve", summary: "Approve somebody else's enrolment link", request: { params: ofEnrolment }, responses: { 200: jsonAnswer(enrolmentView, "It can be used now") } });
const revoke = createRoute({ method: "post", path: "/v1/t/{tenant}/enrolments/{enrolment}/revoke", summary: "Make an enrolment link worth nothing", request: { params: ofEnrolment }, responses: { 204: { description: "Revoked" } } });

const bootstrap = createRoute({ method: "post", path: "/v1/bootstrap", summary: "Make the first operator, by proof of the platform's secret", request: { body: jsonBody(bootstrapRequest) }, responses: { 201: jsonAnswer(newEnrolment, "The operator's enrolment link, this once") } });

export const peopleRoutes = openApiRouter()
  .openapi(bootstrap, async (c) => {
    await limitSignIn(c);
    const { enrolment, secret } = await bootstrapOperator({ central: c.env.CENTRAL, platform: platformOf(c.env), now: c.get("now") }, c.req.valid("json"));
    return c.json({ ...toEnrolmentView(enrolment), secret }, 201);
  })
  .openapi(list, async (c) => c.json(await listPeople(await contextOf(c)), 200))
  .openapi(add, async (c) => {
    const context = await contextOf(c);
    await addPerson(context, c.req.valid("json"));
    return c.json(await listPeople(context), 201);
  })
  .openapi(give, async (c) => {
    const context = await contextOf(c);
    await changeRoles(context, c.req.valid("param").person, c.req.valid("json").roles);
    return c.json(await listPeople(context), 200);
  })
  .openapi(units, async (c) => {
    const context = await contextOf(c);
    await changeUnits(context, c.req.valid("param").person, c.req.valid("json").units);
    return c.json(await listPeople(context), 200);
  })
  .openapi(invite, async (c) => {
    const { enrolment, secret } = await createEnrolment(await contextOf(c), c.req.valid("param").person);
    return c.json({ ...toEnrolmentView(enrolment), secret }, 201);
  })
  .openapi(approve, async (c) => c.json(toEnrolmentView(await approveEnrolment(await contextOf(c), c.req.valid("param").enrolment)), 200))
  .openapi(revoke, async (c) => {
    await revokeEnrolment(await contextOf(c), c.req.valid("param").enrolment);
    return c.body(null, 204);
  });
