import { beforeAll, describe, expect, test } from "vitest";
import type { Tenant } from "../../../worker/kernel/context.ts";
import type { Discrepancy } from "../../../worker/audit/queries.ts";
import { findDiscrepancy } from "../../../worker/audit/queries.ts";
import { runAudit } from "../../../worker/audit/run-audit.ts";
import type { DiscrepancyDetail, VerificationView } from "../../../worker/review/contract.ts";
import { addObligation } from "../../../worker/submissions/add-obligation.ts";
import type { ReceiptView } from "../../../worker/submissions/contract.ts";
import { ask } from "../ask.ts";
import { askTwoSignatures, signApproval } from "../make-approval.ts";
import { asPerson, contextFor, makeAuthority, makeOfficer, makeTenant } from "../make-tenant.ts";
import { makeFiler, publishNationalForms, sendSubmission, servicesAnswers, signReport, type Filer } from "../make-report.ts";
import { AFTER_DEADLINE, foundIn, plantCounters, plantReport, plantServices } from "../audit/plant.ts";
import { makeDiscrepancy } from "./make-discrepancy.ts";
import { at, move, noticesOf, type Person } from "./people.ts";

const DAY = 86_400_000;
const scope = { reportType: "services-quarter", periodId: "2025-Q1" };
let authority: Tenant;
let auditor: Person;

beforeAll(async () => {
  authority = await publishNationalForms();
  auditor = await makeOfficer(await makeAuthority(), ["auditor"]);
});

/** What a run found, brought to UPHELD by events. */
async function uphold(tenant: Tenant, { id }: Pick<Discrepancy, "id">): Promise<void> {
  const { ledger } = contextFor(tenant);
  const insert = ledger.prepare("INSERT INTO discrepancy_event (tenant_id, discrepancy_id, version, transition, from_state, to_state, actor_id, actor_tenant_id, at, due_on, log_idx) VALUES (?, ?, ?, ?, ?, ?, 'off_x', 'VN', ?, ?, 0)");
  await ledger.batch([
    insert.bind(tenant.code, id, 2, "ask", "NEW", "AWAITING_EXPLANATION", AFTER_DEADLINE, "2025-04-20"),
    insert.bind(tenant.code, id, 3, "explain", "AWAITING_EXPLANATION", "EXPLAINED", AFTER_DEADLINE, null),
    insert.bind(tenant.code, id, 4, "uphold", "EXPLAINED", "UPHELD", AFTER_DEADLINE, "2025-05-05"),
  ]);
}

async function upheldUnit(): Promise<{ tenant: Tenant; first: string; id: string }> {
  const tenant = await makeTenant();
  await plantServices(tenant, [{ code: "1.000002" }]);
  await plantCounters(tenant, [{ service: "1.000002", day: "2025-01-05", onlineFull: 20 }]);
  const first = await plantReport(tenant, { rows: [{ service: "1.000002", online: 90, total: 90 }] });
  await runAudit(contextFor(tenant, AFTER_DEADLINE), scope);
  const found = (await foundIn(tenant)).find(({ rule }) => rule === "R07")!;
  await uphold(tenant, found);
  return { tenant, first, id: found.id };
}

const stateOf = async (tenant: Tenant, id: string) => (await findDiscrepancy(contextFor(tenant).ledger, tenant.code, id))!;

