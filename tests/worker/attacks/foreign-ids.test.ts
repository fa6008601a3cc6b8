import { beforeAll, describe, expect, test } from "vitest";
import { servicesReport } from "../../../worker/forms/national/services-report.ts";
import { publishForm } from "../../../worker/forms/publish-form.ts";
import type { PersonList } from "../../../worker/sign-in/contract.ts";
import { setPolicy } from "../../../worker/tenancy/set-policy.ts";
import type { WebhookView } from "../../../worker/webhooks/contract.ts";
import type { SavedViewView } from "../../../worker/worklist/contract.ts";
import type { ReceiptView } from "../../../worker/submissions/contract.ts";
import type { CommentView } from "../../../worker/review/contract.ts";
import { makeAnchor } from "../certificates/make-anchor.ts";
import { makeCertificate } from "../../rules/certificates/make-chain.ts";
import { ask } from "../ask.ts";
import { makePusher, pushed, received } from "../filings/make-pusher.ts";
import { addressOf, listDoors, requestFor, type Door } from "../guarantees/doors.ts";
import { uploadPdf } from "../make-attachment.ts";
import { makeFiler, publishNationalForms, sendSubmission, signReport, type Filer } from "../make-report.ts";
import { asPerson, contextFor, makeOfficer, makeTenant } from "../make-tenant.ts";
import { makeDiscrepancy } from "../review/make-discrepancy.ts";
import { send } from "../sign-in/enrol.ts";

/** Doors with an id in their address, under a tenant. A decision about more days is signed: no session is asked, so it has no place here. */
const named = listDoors().filter(({ path }) => !path.includes("/extensions/") && /^\/v1\/t\/\{tenant\}\/.*\{(id|jti|digest|kid|anchor|comment|person|enrolment|view|integration|webhook)\}/.test(path));
/** Public by their nature: what is public of the owner is so at the owner's address, and nowhere else. */
const isPublic = ({ name }: Door) => /^GET .*\/(keys\/\{kid\}|receipts\/\{jti\}|forms\/.*)$/.test(name);

let owner: Filer;
let stranger: Awaited<ReturnType<typeof makeOfficer>>;
let real: Record<string, string>;
beforeAll(async () => {
  await publishNationalForms();
  owner = await makeFiler();
  const { tenant, officer, key } = owner;
  stranger = await makeOfficer(await makeTenant({ ledger: tenant.ledger }), ["officer", "head", "administrator"]);
  const { jti } = await (await sendSubmission(tenant, await signReport(owner))).json<ReceiptView>();
  const made = await makeDiscrepancy(tenant, { state: "AWAITING_EXPLANATION" });
  const comment = await (await send("POST", `/v1/t/${tenant.code}/discrepancies/${made.id}/comments`, { visibility: "shared", text: "Đã nhận." }, officer.cookie)).json<CommentView>();
  const view = await (await send("POST", `/v1/t/${tenant.code}/views`, { name: "Của tôi", query: "state:open", sort: "severity", columns: ["subject"], isShared: true }, officer.cookie)).json<SavedViewView>();
  const pusher = await makePusher(tenant);
  const { batch } = await pushed(pusher, [received("H26-1")]);
  const anchor = await makeAnchor(tenant, await makeCertificate({ kind: "ca" }));
  const enrolment = await (await send("POST", `/v1/t/${tenant.code}/people/${officer.id}/enrolments`, undefined, anchor.administrator.cookie)).json<{ id: string }>();
  const webhook = await (await send("POST", `/v1/t/${tenant.code}/webhooks`, { url: "https://nhan.example.vn/chenh-lech" }, anchor.administrator.cookie)).json<WebhookView>();
  await setPolicy(contextFor(tenant), "identity-provider", { value: { issuer: "https://id.example.gov.vn", clientId: "doi-soat" }, replaces: 0 });
  const { people } = await (await send("POST", `/v1/t/${tenant.code}/people/${officer.id}/accounts`, { subject: "248289761001" }, anchor.administrator.cookie)).json<PersonList>();
  const account = people.find(({ id }) => id === officer.id)!.accounts[0]!.id;
  await publishForm(contextFor(tenant), { ...servicesReport, id: "rieng" });
  real = { jti, kid: key.kid, digest: (await uploadPdf(tenant, officer, "evidence")).dig, anchor: anchor.id, person: officer.id, enrolment: enrolment.id, comment: comment.id, view: view.id, integration: pusher.id, webhook: webhook.id, account, batch, run: made.lastRunId, discrepancy: made.id, version: String(made.version) };
});

