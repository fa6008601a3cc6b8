import { beforeAll, describe, expect, test } from "vitest";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { newUuid7 } from "../../../worker/kernel/ids.ts";
import { digestOf } from "../../../worker/kernel/digest.ts";
import { APPROVAL_RENDERER, approvalTranscript } from "../../../worker/forms/approval-transcript.ts";
import { getFormVersion } from "../../../worker/forms/get-form-version.ts";
import { runCron } from "../../../worker/cron.ts";
import { contestedDecisionList, type ContestedDecisionView, type DiscrepancyDetail, type TransitionResult, type VerificationView } from "../../../worker/review/contract.ts";
import { listUnmarkedDecisions } from "../../../worker/review/contested-queries.ts";
import { issueSigningTicket } from "../../../worker/signing/issue-signing-ticket.ts";
import { signedClaims } from "../../../worker/signing/signed-claims.ts";
import type { BulkView } from "../../../worker/review/bulk-contract.ts";
import { contestedList, type SubmissionClaims, type SubmissionDocumentView } from "../../../worker/submissions/contract.ts";
import type { DiscrepancyList } from "../../../worker/worklist/contract.ts";
import type { Discrepancy } from "../../../worker/audit/queries.ts";
import { env } from "cloudflare:workers";
import { ask, refusalOf } from "../ask.ts";
import { revokeKey, signCompact, type TestKey } from "../make-key.ts";
import { asPerson, contextFor, makeAuthority, makeOfficer, makeTenant } from "../make-tenant.ts";
import { makeDiscrepancy } from "./make-discrepancy.ts";
import { move, noticesOf } from "./people.ts";
import { signManifest } from "./sign-manifest.ts";
import { answersFor, signForm, withKey, type Signer } from "./sign-move.ts";

let authority: Tenant;
let tenant: Tenant;
let [thief, colleague, supervisor, second]: Signer[] = [];
let operator: Awaited<ReturnType<typeof makeOfficer>>;

beforeAll(async () => {
  authority = await makeAuthority();
  // The authority lives in LEDGER_1: its key and its decisions are in two databases.
  tenant = await makeTenant({ ledger: "LEDGER_2" });
  [thief, colleague, supervisor, second] = [await judge("auditor"), await judge("auditor"), await judge("supervisor"), await judge("supervisor")];
  operator = await makeOfficer(authority, ["operator"]);
});
const judge = async (role: "auditor" | "supervisor"): Promise<Signer> => withKey(authority, await makeOfficer(authority, [role]));
const later = () => new Promise<string>((resolve) => setTimeout(() => resolve(new Date().toISOString()), 5));
const report = (signer: Signer, since: string) => revokeKey(authority, operator, signer.kid, "keyCompromise", { invalidityDate: since });

async function decide(signer: Signer, transition: string, made: Discrepancy, wish: Record<string, unknown> = {}): Promise<TransitionResult> {
  const { form, answers } = await answersFor(tenant, transition, made);
  const answer = await move(signer, made, { transition, signed: await signForm(tenant, signer, form, answers, wish) });
  if (answer.status !== 200) throw new Error(await answer.text());
  return answer.json<TransitionResult>();
}
const read = async ({ id }: { id: string }, person: { cookie: string } = colleague!) => (await ask(`/v1/t/${tenant.code}/discrepancies/${id}`, { headers: asPerson(person) })).json<DiscrepancyDetail>();
const workOf = async () => contestedDecisionList.parse(await (await ask("/v1/t/VN/contested-decisions", { headers: asPerson(operator) })).json());
const work = async (): Promise<ContestedDecisionView[]> => (await workOf()).decisions;
const readAt = async ({ tenantId, id }: Discrepancy, person: { cookie: string }) => (await ask(`/v1/t/${tenantId}/discrepancies/${id}`, { headers: asPerson(person) })).json<DiscrepancyDetail>();
const listed = async (q: string) => (await (await ask(`/v1/t/${tenant.code}/discrepancies?q=${encodeURIComponent(q)}&limit=200`, { headers: asPerson(colleague!) })).json<DiscrepancyList>()).discrepancies;
const movesOf = ({ available_transitions }: DiscrepancyDetail) => available_transitions.map(({ id }) => id as string);

