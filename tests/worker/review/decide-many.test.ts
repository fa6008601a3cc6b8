import { base64url } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { digestOf } from "../../../worker/kernel/digest.ts";
import { findDiscrepancy, type Discrepancy } from "../../../worker/audit/queries.ts";
import type { BulkView, DecideMany, DecideManyResult, ManifestPreview } from "../../../worker/review/bulk-contract.ts";
import type { DiscrepancyDetail, VerificationView } from "../../../worker/review/contract.ts";
import { keepOrder } from "../../../worker/review/keep-order.ts";
import { partDigest } from "../../../worker/review/part-digest.ts";
import { runOrder } from "../../../worker/review/run-order.ts";
import type { SubmissionDocumentView } from "../../../worker/submissions/contract.ts";
import { prepareSubmission } from "../../../worker/submissions/prepare-submission.ts";
import { ask, refusalOf } from "../ask.ts";
import { asPerson, contextFor, makeAuthority, makeOfficer, makeTenant } from "../make-tenant.ts";
import { makeDiscrepancy } from "./make-discrepancy.ts";
import { at, move } from "./people.ts";
import { signManifest, words } from "./sign-manifest.ts";
import { withKey, type Signer } from "./sign-move.ts";

let authority: Tenant;
let [hanoi, hue]: Tenant[] = [];
let [auditor, colleague, supervisor, officer]: Signer[] = [];
beforeAll(async () => {
  authority = await makeAuthority();
  [hanoi, hue] = [await makeTenant({ ledger: "LEDGER_1" }), await makeTenant({ ledger: "LEDGER_2" })];
  const enrol = async (home: Tenant, role: "auditor" | "supervisor" | "officer") => withKey(home, await makeOfficer(home, [role]));
  [auditor, colleague, supervisor, officer] = [await enrol(authority, "auditor"), await enrol(authority, "auditor"), await enrol(authority, "supervisor"), await enrol(hue, "officer")];
});

const post = (person: { cookie: string }, path: string, body: object) => ask(`/v1/discrepancies/${path}`, { method: "POST", headers: asPerson(person, { "Content-Type": "application/json" }), body: JSON.stringify(body) });
const decide = (person: { cookie: string }, body: object) => post(person, "bulk-decisions", body);
const stateOf = async ({ tenantId, id }: Discrepancy) => (await findDiscrepancy(contextFor(tenantId === hanoi!.code ? hanoi! : hue!).ledger, tenantId, id))!.state;
const explained = (tenant: Tenant) => makeDiscrepancy(tenant, { state: "EXPLAINED" });
const detailOf = async (person: { cookie: string }, made: Discrepancy) => (await at(person, made, "")).json<DiscrepancyDetail>();
/** Whether the newest event is proved by the log, and the record follows; the events before it are planted. */
const isProved = async (person: { cookie: string }, made: Discrepancy) => {
  const { events, recordFollows } = await (await at(person, made, "/verification")).json<VerificationView>();
  return recordFollows && events.at(-1)!.verdict === "proved";
};
const jtiOf = ({ signed }: DecideMany) => (JSON.parse(new TextDecoder().decode(base64url.decode(signed.split(".")[1]!))) as { jti: string }).jti;

