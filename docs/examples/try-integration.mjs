// The whole way of an integration, against the demo that `npm start` serves: add it, register and approve its key, push filings, read them back, check the receipt.
//
//   node docs/examples/try-integration.mjs [http://localhost:8787] [H26]
//
// Steps 1 and 3 are people's, in the console; only the demo lets a script sign in as them. Steps 2, 4, 5 and 6 are the agency's own system. Node 20 or newer, no packages.

import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { proveKey } from "./prove-key.mjs";
import { pushFilings } from "./push-filings.mjs";
import { readAsMachine } from "./read-as-machine.mjs";
import { verifyReceipt } from "./verify-receipt.mjs";

const [origin = "http://localhost:8787", tenant = "H26"] = process.argv.slice(2);
const source = `try-${Date.now().toString(36)}`;

async function call(cookie, method, path, body) {
  const response = await fetch(`${origin}/v1/${path}`, { method, headers: { Origin: origin, ...(cookie ? { Cookie: cookie } : {}), ...(body ? { "Content-Type": "application/json" } : {}) }, body: body && JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
  return { answer: text ? JSON.parse(text) : null, cookie: response.headers.getSetCookie()[0]?.split(";")[0] };
}

/** The demo's stand-in for a person with a passkey. */
async function signInAs(officer) {
  return (await call(null, "POST", `t/${tenant}/sessions`, { officer: officer.id })).cookie;
}

const { answer: demo } = await call(null, "GET", "demo/people");
const [administrator, approver] = demo.people.find((one) => one.tenant.code === tenant).officers.filter(({ roles }) => roles.includes("administrator"));
const [registering, approving] = [await signInAs(administrator), await signInAs(approver)];

await call(registering, "POST", `t/${tenant}/integrations`, { name: "Hệ thống thử / try", source });
const { answer: known } = await call(registering, "GET", `t/${tenant}/integrations`);
const integration = known.integrations.find((one) => one.source === source).id;
const { answer: challenge } = await call(registering, "POST", `t/${tenant}/key-challenges`, {});
console.log(`1  added as ${integration}; the console's command holds the challenge`);

const pem = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ type: "pkcs8", format: "pem" });
const key = createPrivateKey(pem);
const claims = { aud: challenge.audience, iss: integration, iat: challenge.serverTime, nonce: challenge.nonce };
const proof = proveKey({ key, claims });
console.log("2  the system made its key and proved that it holds it");

const { answer: registered } = await call(registering, "POST", `t/${tenant}/keys`, { owner: integration, label: "Khoá thử / try", ...proof });
await call(approving, "POST", `t/${tenant}/keys/${registered.kid}/approve`);
console.log(`3  ${administrator.name} registered the key, ${approver.name} approved it`);

// What is signed names the platform's address, which is not always where it is asked.
const platform = challenge.audience.slice(0, -`/t/${tenant}`.length);
const system = { origin, platform, tenant, integration, key: key.export({ format: "jwk" }) };
const { answer: catalogue } = await call(null, "GET", `t/${tenant}/services`);
const service = catalogue.services[0].code;
const at = (hoursAgo) => new Date(Date.now() - hoursAgo * 3_600_000).toISOString();
const events = [
  { filing: `${source}-1`, event: "received", service, at: at(3), channel: "online-full" },
  { filing: `${source}-1`, event: "resolved", service, at: at(1), outcome: "on-time" },
];
const pushed = await pushFilings({ ...system, source, events });
if (pushed.status !== 201) throw new Error(`The batch answered ${pushed.status}: ${JSON.stringify(pushed.answer)}`);
console.log(`4  ${pushed.answer.accepted} of ${pushed.answer.lines} events count, log entry ${pushed.answer.logIndex}`);

const read = await readAsMachine({ ...system, path: `filing-batches/${pushed.answer.batch}` });
if (read.status !== 200) throw new Error(`Reading answered ${read.status}: ${JSON.stringify(read.answer)}`);
console.log("5  the system read its batch again with a token of its own");

const { log, index } = await verifyReceipt({ origin, tenant, receipt: read.answer.receipt });
console.log(`6  the receipt holds: entry ${index} of ${log}`);