describe("a correction by an amended report", () => {
  test("moves with the report, is verified by two runs that no longer find it, and needs nobody", async () => {
    const { tenant, first, id } = await upheldUnit();
    const amended = await plantReport(tenant, { rows: [{ service: "1.000002", online: 20, total: 20 }], amends: first, receivedAt: AFTER_DEADLINE + DAY });
    expect(await stateOf(tenant, id)).toMatchObject({ state: "CORRECTION_FILED", version: 5, dueOn: null });
    await runAudit(contextFor(tenant, AFTER_DEADLINE + 2 * DAY), scope);
    expect(await stateOf(tenant, id)).toMatchObject({ state: "CORRECTION_FILED", timesAbsent: 1 });
    await runAudit(contextFor(tenant, AFTER_DEADLINE + 3 * DAY), scope);
    expect(await stateOf(tenant, id)).toMatchObject({ state: "VERIFIED_FIXED", isOpen: false });
    const { results } = await contextFor(tenant).ledger.prepare("SELECT transition, submission_jti AS jti, actor_id AS actor FROM discrepancy_event WHERE tenant_id = ? AND discrepancy_id = ? AND version >= 5 ORDER BY version").bind(tenant.code, id).all();
    expect(results).toEqual([{ transition: "file-correction", jti: amended, actor: "off_test" }, { transition: "verify-fixed", jti: null, actor: "system" }]);
  });

  test("that does not match is upheld again by the next run, with new working days", async () => {
    const { tenant, first, id } = await upheldUnit();
    await plantReport(tenant, { rows: [{ service: "1.000002", online: 80, total: 80 }], amends: first, receivedAt: AFTER_DEADLINE + DAY });
    await runAudit(contextFor(tenant, AFTER_DEADLINE + 2 * DAY), scope);
    const again = await stateOf(tenant, id);
    expect(again).toMatchObject({ state: "UPHELD", version: 6 });
    expect(again.dueOn! > "2025-04-10").toBe(true);
  });

  test("a run that matches closes nothing that is upheld before a second one agrees", async () => {
    const { tenant, id } = await upheldUnit();
    await plantCounters(tenant, [{ service: "1.000002", day: "2025-01-06", onlineFull: 70 }]);
    await runAudit(contextFor(tenant, AFTER_DEADLINE + 2 * DAY), scope);
    expect(await stateOf(tenant, id)).toMatchObject({ state: "UPHELD", timesAbsent: 1 });
  });

  test("a real signed amendment moves it in the same batch, the auditor who has it is told, and the chain of proof holds", async () => {
    const filer: Filer = await makeFiler(await makeTenant({ ledger: "LEDGER_2" }));
    const { tenant } = filer;
    await addObligation(contextFor(tenant), { reportTypeId: "services-quarter", validFrom: "2020-01-01", validTo: null });
    const send = async (amends?: ReceiptView) => (await sendSubmission(tenant, await signReport(filer, { data: servicesAnswers("2026-Q1", amends ? 12 : 40), ...(amends ? { amends } : {}) }))).json<ReceiptView>();
    const first = await send();
    const made = await makeDiscrepancy(tenant, { state: "UPHELD" });
    expect((await move(auditor, made, { transition: "assign", assignee: auditor.id })).status).toBe(200);
    const amended = await send(first);
    const shown = await (await ask(`/v1/t/${tenant.code}/discrepancies/${made.id}`, { headers: asPerson(filer.officer) })).json<DiscrepancyDetail>();
    expect(shown).toMatchObject({ state: "CORRECTION_FILED" });
    expect(shown.events.at(-1)).toMatchObject({ transition: "file-correction", submission: amended.jti, logIndex: amended.index, actor: { id: filer.officer.id } });
    expect((await noticesOf(authority, auditor)).notices.some(({ kind, discrepancy }) => kind === "correction-filed" && discrepancy.id === made.id)).toBe(true);
    const { events } = await (await at(auditor, made, "/verification")).json<VerificationView>();
    expect(events.at(-1)).toEqual({ version: shown.version, logIndex: amended.index, verdict: "proved" });
  });

  test("where the head signs too, the officer's signature moves nothing; the head's does, and is what the event proves", async () => {
    const filer: Filer = await makeFiler();
    const { tenant } = filer;
    const head = await makeFiler(tenant, ["head"]);
    const send = async (jws: string) => {
      const answer = await sendSubmission(tenant, jws);
      if (answer.status !== 201) throw new Error(await answer.text());
      return answer.json<ReceiptView>();
    };
    const first = await send(await signReport(filer, { data: servicesAnswers("2026-Q1", 40) }));
    await askTwoSignatures(tenant);
    const upheld = await makeDiscrepancy(tenant, { state: "UPHELD" });
    const asked = await makeDiscrepancy(tenant, { state: "AWAITING_EXPLANATION" });

    const amended = await send(await signReport(filer, { data: servicesAnswers("2026-Q1", 12), amends: first }));
    expect(await stateOf(tenant, upheld.id)).toMatchObject({ state: "UPHELD", version: upheld.version });
    const early = await move(filer.officer, upheld, { transition: "file-correction", amendment: amended.jti });
    expect(await early.json()).toMatchObject({ code: "body-invalid", errors: [{ pointer: "/amendment" }] });
    const returned = await send(await signApproval(head, amended.jti, { act: "reject", reason: "Sai số ở dòng đầu" }));
    expect(await stateOf(tenant, upheld.id)).toMatchObject({ state: "UPHELD", version: upheld.version });

    const again = await send(await signReport(filer, { data: servicesAnswers("2026-Q1", 13), amends: amended }));
    expect(await stateOf(tenant, upheld.id)).toMatchObject({ state: "UPHELD" });
    const approved = await send(await signApproval(head, again.jti));
    expect(approved.jti).not.toBe(returned.jti);
    expect(await stateOf(tenant, asked.id)).toMatchObject({ state: "AWAITING_EXPLANATION", version: asked.version });
    const shown = await (await at(filer.officer, upheld, "")).json<DiscrepancyDetail>();
    expect(shown).toMatchObject({ state: "CORRECTION_FILED", version: upheld.version + 1 });
    expect(shown.events.at(-1)).toMatchObject({ transition: "file-correction", submission: approved.jti, logIndex: approved.index, actor: { id: head.officer.id } });
    const { events } = await (await at(filer.officer, upheld, "/verification")).json<VerificationView>();
    expect(events.at(-1)).toEqual({ version: shown.version, logIndex: approved.index, verdict: "proved" });
  });

  test("the head's signature over a first report corrects nothing", async () => {
    const filer: Filer = await makeFiler();
    const head = await makeFiler(filer.tenant, ["head"]);
    await askTwoSignatures(filer.tenant);
    const made = await makeDiscrepancy(filer.tenant, { state: "UPHELD" });
    const first = await (await sendSubmission(filer.tenant, await signReport(filer, { data: servicesAnswers("2026-Q1") }))).json<ReceiptView>();
    expect((await sendSubmission(filer.tenant, await signApproval(head, first.jti))).status).toBe(201);
    expect(await stateOf(filer.tenant, made.id)).toMatchObject({ state: "UPHELD", version: made.version });
  });

  test("an amendment that came before it was upheld is linked by a move, once and only if no run has looked at it", async () => {
    const tenant = await makeTenant({ ledger: "LEDGER_1" });
    const officer = await makeOfficer(tenant, ["officer"]);
    const made = await makeDiscrepancy(tenant, { state: "EXPLAINED" });
    const seen = await plantReport(tenant, { rows: [], period: "2026-Q1", receivedAt: 1 });
    const amendment = await plantReport(tenant, { rows: [], period: "2026-Q1", amends: seen, receivedAt: Date.now() });
    await contextFor(tenant).ledger.prepare("INSERT INTO discrepancy_event (tenant_id, discrepancy_id, version, transition, from_state, to_state, actor_id, actor_tenant_id, at, log_idx) VALUES (?, ?, 4, 'uphold', 'EXPLAINED', 'UPHELD', 'off_x', 'VN', 0, 0)").bind(tenant.code, made.id).run();
    const upheld = { ...made, version: 4 };
    expect(await (await move(officer, upheld, { transition: "file-correction", amendment: seen })).json()).toMatchObject({ code: "body-invalid", errors: [{ pointer: "/amendment" }] });
    expect(await (await move(officer, upheld, { transition: "file-correction", amendment })).json()).toMatchObject({ state: "CORRECTION_FILED", version: 5 });
  });
});