describe("one signature, many decisions", () => {
  test("each discrepancy is moved by itself, and its unit can prove its own part without learning of another's", async () => {
    const [mine, theirs] = [[await explained(hue!), await explained(hue!)], [await explained(hanoi!)]];
    const preview = await (await post(auditor!, "bulk-decisions-preview", { items: [...mine, ...theirs].map(({ tenantId: tenant, id, version }) => ({ tenant, id, version })), outcome: "accept" })).json<ManifestPreview>();
    expect(preview).toMatchObject({ total: 3, refused: [], parts: [{ id: mine[0]!.id, version: mine[0]!.version, reason: "explained", tenant: { code: hue!.code } }, {}, { tenant: { code: hanoi!.code } }] });

    const manifest = await signManifest(authority, auditor!, "accept", [...mine, ...theirs]);
    const answer = await decide(auditor!, manifest);
    expect(answer.status).toBe(201);
    const order = await answer.json<DecideManyResult>();
    expect(order).toMatchObject({ transition: "accept", total: 3, moved: 3, refused: 0, waiting: 0, submission: jtiOf(manifest), manifest: await digestOf(manifest.signed), receipt: { jti: jtiOf(manifest), tenant: "https://doisoat.example.gov.vn/t/VN" } });
    expect(await Promise.all([...mine, ...theirs].map(stateOf))).toEqual(["ACCEPTED", "ACCEPTED", "ACCEPTED"]);

    // What the unit reads: its own event opened, the document as it was signed, and nothing that names anybody else's.
    const event = (await detailOf(officer!, mine[1]!)).events.at(-1)!;
    expect(event).toMatchObject({ transition: "accept", actor: { id: auditor!.id, tenant: "VN" }, reason: "explained", comment: words, submission: jtiOf(manifest), part: { place: 1, salt: manifest.parts[1]!.salt } });
    const document = await (await ask(`/v1/t/${hue!.code}/submissions/${event.submission}`, { headers: asPerson(officer!) })).json<SubmissionDocumentView>();
    expect(document).toMatchObject({ jws: manifest.signed, digest: order.manifest, standing: "VALID", isTextAsSigned: true, form: { id: "decision-manifest" }, answers: { outcome: "accept" } });
    const digests = document.answers["parts"] as string[];
    expect(digests[event.part!.place]).toBe(await partDigest({ salt: event.part!.salt, tenant: hue!.code, discrepancy: mine[1]!.id, version: event.version - 1, outcome: "accept", reason: event.reason! }));
    expect(digests[event.part!.place]).toBe(event.part!.digest);
    for (const secret of [theirs[0]!.id, hanoi!.code, manifest.parts[2]!.salt]) expect(JSON.stringify(document.answers)).not.toContain(secret);
    const entry = JSON.parse((await contextFor(hue!).ledger.prepare("SELECT entry FROM log_entry WHERE tenant_id = ? AND idx = ?").bind(hue!.code, event.logIndex).first<string>("entry"))!) as object;
    expect(entry).toMatchObject({ kind: "discrepancy.moved", discrepancy: mine[1]!.id, version: event.version, transition: "accept", jti: event.submission, sha256: order.manifest, part: event.part!.digest, place: 1, kid: auditor!.kid });
    for (const [person, made] of [[officer!, mine[0]!], [auditor!, mine[1]!], [auditor!, theirs[0]!]] as const) expect(await isProved(person, made)).toBe(true);
    expect(await (await ask(`/v1/t/${hue!.code}/receipts/${event.submission}`)).json()).toMatchObject({ standing: "VALID", digest: order.manifest });
  });

  test("what stands in the way of one is its own outcome: moved meanwhile, not in this state, barred, not there, another reason than requested", async () => {
    const requested = () => makeDiscrepancy(hue!, { state: "DISMISSAL_REQUESTED" });
    const [good, stale, other, own] = [await requested(), await requested(), await requested(), await makeDiscrepancy(hanoi!, { state: "DISMISSAL_REQUESTED" })];
    const fresh = await makeDiscrepancy(hue!, { state: "NEW" });
    const mine = await makeDiscrepancy(hue!, { state: "DISMISSAL_REQUESTED", askedBy: supervisor! });
    const { ledger } = contextFor(authority);
    await ledger.prepare("INSERT INTO officer_past_unit (tenant_id, officer_id, unit_tenant_code, until) VALUES ('VN', ?, ?, NULL)").bind(supervisor!.id, hanoi!.code).run();
    const wanted = [good, { ...stale, version: stale.version - 1 }, { ...other, reason: "source_error" }, own, fresh, mine, { tenantId: hue!.code, id: "dis_nobody", version: 1 }, { tenantId: "Z99", id: good.id, version: 1 }];
    const result = await (await decide(supervisor!, await signManifest(authority, supervisor!, "approve-dismissal", wanted))).json<BulkView>();
    await ledger.prepare("DELETE FROM officer_past_unit WHERE tenant_id = 'VN' AND officer_id = ?").bind(supervisor!.id).run();
    expect(result).toMatchObject({ total: 8, moved: 1, refused: 7, waiting: 0 });
    expect(result.failures.map(({ id, code }) => [id, code])).toEqual([
      [stale.id, "version-conflict"], [other.id, "data-invalid"], [own.id, "self-approval"], [fresh.id, "transition-refused"], [mine.id, "self-approval"], ["dis_nobody", "not-found"], [good.id, "not-found"],
    ]);
    expect(await Promise.all([good, stale, other, own, fresh, mine].map(stateOf))).toEqual(["DISMISSED", "DISMISSAL_REQUESTED", "DISMISSAL_REQUESTED", "DISMISSAL_REQUESTED", "NEW", "DISMISSAL_REQUESTED"]);
    expect(await isProved(supervisor!, good)).toBe(true);
  });

  test("a severe one is not accepted by the one who asked, upheld ones get their day, denied ones go back to where they were", async () => {
    const severe = await makeDiscrepancy(hue!, { state: "EXPLAINED", severity: "high", askedBy: auditor! });
    expect(await (await decide(auditor!, await signManifest(authority, auditor!, "accept", [severe]))).json()).toMatchObject({ moved: 0, failures: [{ id: severe.id, code: "self-approval" }] });
    const upheld = await signManifest(authority, auditor!, "uphold", [severe]);
    expect(await (await decide(auditor!, upheld)).json()).toMatchObject({ moved: 1 });
    expect(await detailOf(auditor!, severe)).toMatchObject({ state: "UPHELD", dueOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string });
    const requested = await makeDiscrepancy(hue!, { state: "DISMISSAL_REQUESTED" });
    expect(await (await decide(supervisor!, await signManifest(authority, supervisor!, "deny-dismissal", [requested]))).json()).toMatchObject({ moved: 1 });
    expect(await stateOf(requested)).toBe("NEW");
    const again = await makeDiscrepancy(hue!, { state: "DISMISSAL_REQUESTED" });
    expect(await (await decide(auditor!, await signManifest(authority, auditor!, "deny-dismissal", [again]))).json()).toMatchObject({ moved: 0, failures: [{ code: "not-permitted" }] });
  });

  test("sent again, alone or ten times at once, it is one order with one receipt; two auditors about the same ones: each is decided once", async () => {
    const made = [await explained(hue!), await explained(hanoi!)];
    const [manifest, rival] = [await signManifest(authority, auditor!, "accept", made), await signManifest(authority, colleague!, "uphold", made)];
    const answers = await Promise.all([...Array.from({ length: 10 }, () => decide(auditor!, manifest)), decide(colleague!, rival)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 200, 200, 200, 200, 200, 200, 200, 201, 201]);
    const results = await Promise.all(answers.map((answer) => answer.json<DecideManyResult>()));
    expect(new Set(results.slice(0, 10).map(({ id, receipt }) => `${id} ${receipt.signature}`)).size).toBe(1);
    const [mine, theirs] = await Promise.all([decide(auditor!, manifest), decide(colleague!, rival)].map(async (answer) => (await answer).json<BulkView>()));
    expect(mine!.moved + theirs!.moved).toBe(2);
    expect([...mine!.failures, ...theirs!.failures].map(({ code }) => code)).toEqual(["version-conflict", "version-conflict"]);
    for (const one of made) {
      expect((await detailOf(auditor!, one)).version).toBe(one.version + 1);
      expect(await isProved(auditor!, one)).toBe(true);
    }
  });

  test("is refused as a whole when it is not what was signed, not for here, not theirs, too large or no manifest", async () => {
    const one = await explained(hue!);
    const good = () => signManifest(authority, auditor!, "accept", [one]);
    const manifest = await good();
    const part = manifest.parts[0]!;
    for (const parts of [[{ ...part, version: 99 }], [{ ...part, tenant: hanoi!.code }], [{ ...part, reason: "no-answer" }], [{ ...part, salt: "A".repeat(22) }], [part, part]]) expect(await refusalOf(await decide(auditor!, { ...manifest, parts }))).toEqual([422, "data-invalid"]);
    for (const body of [{}, { ...manifest, parts: [] }, { ...manifest, parts: Array.from({ length: 501 }, () => part) }, { ...manifest, parts: [{ ...part, salt: "short" }] }, { ...manifest, more: 1 }]) expect(await refusalOf(await decide(auditor!, body))).toEqual([400, "body-invalid"]);
    expect(await refusalOf(await decide(auditor!, { ...manifest, signed: "A".repeat(600_000) }))).toEqual([413, "body-too-large"]);
    expect(await refusalOf(await decide(colleague!, manifest))).toEqual([403, "signer-session-mismatch"]);
    expect(await refusalOf(await ask("/v1/discrepancies/bulk-decisions", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(manifest) }))).toEqual([401, "sign-in-required"]);
    expect(await refusalOf(await decide(officer!, manifest))).toEqual([404, "not-found"]);
    const unitAddress = { aud: `https://doisoat.example.gov.vn/t/${hue!.code}` };
    expect(await refusalOf(await decide(auditor!, await signManifest(authority, auditor!, "accept", [one], {}, unitAddress)))).toEqual([422, "audience-mismatch"]);
    expect(await refusalOf(await decide(supervisor!, await signManifest(authority, supervisor!, "grant-appeal", [{ ...one, reason: "evidence-holds" }])))).toEqual([422, "data-invalid"]);
    expect(await refusalOf(await decide(auditor!, await signManifest(authority, auditor!, "uphold", [one], { text: "" })))).toEqual([422, "data-invalid"]);
    const tampered = manifest.signed.split(".");
    expect(await refusalOf(await decide(auditor!, { ...manifest, signed: [tampered[0], tampered[1], `${tampered[2]![0] === "A" ? "B" : "A"}${tampered[2]!.slice(1)}`].join(".") }))).toEqual([422, "signature-invalid"]);
    // A manifest is filed here only, and here nothing but manifests.
    expect(await refusalOf(await move(auditor!, one, { transition: "accept", signed: manifest.signed }))).toEqual([422, "audience-mismatch"]);
    expect(await refusalOf(await ask("/v1/t/VN/submissions", { method: "POST", headers: { "Content-Type": "application/jose" }, body: manifest.signed }))).toEqual([422, "act-not-offered"]);
    expect(await stateOf(one)).toBe("EXPLAINED");
  });

  test("a key that is stopped before all is moved moves nothing more", async () => {
    const one = await explained(hue!);
    const stopped = await withKey(authority, await makeOfficer(authority, ["auditor"]));
    const { signed, parts } = await signManifest(authority, stopped, "accept", [one]);
    const home = contextFor(authority);
    const prepared = await prepareSubmission(home, { jws: signed, audiences: ["decision-manifest"], signerTenant: authority, cookie: null });
    if (prepared.kind !== "new") throw new Error("It is new");
    const { id } = await keepOrder(home, { by: stopped.id, transition: "accept", request: null, manifest: "test", startsAt: null, items: parts, signed: prepared });
    await home.ledger.prepare("UPDATE signing_key SET state = 'suspended' WHERE tenant_id = 'VN' AND kid = ?").bind(stopped.kid).run();
    expect(await runOrder(home, id)).toMatchObject({ isFinished: true });
    expect(await (await ask(`/v1/discrepancies/bulk/${id}`, { headers: asPerson(auditor!) })).json()).toMatchObject({ moved: 0, refused: 1, failures: [{ id: one.id, code: "key-not-active" }] });
    expect(await stateOf(one)).toBe("EXPLAINED");
  });

  test.each([
    ["the salt of a part", "decided_part", "UPDATE decided_part SET salt = 'AAAAAAAAAAAAAAAAAAAAAA' WHERE tenant_id = ?1 AND discrepancy_id = ?2"],
    ["which part it was", "decided_part", "UPDATE decided_part SET place = 7 WHERE tenant_id = ?1 AND discrepancy_id = ?2"],
    ["the reason of the event", "discrepancy_event", "UPDATE discrepancy_event SET reason = 'no-answer' WHERE tenant_id = ?1 AND discrepancy_id = ?2 AND version = 4"],
    ["the manifest", "submission", "UPDATE submission SET jws = jws || 'A' WHERE tenant_id = ?1 AND jti IN (SELECT jti FROM decided_part WHERE discrepancy_id = ?2)"],
  ])("%s, changed in the database, is named", async (_what, table, sql) => {
    const one = await explained(hue!);
    expect(await (await decide(auditor!, await signManifest(authority, auditor!, "accept", [one]))).json()).toMatchObject({ moved: 1 });
    const { ledger } = contextFor(hue!);
    const { results } = await ledger.prepare("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?").bind(table).all<{ name: string; sql: string }>();
    for (const { name } of results) await ledger.prepare(`DROP TRIGGER ${name}`).run();
    await ledger.prepare(sql).bind(hue!.code, one.id).run();
    for (const trigger of results) await ledger.prepare(trigger.sql).run();
    const { events } = await (await at(auditor!, one, "/verification")).json<VerificationView>();
    expect(events.at(-1)!.verdict).toBe("event-altered");
  });
});