/** The door's address at the tenant with the ids of what the owner really has. */
function addressWithRealIds(door: Door, tenant: string): string {
  const id = door.path.includes("/views/") ? real["view"] : door.path.includes("/audit-runs/") ? real["run"] : door.path.includes("/forms/") ? "rieng" : real["discrepancy"];
  const ids: Record<string, string> = { ...real, id: id!, jti: (door.path.includes("filing-batches") ? real["batch"] : real["jti"])! };
  const path = door.path.replaceAll(/\{(jti|digest|kid|anchor|comment|person|enrolment|view|integration|webhook|account|id)\}/g, (_, name: string) => ids[name]!);
  return addressOf({ path: path.replace("/forms/rieng/", "/rieng-forms/"), name: door.name }, tenant).replace("/rieng-forms/", "/forms/rieng/");
}

/** The same address with ids that nobody has. */
const nowhere = (door: Door, tenant: string) => addressOf(door, tenant).replace("/forms/ii06a/", "/forms/khong-co/").replace(/(view-subscriptions)\/.*$/, "$1/khong-co");

async function answerOf(address: string, door: Door, headers: Record<string, string>): Promise<[number, string]> {
  const answer = await ask(address, requestFor(door, { "If-Match": `"${real["version"]}"`, ...headers }));
  return [answer.status, (await answer.text()).replace(/urn:request:[0-9a-f-]+/, "")];
}

describe("attack 27: the id of something that is really there", () => {
  test("the owner's own people find every one of them, so that what follows is no refusal of a wrong id", async () => {
    const reads = named.filter(({ method, path }) => method === "GET" && !/verification|revocation-lists|draft/.test(path));
    expect(reads.length).toBeGreaterThan(6);
    for (const door of reads) expect([200, 403], door.name).toContain((await answerOf(addressWithRealIds(door, owner.tenant.code), door, asPerson(owner.officer)))[0]);
  });

  test.each(named)("$name: from another tenant it is, at the owner's address, not there, and at one's own it is what an id of nothing is", async (door) => {
    if (!isPublic(door)) {
      const atOwner = await answerOf(addressWithRealIds(door, owner.tenant.code), door, asPerson(stranger));
      expect(atOwner[0], atOwner[1]).toBe(404);
    }
    const here = stranger.tenantId;
    const [withReal, withNothing] = [await answerOf(addressWithRealIds(door, here), door, asPerson(stranger)), await answerOf(nowhere(door, here), door, asPerson(stranger))];
    expect(withReal).toEqual(withNothing);
    // To be told of a view no more is no error, whatever one was told of.
    if (door.name !== "DELETE /v1/t/{tenant}/view-subscriptions/{view}") expect(withReal[0]).toBeGreaterThanOrEqual(400);
  });

  test.each(named.filter((door) => !isPublic(door)))("$name: nobody is asked to sign in after having learned anything", async (door) => {
    const [withReal, withNothing] = [await answerOf(addressWithRealIds(door, owner.tenant.code), door, {}), await answerOf(nowhere(door, owner.tenant.code), door, {})];
    expect(withReal).toEqual(withNothing);
    expect(withReal[0]).toBe(401);
  });

  test("an officer without a role changes nothing of it", async () => {
    const newcomer = await makeOfficer(owner.tenant, []);
    // Views are one's own, and a draft is anybody's of the unit: it says nothing until somebody with the role signs it. A replay reads.
    for (const door of named.filter(({ method, path }) => method !== "GET" && !/\/views\/|view-subscriptions|\/drafts\/|\/replays$/.test(path))) {
      expect([403, 404], door.name).toContain((await answerOf(addressWithRealIds(door, owner.tenant.code), door, asPerson(newcomer)))[0]);
    }
  });
});