/** A signature over the decision, made from what the API shows, as the reviewer's page makes it. */
async function confirm(signer: Signer, target: { id: string; version: number }, jti: string, change: Record<string, unknown> = {}): Promise<Response> {
  return move(signer, { tenantId: tenant.code, ...target }, { transition: "confirm-decision", signed: await signOver(tenant, signer, jti, change) });
}

async function signOver(tenant: Tenant, signer: Signer, jti: string, change: Record<string, unknown> = {}): Promise<string> {
  const over = await (await ask(`/v1/t/${tenant.code}/submissions/${jti}`, { headers: asPerson(signer) })).json<SubmissionDocumentView>();
  const form = await getFormVersion(contextFor(tenant).platform, tenant, over.form.id, over.form.rev);
  const actor = { kind: "officer", id: signer.id, accounts: [signer.id], tenantCode: signer.tenantId, roles: signer.roles } as const;
  const ticket = await issueSigningTicket({ ...contextFor(tenant), actor }, { form: form.id, rev: form.rev, locale: "vi" });
  const shown = approvalTranscript({
    pkg: form.package, revision: form.rev, locale: "vi", tenantName: tenant.nameVi, act: "approve", countersignature: "confirmation", signerId: signer.id, reason: null,
    over: { jti, act: over.act as "submit", signerId: over.signer.id, kid: over.kid, digest: over.digest, viewDigest: signedClaims<SubmissionClaims>(over.jws).view.dig, text: over.act === "approve" ? null : over.transcript },
  });
  const claims = {
    ver: 1, jti: newUuid7(Date.now()), iss: signer.id, aud: ticket.audience, iat: ticket.serverTime, nonce: ticket.nonce, act: "approve",
    form: { id: form.id, rev: form.rev, dig: form.digest }, view: { loc: "vi", ren: APPROVAL_RENDERER, dig: await digestOf(shown) }, ref: { jti, dig: over.digest }, ...change,
  };
  return signCompact({ ...signer, alg: "ES256", jwk: {} } satisfies TestKey, "gov-submission+jwt", claims);
}

