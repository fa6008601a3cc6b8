import { compactVerify, importJWK } from "jose";
import { describe, expect, test } from "vitest";
import type { BatchVerdict } from "../../../worker/filings/contract.ts";
import { receiveBatch } from "../../../worker/filings/receive-batch.ts";
import { digestOf } from "../../../worker/kernel/digest.ts";
import { newUuid7 } from "../../../worker/kernel/ids.ts";
import { receiptJwk } from "../../../worker/log/receipt.ts";
import { ask, refusalOf } from "../ask.ts";
import { countD1 } from "../count-d1.ts";
import { asPerson, contextFor, makeAuthority, makeOfficer, makeTenant } from "../make-tenant.ts";
import { bodyOf, makePusher, push, pushed, received, resolved, SERVICES, signBatch, type Pusher } from "./make-pusher.ts";
import { expectCountersEqualRecount } from "./recount.ts";

const rowsOf = (pusher: Pusher, table: "filing_event" | "filing_batch" | "log_entry") =>
  contextFor(pusher.tenant).ledger.prepare(`SELECT count(*) AS n FROM ${table} WHERE tenant_id = ?`).bind(pusher.tenant.code).first<number>("n");
const evidenceOf = async (pusher: Pusher, body: string) => (await contextFor(pusher.tenant).platform.evidence.get(await digestOf(body)))?.text();

