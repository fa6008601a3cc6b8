import { base64url } from "jose";
import { parseArgs } from "node:util";
import { bootstrapProof } from "../worker/sign-in/bootstrap-proof.ts";

/**
 * The first operator of a deployment: `PLATFORM_SECRET=… npm run bootstrap -- --origin https://… --name "…"` prints their enrolment
 * link. The secret stays here: the Worker gets a proof of it, good for this address and today. `--to` asks at another address than
 * PUBLIC_ORIGIN, e.g. a local one.
 */
const { values } = parseArgs({ options: { origin: { type: "string" }, name: { type: "string" }, to: { type: "string" } } });
const secret = process.env["PLATFORM_SECRET"];
if (!values.origin || !values.name || !secret) {
  console.error('Say who and where: `PLATFORM_SECRET=… npm run bootstrap -- --origin https://doisoat.example.gov.vn --name "Họ Tên"`. The secret is the one the Worker has; the origin is its PUBLIC_ORIGIN.');
  process.exit(1);
}
const asked = values.to ?? values.origin;
const proof = await bootstrapProof(base64url.decode(secret), values.origin, Date.now());
const response = await fetch(`${asked}/v1/bootstrap`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ proof, name: values.name }) });
const answer = (await response.json()) as { secret?: string; expiresAt?: string; detail?: string };
if (!response.ok || !answer.secret) {
  console.error(`The platform answered ${response.status}: ${answer.detail ?? "nothing that can be read"}`);
  process.exit(1);
}
console.log(`Open this once, on the device that will keep the passkey, before ${answer.expiresAt}:\n\n  ${asked}/enrol#VN.${answer.secret}\n`);
