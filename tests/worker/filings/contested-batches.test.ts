import { describe, expect, test } from "vitest";
import { gatherFacts } from "../../../worker/audit/gather-facts.ts";
import { defaultRuleSet } from "../../../worker/audit/rules/default-rule-set.ts";
import { judgeFacts } from "../../../worker/audit/rules/rule-set.ts";
import { contestedBatchList, type BatchVerdict, type ContestedBatchView } from "../../../worker/filings/contract.ts";
import type { Standing } from "../../../worker/signing/contract.ts";
import { ask, refusalOf } from "../ask.ts";
import { asPerson, contextFor, makeOfficer, makeTenant } from "../make-tenant.ts";
import { revokeKey } from "../make-key.ts";
import { bodyOf, makeActiveKey, makePusher, pushed, received, resolved, signBatch, type Pusher } from "./make-pusher.ts";

const later = () => new Promise<string>((resolve) => setTimeout(() => resolve(new Date().toISOString()), 5));

async function setUp() {
  const pusher = await makePusher(await makeTenant());
  return { pusher, administrator: await makeOfficer(pusher.tenant, ["administrator"]) };
}
type Made = Awaited<ReturnType<typeof setUp>>;
const report = ({ pusher, administrator }: Made, kid: string, since: string) => revokeKey(pusher.tenant, administrator, kid, "keyCompromise", { invalidityDate: since });
async function contested({ pusher, administrator }: Made): Promise<ContestedBatchView[]> {
  return contestedBatchList.parse(await (await ask(`/v1/t/${pusher.tenant.code}/contested-batches`, { headers: asPerson(administrator) })).json()).batches;
}
async function answerOf({ pusher, administrator }: Made, batch: string): Promise<BatchVerdict & { standing: Standing; confirmedBy: string | null }> {
  return (await ask(`/v1/t/${pusher.tenant.code}/filing-batches/${batch}`, { headers: asPerson(administrator) })).json();
}
const withNewKey = async (pusher: Pusher): Promise<Pusher> => ({ ...pusher, ...(await makeActiveKey(contextFor(pusher.tenant), pusher.id)) });
/** What R48 says of a quarter's filings: the number of events, or null. */
async function foundIn(pusher: Pusher, periodId: string): Promise<number | null> {
  const { findings } = judgeFacts(await gatherFacts(contextFor(pusher.tenant), { reportType: "services-quarter", periodId }), defaultRuleSet);
  return findings.find(({ rule, measure }) => rule === "R48" && measure === "filings-flagged")?.actual ?? null;
}

describe("attack 26: a system's key that was in wrong hands since a moment", () => {
  test("what it pushed before stays valid; what it pushed since is contested, counts on, is work, and the audit says so", async () => {
    const made = await setUp();
    const { pusher } = made;
    const before = await pushed(pusher, [received("H26-1"), resolved("H26-1")]);
    const since = await later();
    const after = await pushed(pusher, [received("H26-2"), resolved("H26-2"), received("H26-3", { at: "2025-05-20T09:30:00+07:00" })]);
    expect((await report(made, pusher.kid, since)).status).toBe(200);

    expect(await answerOf(made, before.batch)).toEqual({ ...before, standing: "VALID_KEY_RETIRED", confirmedBy: null });
    expect(await answerOf(made, after.batch)).toEqual({ ...after, standing: "CONTESTED", confirmedBy: null });
    expect(await contested(made)).toMatchObject([{ batch: after.batch, integration: { id: pusher.id, name: "Hệ thống một cửa thử" }, source: pusher.source, kid: pusher.kid, lines: 3, counted: 3, logIndex: after.logIndex }]);
    const counters = await contextFor(pusher.tenant).ledger.prepare("SELECT SUM(online_full) AS online FROM filing_counter WHERE tenant_id = ?").bind(pusher.tenant.code).first<number>("online");
    expect(counters, "nothing is deleted").toBe(3);
    expect([await foundIn(pusher, "2025-Q1"), await foundIn(pusher, "2025-Q2"), await foundIn(pusher, "2024-Q1")], "each event in the window of its own day").toEqual([1, 2, null]);
  });

  test("a signing time written back changes nothing: the time of receipt and the place in the log decide", async () => {
    const made = await setUp();
    const since = await later();
    const dayBefore = Math.floor(Date.now() / 1000) - 86_000;
    const back = await pushed(made.pusher, [received("H26-1")], { claims: { iat: dayBefore }, header: { iat: dayBefore } });
    await report(made, made.pusher.kid, since);
    expect((await contested(made)).map(({ batch }) => batch)).toEqual([back.batch]);
    const body = bodyOf([received("H26-9")]);
    const late = await signBatch(made.pusher, body, { claims: { iat: dayBefore }, header: { iat: dayBefore } });
    const sent = await ask(`/v1/t/${made.pusher.tenant.code}/filing-batches`, { method: "POST", headers: { "Content-Type": "application/x-ndjson", "Filing-Batch-Signature": late }, body });
    expect(await refusalOf(sent), "and after the revocation nothing is taken").toEqual([422, "key-not-active"]);
  });

  test("the same bytes again from the same system under a new key confirm it; other bytes and another system do not", async () => {
    const made = await setUp();
    const { pusher } = made;
    const since = await later();
    const lines = [received("H26-1"), resolved("H26-1")];
    const stolen = await pushed(pusher, lines);
    await report(made, pusher.kid, since);
    const [fresh, other] = [await withNewKey(pusher), await makePusher(pusher.tenant, "cong-dvc")];
    await pushed(fresh, [received("H26-7")]);
    await pushed(other, lines);
    expect((await contested(made)).map(({ batch }) => batch)).toEqual([stolen.batch]);
    const again = await pushed(fresh, lines);
    expect(again).toMatchObject({ accepted: 0, known: 2 });
    expect(await contested(made)).toEqual([]);
    expect(await answerOf(made, stolen.batch)).toMatchObject({ standing: "CONTESTED", confirmedBy: again.batch });
    expect(await foundIn(pusher, "2025-Q1")).toBe(null);

    await report(made, fresh.kid, since);
    expect((await contested(made)).map(({ batch }) => batch), "the confirming key is reported in turn").toContain(again.batch);
    expect(await foundIn(pusher, "2025-Q1"), "and so what it confirmed is doubted again").toBeGreaterThanOrEqual(2);
  });

  test("is listed for the unit and the authority only, and no row is deleted or confirmed twice", async () => {
    const made = await setUp();
    const since = await later();
    const { batch } = await pushed(made.pusher, [received("H26-1")]);
    await report(made, made.pusher.kid, since);
    const address = `/v1/t/${made.pusher.tenant.code}/contested-batches`;
    expect(await refusalOf(await ask(address))).toEqual([401, "sign-in-required"]);
    expect(await refusalOf(await ask(address, { headers: asPerson(await makeOfficer(await makeTenant())) }))).toEqual([404, "not-found"]);
    const { ledger } = contextFor(made.pusher.tenant);
    await expect(ledger.prepare("DELETE FROM contested_batch WHERE jti = ?").bind(batch).run()).rejects.toThrow(/stay listed/);
    await pushed(await withNewKey(made.pusher), [received("H26-1")]);
    await expect(ledger.prepare("UPDATE contested_batch SET confirmed_jti = NULL WHERE jti = ?").bind(batch).run()).rejects.toThrow(/confirmed once/);
  });
});