describe("a signed batch", () => {
  test("is counted, kept byte by byte, logged, and answered with a receipt that anyone verifies", async () => {
    const pusher = await makePusher(await makeTenant());
    const lines = [received("H1"), received("H2", { channel: "in-person", service: SERVICES[1] }), resolved("H1")];
    const response = await push(pusher, lines);
    expect(response.status).toBe(201);
    const { receipt, logIndex, ...verdict } = await response.json<BatchVerdict>();
    expect(verdict).toEqual({ batch: verdict.batch, lines: 3, accepted: 3, known: 0, refused: [] });
    expect(await evidenceOf(pusher, bodyOf(lines))).toBe(bodyOf(lines));
    expect(Object.values(await expectCountersEqualRecount(contextFor(pusher.tenant)))).toHaveLength(3);

    const { platform, tenant } = contextFor(pusher.tenant);
    const { payload } = await compactVerify(receipt, await importJWK(await receiptJwk(platform, tenant), "Ed25519"));
    const promise = JSON.parse(new TextDecoder().decode(payload)) as { index: number; entry: string };
    expect(promise.index).toBe(logIndex);
    const entry = JSON.parse(atob(promise.entry.replaceAll("-", "+").replaceAll("_", "/"))) as Record<string, unknown>;
    expect(entry).toMatchObject({ kind: "filing-batch", tenant: tenant.code, jti: verdict.batch, kid: pusher.kid, by: pusher.id, source: "mot-cua", body: await digestOf(bodyOf(lines)), lines: 3 });
  });

  test("sent again gets the very same answer and writes nothing, also days later", async () => {
    const pusher = await makePusher(await makeTenant());
    const context = contextFor(pusher.tenant);
    const body = bodyOf([received("H1"), received("H1", { channel: "post" }), "nonsense"]);
    const signature = await signBatch(pusher, body);
    const read = () => Promise.resolve(new TextEncoder().encode(body));
    const first = await receiveBatch(context, signature, read);
    const { database, count } = countD1(context.ledger);
    const again = await receiveBatch({ ...context, ledger: database, now: context.now + 7 * 86_400_000 }, signature, () => Promise.reject(new Error("the body is not even read")));
    expect(again).toEqual({ answer: first.answer, isNew: false });
    expect(count.rowsWritten).toBe(0);
    expect((await push(pusher, [], { signature, body })).status).toBe(200);
  });

  test("with the jti of another batch is refused", async () => {
    const pusher = await makePusher(await makeTenant());
    const jti = newUuid7(Date.now());
    await pushed(pusher, [received("H1")], { jti });
    expect(await refusalOf(await push(pusher, [received("H2")], { jti }))).toEqual([409, "jti-reused"]);
    const other = await makePusher(await makeTenant());
    expect((await push(other, [received("H2")], { jti })).status).toBe(201);
    expect(await rowsOf(pusher, "filing_event")).toBe(1);
  });

  test("may repeat events of earlier batches: they count once", async () => {
    const pusher = await makePusher(await makeTenant());
    await pushed(pusher, [received("H1"), received("H2")]);
    const { accepted, known, refused } = await pushed(pusher, [received("H2"), received("H3"), received("H3")]);
    expect([accepted, known, refused]).toEqual([1, 2, []]);
    expect(Object.values(await expectCountersEqualRecount(contextFor(pusher.tenant)))).toMatchObject([{ onlineFull: 3 }]);
  });

  test("sent twenty times at once is received once", async () => {
    const pusher = await makePusher(await makeTenant());
    const entries = (await rowsOf(pusher, "log_entry"))!;
    const body = bodyOf(Array.from({ length: 40 }, (_, i) => received(`H${i}`)));
    const signature = await signBatch(pusher, body);
    const responses = await Promise.all(Array.from({ length: 20 }, () => push(pusher, [], { signature, body })));
    const answers = await Promise.all(responses.map((response) => response.json<BatchVerdict>()));
    expect(responses.map(({ status }) => status).toSorted()).toEqual([...Array.from({ length: 19 }, () => 200), 201]);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect([await rowsOf(pusher, "filing_batch"), await rowsOf(pusher, "filing_event"), await rowsOf(pusher, "log_entry")]).toEqual([1, 40, entries + 1]);
    await expectCountersEqualRecount(contextFor(pusher.tenant));
  });

  test("twenty overlapping ones at once: every event counts once, and every answer adds up", async () => {
    const pusher = await makePusher(await makeTenant());
    const batches = Array.from({ length: 20 }, (_, b) => Array.from({ length: 30 }, (_, i) => received(`H${b * 10 + i}`, { service: SERVICES[(b * 10 + i) % 3]! })));
    const answers = await Promise.all(batches.map((batch) => pushed(pusher, batch)));
    for (const { lines, accepted, known, refused } of answers) expect(accepted + known + refused.length).toBe(lines);
    expect(answers.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(220);
    expect(await rowsOf(pusher, "filing_event")).toBe(220);
    await expectCountersEqualRecount(contextFor(pusher.tenant));
  });

  test("is answered again to people of the tenant and to auditors, and to nobody else", async () => {
    const [tenant, stranger, authority] = [await makeTenant(), await makeTenant(), await makeAuthority()];
    const pusher = await makePusher(tenant);
    const answer = await pushed(pusher, [received("H1"), "nonsense"]);
    const look = async (person: { cookie: string }, batch = answer.batch) => ask(`/v1/t/${tenant.code}/filing-batches/${batch}`, { headers: asPerson(person) });
    expect(await (await look(await makeOfficer(tenant, ["administrator"]))).json()).toEqual({ ...answer, standing: "VALID", confirmedBy: null });
    expect(await (await look(await makeOfficer(authority, ["auditor"]))).json()).toEqual({ ...answer, standing: "VALID", confirmedBy: null });
    expect(await refusalOf(await look(await makeOfficer(stranger, ["administrator"])))).toEqual([404, "not-found"]);
    expect(await refusalOf(await look(await makeOfficer(tenant), newUuid7(Date.now())))).toEqual([404, "not-found"]);
    expect(await refusalOf(await look({ cookie: "" }))).toEqual([401, "sign-in-required"]);
  });
});

describe("lines", () => {
  test("that do not fit are refused one by one, with their number, and the others count", async () => {
    const pusher = await makePusher(await makeTenant());
    await pushed(pusher, [received("H1")]);
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    const { lines, accepted, known, refused } = await pushed(pusher, [
      received("H2"),
      "{not json",
      `{"filing":"H3",${JSON.stringify(received("H3")).slice(1)}`,
      received("Hế".normalize("NFD")),
      received("H4", { service: "1.999999" }),
      received("H5", { at: tomorrow }),
      received("H1", { channel: "post" }),
      { ...received("H6"), applicant: "x" } as never,
      received("H1"),
      received("H7"),
    ]);
    expect([lines, accepted, known]).toEqual([10, 2, 1]);
    expect(refused.map(({ line, code }) => [line, code])).toEqual([
      [2, "line-not-json"], [3, "line-invalid"], [4, "line-not-nfc"], [5, "service-unknown"], [6, "in-the-future"], [7, "filing-conflict"], [8, "line-invalid"],
    ]);
    expect(Object.values(await expectCountersEqualRecount(contextFor(pusher.tenant)))).toMatchObject([{ onlineFull: 3 }]);
  });

  test("that are all refused still make a batch with a receipt", async () => {
    const pusher = await makePusher(await makeTenant());
    const { accepted, refused, receipt } = await pushed(pusher, ["x", "y"]);
    expect([accepted, refused.length, receipt.split(".").length]).toEqual([0, 2, 3]);
    expect(await expectCountersEqualRecount(contextFor(pusher.tenant))).toEqual({});
  });

  test("of two systems with the same filing code are two filings", async () => {
    const tenant = await makeTenant();
    const [one, other] = [await makePusher(tenant, "mot-cua"), await makePusher(tenant, "chuyen-nganh")];
    await pushed(one, [received("H1")]);
    expect((await pushed(other, [received("H1", { channel: "post" })])).accepted).toBe(1);
    expect(Object.values(await expectCountersEqualRecount(contextFor(tenant)))).toMatchObject([{ onlineFull: 1, post: 1 }]);
  });
});

describe("what a batch costs, signature included", () => {
  test("a thousand events take three calls, and one row an event besides counters and the batch itself", async () => {
    const pusher = await makePusher(await makeTenant());
    const context = contextFor(pusher.tenant);
    const body = bodyOf(Array.from({ length: 1000 }, (_, i) => received(`000.00.01.H26-250314-${String(i).padStart(4, "0")}`, { service: SERVICES[i % 3]! })));
    const { database, count } = countD1(context.ledger);
    const bytes = new TextEncoder().encode(body);
    const { answer } = await receiveBatch({ ...context, ledger: database }, await signBatch(pusher, body), () => Promise.resolve(bytes));
    expect(answer.accepted).toBe(1000);
    expect(count.calls).toBeLessThanOrEqual(4);
    const counters = Object.keys(await expectCountersEqualRecount(context)).length;
    expect(count.rowsWritten - counters).toBeLessThanOrEqual(1050);
  });
});
