import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { bootstrapProof } from "../../../worker/sign-in/bootstrap-proof.ts";
import type { NewEnrolment } from "../../../worker/sign-in/contract.ts";
import { platformOf } from "../../../worker/http/platform.ts";
import { refusalOf } from "../ask.ts";
import { contextFor, makeAuthority } from "../make-tenant.ts";
import { openLink, send, useLink } from "./enrol.ts";

const { secret, origin } = platformOf(env);
const make = async (proof: string) => send("POST", "/v1/bootstrap", { proof, name: "Người vận hành đầu tiên" });

test("the first operator of a deployment comes in by proof of the platform's secret, and nobody after them", async () => {
  const authority = await makeAuthority();
  const proof = await bootstrapProof(secret, origin, Date.now());
  const wrong = [await bootstrapProof(secret, origin, Date.now() - 48 * 3_600_000), await bootstrapProof(secret, "https://evil.example", Date.now()), await bootstrapProof(new Uint8Array(32), origin, Date.now())];
  for (const one of wrong) expect(await refusalOf(await make(one))).toEqual([403, "sign-in-refused"]);
  const first = await (await make(proof)).json<NewEnrolment>();
  const second = await (await make(proof)).json<NewEnrolment>();
  expect(await refusalOf(await openLink(authority, first.secret))).toEqual([410, "enrolment-gone"]);
  const { cookie, response } = await useLink(authority, second.secret);
  expect(response.status).toBe(201);
  expect(await (await send("GET", "/v1/session", undefined, cookie)).json()).toMatchObject({ officer: { roles: ["operator"], generated: false }, tenant: { code: "VN" } });
  expect(await refusalOf(await make(proof))).toEqual([409, "transition-refused"]);
  expect((await send("GET", "/v1/t/VN/people", undefined, cookie)).status).toBe(200);
  await contextFor(authority).ledger.prepare("UPDATE officer SET ended_at = 1 WHERE tenant_id = 'VN' AND generated = 0").run();
});