describe("attack 26: an auditor's key that was in wrong hands since a moment", { timeout: 60_000 }, () => {
  test("its decisions since then are contested: in the life, in the log of the unit, on the record, in the list, as work, and told", async () => {
    const made = [await makeDiscrepancy(tenant, { state: "EXPLAINED" }), await makeDiscrepancy(tenant, { state: "EXPLAINED" })] as const;
    const before = await decide(thief!, "accept", made[0]);
    const since = await later();
    const back = Math.floor(Date.now() / 1000) - 3600;
    // Signed as if an hour before the theft: the header says the same.
    const { form, answers } = await answersFor(tenant, "uphold", made[1]);
    const backdated = await signForm(tenant, thief!, form, answers, { iat: back });
    const after = await (await move(thief!, made[1], { transition: "uphold", signed: backdated })).json<TransitionResult>();
    expect((await report(thief!, since)).status).toBe(200);

    const detail = await read(made[1]);
    expect(detail).toMatchObject({ state: "UPHELD", isMoveContested: true, version: after.version + 1, dueOn: after.dueOn });
    expect(detail.events.slice(-2)).toMatchObject([{ transition: "uphold", submission: after.receipt!.jti, contested: { confirmedBy: null, counteredIndex: null } }, { transition: "contest", from: "UPHELD", to: "UPHELD", actor: { id: "system" }, contested: null }]);
    expect(await read(made[0])).toMatchObject({ isMoveContested: false, version: before.version });
    expect(await (await ask(`/v1/t/${tenant.code}/receipts/${after.receipt!.jti}`)).json()).toEqual({ ...after.receipt, standing: "CONTESTED" });
    expect(await (await ask(`/v1/t/${tenant.code}/receipts/${before.receipt!.jti}`)).json()).toMatchObject({ standing: "VALID_KEY_RETIRED" });
    expect(await (await ask(`/v1/t/${tenant.code}/discrepancies/${made[1].id}/verification`, { headers: asPerson(colleague!) })).json<VerificationView>()).toMatchObject({ isIntact: false, events: expect.arrayContaining([expect.objectContaining({ version: detail.version, verdict: "proved" })]) as unknown });
    const ids = (rows: { id: string }[]) => rows.map(({ id }) => id);
    expect(ids(await listed("signed:contested"))).toEqual([made[1].id]);
    expect(ids(await listed("signed:none"))).not.toContain(made[1].id);
    expect(await work()).toMatchObject([{ jti: after.receipt!.jti, kid: thief!.kid, transition: "uphold", signer: { id: thief!.id, name: thief!.name }, discrepancy: { tenant: tenant.code, id: made[1].id } }]);
    expect((await noticesOf(authority, supervisor!)).notices).toEqual(expect.arrayContaining([expect.objectContaining({ kind: "decision-contested", discrepancy: expect.objectContaining({ id: made[1].id }) as unknown })]));

    expect(await refusalOf(await report(thief!, since)), "and it is reported once").toEqual([409, "transition-refused"]);
    expect((await read(made[1])).version).toBe(detail.version);
  });

  test("another auditor confirms it by signing over it, once; who signed it, a supervisor and the unit do not", async () => {
    const [one, other] = [await judge("auditor"), await judge("auditor")];
    const head = await withKey(tenant, await makeOfficer(tenant, ["head"]));
    const since = await later();
    const made = await makeDiscrepancy(tenant, { state: "EXPLAINED" });
    const { receipt } = await decide(one, "uphold", made);
    await report(one, since);
    const now = await read(made);
    const again = await withKey(authority, one);
    expect(await refusalOf(await confirm(again, now, receipt!.jti))).toEqual([409, "transition-refused"]);
    expect(await refusalOf(await confirm(supervisor!, now, receipt!.jti))).toEqual([409, "transition-refused"]);
    expect(await refusalOf(await confirm(head, now, receipt!.jti))).toEqual([403, "not-permitted"]);
    expect(movesOf(await read(made, other))).toEqual(expect.arrayContaining(["reopen", "confirm-decision"]));
    expect(movesOf(await read(made, again))).not.toContain("confirm-decision");
    expect(await refusalOf(await confirm(other, now, receipt!.jti, { act: "submit", data: (await answersFor(tenant, "uphold", made)).answers }))).toEqual([422, "view-digest-mismatch"]);
    expect(await refusalOf(await confirm(other, now, receipt!.jti, { ref: { jti: receipt!.jti, dig: "A".repeat(43) } }))).toEqual([409, "ref-conflict"]);

    const answers = await Promise.all([confirm(other, now, receipt!.jti), confirm(colleague!, now, receipt!.jti)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const confirmed = await answers.find(({ status }) => status === 200)!.json<TransitionResult>();
    expect(confirmed).toMatchObject({ state: "UPHELD", dueOn: now.dueOn, isMoveContested: false, version: now.version + 1 });
    expect(confirmed.events.at(-1)).toMatchObject({ transition: "confirm-decision", submission: confirmed.receipt!.jti, from: "UPHELD", to: "UPHELD" });
    expect(confirmed.events.find(({ submission }) => submission === receipt!.jti)).toMatchObject({ contested: { confirmedBy: confirmed.receipt!.jti, counteredIndex: null } });
    expect((await work()).map(({ jti }) => jti)).not.toContain(receipt!.jti);
    expect((await listed("signed:contested")).map(({ id }) => id)).not.toContain(made.id);
    const document = await (await ask(`/v1/t/${tenant.code}/submissions/${receipt!.jti}`, { headers: asPerson(other) })).json<SubmissionDocumentView>();
    expect(document).toMatchObject({ standing: "CONTESTED", confirmedBy: confirmed.receipt!.jti });
    expect(await refusalOf(await confirm(other, confirmed, receipt!.jti))).toEqual([409, "transition-refused"]);
  });

  test("of several in one discrepancy the record names each that the reader may confirm, and each is confirmed by itself", async () => {
    const [one, two, other] = [await judge("auditor"), await judge("auditor"), await judge("supervisor")];
    const since = await later();
    const made = await makeDiscrepancy(tenant, { state: "EXPLAINED" });
    const upheld = await decide(one, "uphold", made);
    const asked = await (await move(colleague!, { ...made, version: upheld.version }, { transition: "request-dismissal", reason: "below_materiality", comment: "Chênh lệch dưới mức trọng yếu đã định." })).json<TransitionResult>();
    const { form, answers } = await answersFor(tenant, "deny-dismissal", made);
    const denied = await (await move(other, { ...made, version: asked.version }, { transition: "deny-dismissal", signed: await signForm(tenant, other, form, answers) })).json<TransitionResult>();
    await report(one, since);
    await report(other, since);
    expect((await read(made, two)).confirmable).toEqual([upheld.receipt!.jti]);
    expect((await read(made, supervisor)).confirmable).toEqual([denied.receipt!.jti]);
    expect((await read(made, await withKey(authority, one))).confirmable, "never one's own").toEqual([]);
    const both = await withKey(authority, await makeOfficer(authority, ["auditor", "supervisor"]));
    const offered = (await read(made, both)).confirmable;
    expect(offered).toEqual([upheld.receipt!.jti, denied.receipt!.jti]);
    for (const [place, jti] of offered.entries()) {
      const after = await (await confirm(both, await read(made, both), jti)).json<TransitionResult>();
      expect(after).toMatchObject({ confirmable: offered.slice(place + 1), isMoveContested: place === 0 });
    }
  });

  test("a dismissal is confirmed by a supervisor who did not ask for it", async () => {
    const boss = await judge("supervisor");
    const since = await later();
    const made = await makeDiscrepancy(tenant, { state: "DISMISSAL_REQUESTED", askedBy: second! });
    const { receipt } = await decide(boss, "approve-dismissal", made);
    await report(boss, since);
    const now = await read(made);
    expect(now).toMatchObject({ state: "DISMISSED", isMoveContested: true });
    expect(await refusalOf(await confirm(second!, now, receipt!.jti)), "who asked for it").toEqual([409, "transition-refused"]);
    expect(await (await confirm(supervisor!, now, receipt!.jti)).json()).toMatchObject({ state: "DISMISSED", isMoveContested: false });
  });

  test("it is countered by opening the discrepancy anew, from any state; undone, the work is there again", async () => {
    const one = await judge("auditor");
    const since = await later();
    const made = await makeDiscrepancy(tenant, { state: "EXPLAINED" });
    const { receipt } = await decide(one, "uphold", made);
    await report(one, since);
    const contested = await read(made);
    const target = { ...made, version: contested.version };
    const reopened = await (await move(colleague!, target, { transition: "reopen", comment: "Chữ ký của quyết định này không đáng tin." })).json<TransitionResult>();
    expect(reopened).toMatchObject({ state: "ACKNOWLEDGED", isMoveContested: false });
    expect(reopened.events.find(({ submission }) => submission === receipt!.jti)!.contested).toEqual({ confirmedBy: null, counteredIndex: reopened.events.at(-1)!.logIndex });
    expect((await work()).map(({ jti }) => jti)).not.toContain(receipt!.jti);
    const undone = await (await move(colleague!, { ...made, version: reopened.version }, { transition: "undo" })).json<TransitionResult>();
    expect(undone).toMatchObject({ state: "UPHELD", isMoveContested: true });
    expect((await work()).map(({ jti }) => jti)).toContain(receipt!.jti);
    expect(await refusalOf(await move(colleague!, await makeDiscrepancy(tenant, { state: "UPHELD" }), { transition: "reopen", comment: "Chữ ký của quyết định này không đáng tin." })), "what nobody doubts is not reopened while it is open").toEqual([409, "transition-refused"]);
  });

  test("the confirming key may be stolen in turn: then its signature is the work, for a third person", async () => {
    const [one, two, three] = [await judge("auditor"), await judge("auditor"), await judge("auditor")];
    const since = await later();
    const made = await makeDiscrepancy(tenant, { state: "EXPLAINED" });
    const { receipt } = await decide(one, "accept", made);
    await report(one, since);
    const confirmation = await (await confirm(two, await read(made), receipt!.jti)).json<TransitionResult>();
    await report(two, since);
    const now = await read(made);
    expect(now.isMoveContested).toBe(true);
    expect(await refusalOf(await confirm(await withKey(authority, one), now, confirmation.receipt!.jti)), "whoever signed what it confirmed").toEqual([409, "transition-refused"]);
    expect(await (await confirm(three, now, confirmation.receipt!.jti)).json()).toMatchObject({ isMoveContested: false });
  });

  test("what could not be written when the theft was reported, cron writes within the hour, and nothing twice", async () => {
    const one = await judge("auditor");
    const since = await later();
    const made = await makeDiscrepancy(tenant, { state: "EXPLAINED" });
    await decide(one, "uphold", made);
    const vn = contextFor(authority);
    // As if the Worker had ended between the report and what follows from it.
    await vn.ledger.prepare("UPDATE signing_key SET state = 'revoked', reason = 'keyCompromise', invalidity_at = ?, revoked_at = ?, revoked_idx = (SELECT MAX(idx) FROM log_entry WHERE tenant_id = 'VN') WHERE tenant_id = 'VN' AND kid = ?").bind(Date.parse(since), Date.now(), one.kid).run();
    const unmarked = () => listUnmarkedDecisions(contextFor(tenant).ledger, "VN", [[one.kid, Date.parse(since)]]);
    expect(await unmarked()).toHaveLength(1);
    const hourly = () => runCron({ cron: "7 * * * *", scheduledTime: Date.now() }, env as unknown as Env);
    await Promise.all([hourly(), hourly()]);
    expect(await unmarked()).toEqual([]);
    const marked = await read(made);
    expect(marked.events.filter(({ transition }) => transition === "contest")).toHaveLength(1);
    await hourly();
    expect((await read(made)).version).toBe(marked.version);
  });

  test("a unit's explanation is contested by the unit's own key, shown in the life, and confirmed by the unit", async () => {
    const officer = await withKey(tenant, await makeOfficer(tenant, ["officer"]));
    const administrator = await makeOfficer(tenant, ["administrator"]);
    const since = await later();
    const made = await makeDiscrepancy(tenant, { state: "AWAITING_EXPLANATION" });
    const explained = await decide(officer, "explain", made);
    await revokeKey(tenant, administrator, officer.kid, "keyCompromise", { invalidityDate: since });
    const detail = await read(made);
    expect(detail).toMatchObject({ isMoveContested: true, version: explained.version });
    expect(movesOf(detail)).not.toContain("confirm-decision");
    expect(await (await ask(`/v1/t/${tenant.code}/contested-submissions`, { headers: asPerson(administrator) })).json()).toMatchObject({ submissions: [{ jti: explained.receipt!.jti }] });
    expect((await work()).map(({ jti }) => jti)).not.toContain(explained.receipt!.jti);
  });

  test("the list of work is the authority's: nobody else's people see it", async () => {
    expect(await refusalOf(await ask("/v1/t/VN/contested-decisions"))).toEqual([401, "sign-in-required"]);
    expect(await refusalOf(await ask("/v1/t/VN/contested-decisions", { headers: asPerson(await makeOfficer(tenant)) }))).toEqual([404, "not-found"]);
    expect(await (await ask(`/v1/t/${tenant.code}/contested-decisions`, { headers: asPerson(await makeOfficer(tenant)) })).json()).toEqual({ decisions: [], manifests: [] });
  });
});

describe("attack 26: one signature about many decisions, with a key that was in wrong hands by then", { timeout: 60_000 }, () => {
  test("every part is contested in its own unit; none is signed over, each is opened anew by itself, and what was decided before the theft stands", async () => {
    const [one, other] = [await judge("auditor"), await judge("auditor")];
    const elsewhere = await makeTenant({ ledger: "LEDGER_1" });
    const explained = (where: Tenant) => makeDiscrepancy(where, { state: "EXPLAINED" });
    const send = async (parts: readonly Discrepancy[]) => {
      const manifest = await signManifest(authority, one, "uphold", parts);
      const answer = await ask("/v1/discrepancies/bulk-decisions", { method: "POST", headers: asPerson(one, { "Content-Type": "application/json" }), body: JSON.stringify(manifest) });
      return { jti: signedClaims<SubmissionClaims>(manifest.signed).jti, order: await answer.json<BulkView>() };
    };
    const sound = await explained(tenant);
    const before = await send([sound]);
    const since = await later();
    const made = [await explained(tenant), await explained(tenant), await explained(elsewhere)] as const;
    const { jti, order } = await send(made);
    expect([before.order, order]).toMatchObject([{ total: 1, moved: 1 }, { total: 3, moved: 3, refused: 0 }]);
    expect((await report(one, since)).status).toBe(200);

    expect(await read(sound)).toMatchObject({ state: "UPHELD", isMoveContested: false });
    for (const part of made) {
      const detail = await readAt(part, other);
      expect(detail).toMatchObject({ state: "UPHELD", isMoveContested: true, version: part.version + 2 });
      expect(detail.events.slice(-2)).toMatchObject([{ transition: "uphold", submission: jti, contested: { confirmedBy: null, counteredIndex: null } }, { transition: "contest", actor: { id: "system" } }]);
      expect(movesOf(detail)).toContain("reopen");
      expect(movesOf(detail), "the text of a confirmation would not say which part").not.toContain("confirm-decision");
      expect(await (await ask(`/v1/t/${part.tenantId}/receipts/${jti}`)).json()).toMatchObject({ standing: "CONTESTED" });
    }
    const mine = async () => (await work()).filter((decision) => decision.jti === jti).map(({ discrepancy }) => `${discrepancy.tenant} ${discrepancy.id}`).toSorted();
    const named = (parts: readonly Discrepancy[]) => parts.map(({ tenantId, id }) => `${tenantId} ${id}`).toSorted();
    expect(await mine()).toEqual(named(made));
    expect((await work()).map((decision) => decision.jti)).not.toContain(before.jti);
    const manifest = async () => (await workOf()).manifests.filter((one) => one.jti === jti);
    expect(await manifest()).toMatchObject([{ jti, kid: one.kid, transition: "uphold", signer: { id: one.id, name: one.name }, moved: 3, resting: 3 }]);
    const ofAuthority = contestedList.parse(await (await ask("/v1/t/VN/contested-submissions", { headers: asPerson(operator) })).json()).submissions.map((submission) => submission.jti);
    expect(ofAuthority, "what it decided is the work, not the manifest").not.toContain(jti);
    const again = await withKey(authority, one);
    for (const signer of [again, other]) {
      const answer = await ask("/v1/t/VN/submissions", { method: "POST", headers: { "Content-Type": "application/jose" }, body: await signOver(authority, signer, jti) });
      expect(await refusalOf(answer), "nor is it signed over as a whole, by whoever").toEqual([signer === again ? 409 : 403, signer === again ? "ref-conflict" : "not-permitted"]);
    }
    expect(await refusalOf(await confirm(other, await readAt(made[0], other), jti))).toEqual([409, "transition-refused"]);

    for (const [done, part] of made.entries()) {
      const { version } = await readAt(part, other);
      const reopened = await move(other, { ...part, version }, { transition: "reopen", comment: "Chữ ký của quyết định này không đáng tin." });
      expect(await reopened.json()).toMatchObject({ state: "ACKNOWLEDGED", isMoveContested: false });
      expect(await mine()).toEqual(named(made.slice(done + 1)));
      expect(await manifest()).toMatchObject(done === 2 ? [] : [{ moved: 3, resting: 2 - done }]);
    }
    expect(await manifest(), "it leaves with the last of them").toEqual([]);
    const { version } = await readAt(made[0], other);
    await move(other, { ...made[0], version }, { transition: "undo" });
    expect(await manifest(), "and is back with what was taken back").toMatchObject([{ resting: 1 }]);
  });
});
