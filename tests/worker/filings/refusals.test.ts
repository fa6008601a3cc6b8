import { describe, expect, test } from "vitest";
import { MAX_BATCH_BYTES } from "../../../worker/filings/contract.ts";
import { receiveBatch } from "../../../worker/filings/receive-batch.ts";
import { newId } from "../../../worker/kernel/ids.ts";
import { refusalOf } from "../ask.ts";
import { countD1 } from "../count-d1.ts";
import { contextFor, makeOfficer, makeTenant } from "../make-tenant.ts";
import { bodyOf, makeActiveKey, makePusher, push, received, signBatch, type Change, type Pusher } from "./make-pusher.ts";

const events = [received("H1"), received("H2")];
const seconds = () => Math.floor(Date.now() / 1000);

/** A refused batch leaves nothing behind: no batch, no event, no entry. */
async function expectNothingWritten({ tenant }: Pusher, work: () => Promise<void>): Promise<void> {
  const { ledger } = contextFor(tenant);
  const rows = () => ledger.prepare("SELECT (SELECT count(*) FROM filing_event WHERE tenant_id = ?1) || '/' || (SELECT count(*) FROM filing_batch WHERE tenant_id = ?1) || '/' || (SELECT count(*) FROM log_entry WHERE tenant_id = ?1) AS n").bind(tenant.code).first("n");
  const before = await rows();
  await work();
  expect(await rows()).toBe(before);
}

describe("a signature that does not hold", () => {
  test.each<[string, Change, [number, string]]>([
    ["there is none", { signature: "" }, [400, "jws-malformed"]],
    ["it is no JWS", { signature: "abc" }, [400, "jws-malformed"]],
    ["it is longer than any", { signature: `e30.${"A".repeat(5000)}.AA` }, [413, "jws-too-large"]],
    ["it is of another type", { header: { typ: "gov-submission+jwt" } }, [400, "jws-type-mismatch"]],
    ["its type is written otherwise", { header: { typ: "application/gov-event+jwt" } }, [400, "jws-type-mismatch"]],
    ["it brings its own key", { header: { jwk: {} } }, [400, "jws-header-forbidden"]],
    ["its header has a member nobody knows", { header: { note: "x" } }, [400, "jws-header-unknown"]],
    ["it has a claim nobody knows", { claims: { exp: 1 } }, [400, "claim-unknown"]],
    ["the batch has a claim nobody knows", { batch: { size: 1 } }, [400, "claim-unknown"]],
    ["it lacks the digest", { batch: { dig: undefined } }, [400, "claim-missing"]],
    ["it counts no lines", { batch: { count: 0 } }, [400, "payload-invalid"]],
    ["it counts too many lines", { batch: { count: 50_001 } }, [400, "payload-invalid"]],
    ["its jti is no UUID of version 4 or 7", { claims: { jti: "6ba7b810-9dad-11d1-80b4-00c04fd430c8" } }, [400, "payload-invalid"]],
    ["its jti is in capitals", { claims: { jti: "6BA7B810-9DAD-41D1-80B4-00C04FD430C8" } }, [400, "payload-invalid"]],
    ["its issuer is an officer", { claims: { iss: newId("officer", 0) } }, [400, "payload-invalid"]],
    ["its issuer is another integration", { claims: { iss: newId("integration", 0) } }, [422, "issuer-mismatch"]],
    ["it is for another address", { claims: { aud: "https://doisoat.example.gov.vn/t/H26" } }, [422, "audience-mismatch"]],
    ["it is for several addresses", { claims: { aud: ["https://doisoat.example.gov.vn/t/H26"] } }, [400, "payload-invalid"]],
    ["it names a key that is not registered", { header: { kid: "A".repeat(43) } }, [422, "key-unknown"]],
    ["it names another source", { batch: { source: "other" } }, [422, "issuer-mismatch"]],
    ["header and payload name different times", { header: { iat: 1 } }, [422, "iat-mismatch"]],
  ])("is refused when %s", async (_, change, refusal) => {
    const pusher = await makePusher(await makeTenant());
    await expectNothingWritten(pusher, async () => expect(await refusalOf(await push(pusher, events, change))).toEqual(refusal));
  });

  test("is refused when it was signed more than a day ago or more than a minute ahead", async () => {
    const pusher = await makePusher(await makeTenant());
    const signedAt = (iat: number) => push(pusher, events, { header: { iat }, claims: { iat } });
    expect(await refusalOf(await signedAt(seconds() - 86_405))).toEqual([422, "iat-out-of-window"]);
    expect(await refusalOf(await signedAt(seconds() + 90))).toEqual([422, "iat-out-of-window"]);
    const ahead = await (await signedAt(seconds() + 90)).json<{ server_time: number }>();
    expect(Math.abs(ahead.server_time - seconds())).toBeLessThan(5);
    expect((await signedAt(seconds() - 86_000)).status).toBe(201);
    expect((await signedAt(seconds() + 30)).status).toBe(201);
  });

  test("is refused when one character of it was changed", async () => {
    const pusher = await makePusher(await makeTenant());
    const [header, payload, signature] = (await signBatch(pusher, bodyOf(events))).split(".") as [string, string, string];
    const changed = `${header}.${payload}.${signature[0] === "A" ? "B" : "A"}${signature.slice(1)}`;
    expect(await refusalOf(await push(pusher, events, { signature: changed }))).toEqual([422, "signature-invalid"]);
  });

  test("is refused when somebody else signed in the integration's name", async () => {
    const pusher = await makePusher(await makeTenant());
    const { privateKey } = await makePusher(await makeTenant());
    expect(await refusalOf(await push({ ...pusher, privateKey }, events))).toEqual([422, "signature-invalid"]);
  });

  test("is refused at another tenant, and so is another tenant's key", async () => {
    const pusher = await makePusher(await makeTenant({ ledger: "LEDGER_1" }));
    const other = await makePusher(await makeTenant({ ledger: "LEDGER_1" }));
    await expectNothingWritten(other, async () => {
      expect(await refusalOf(await push(pusher, events, { to: other.tenant.code }))).toEqual([422, "audience-mismatch"]);
      expect(await refusalOf(await push({ ...pusher, tenant: other.tenant }, events))).toEqual([422, "key-unknown"]);
    });
    expect(await refusalOf(await push(pusher, events, { to: "X99" }))).toEqual([404, "not-found"]);
  });

  test("is refused with an officer's key, whoever it says it is", async () => {
    const pusher = await makePusher(await makeTenant());
    const officer = await makeOfficer(pusher.tenant, ["officer", "administrator"]);
    const key = await makeActiveKey(contextFor(pusher.tenant), officer.id);
    await expectNothingWritten(pusher, async () => {
      expect(await refusalOf(await push({ ...pusher, ...key }, events))).toEqual([422, "issuer-mismatch"]);
      expect(await refusalOf(await push({ ...pusher, ...key, id: officer.id }, events))).toEqual([400, "payload-invalid"]);
    });
  });

  test.each(["pending", "suspended", "revoked"])("is refused when the key is %s", async (state) => {
    const pusher = await makePusher(await makeTenant());
    await contextFor(pusher.tenant).ledger.prepare("UPDATE signing_key SET state = ? WHERE kid = ?").bind(state, pusher.kid).run();
    await expectNothingWritten(pusher, async () => expect(await refusalOf(await push(pusher, events))).toEqual([422, "key-not-active"]));
  });

  test("is refused when the integration has ended", async () => {
    const pusher = await makePusher(await makeTenant());
    await contextFor(pusher.tenant).ledger.prepare("UPDATE integration SET ended_at = 1 WHERE id = ?").bind(pusher.id).run();
    await expectNothingWritten(pusher, async () => expect(await refusalOf(await push(pusher, events))).toEqual([422, "key-not-active"]));
  });

  test.each([
    ["the key is revoked", "UPDATE signing_key SET state = 'revoked' WHERE owner_id = ?"],
    ["the integration ends", "UPDATE integration SET ended_at = 1 WHERE id = ?"],
  ])("is refused when %s between the check and the write", async (_, change) => {
    const pusher = await makePusher(await makeTenant());
    const context = contextFor(pusher.tenant);
    const body = bodyOf(events);
    const readBody = async () => {
      await context.ledger.prepare(change).bind(pusher.id).run();
      return new TextEncoder().encode(body);
    };
    await expectNothingWritten(pusher, async () => expect(receiveBatch(context, await signBatch(pusher, body), readBody)).rejects.toMatchObject({ code: "key-not-active" }));
  });

  test("costs at most one read of the database, and its body is never read", async () => {
    const pusher = await makePusher(await makeTenant());
    const context = contextFor(pusher.tenant);
    const cost = async (change: Change) => {
      const { database, count } = countD1(context.ledger);
      const signature = change.signature ?? (await signBatch(pusher, bodyOf(events), change));
      await expect(receiveBatch({ ...context, ledger: database }, signature, () => Promise.reject(new Error("read")))).rejects.toHaveProperty("code");
      return count.calls;
    };
    expect(await cost({ signature: "a.b.c" })).toBe(0);
    expect(await cost({ claims: { aud: "x" } })).toBe(0);
    expect(await cost({ header: { kid: "A".repeat(43) } })).toBe(1);
    expect(await cost({ batch: { source: "other" } })).toBe(1);
  });

  test("is refused for a tenant that has closed", async () => {
    const pusher = await makePusher({ ...(await makeTenant({ validTo: "2025-06-30" })), validTo: null });
    await expectNothingWritten(pusher, async () => expect(await refusalOf(await push(pusher, events))).toEqual([409, "tenant-closed"]));
  });
});

describe("a body that is not what was signed", () => {
  test.each<[string, Change, [number, string]]>([
    ["one byte is different", { body: bodyOf(events).replace("H1", "H9") }, [422, "batch-digest-mismatch"]],
    ["a line feed is missing", { body: bodyOf(events).trimEnd() }, [422, "batch-digest-mismatch"]],
    ["it is empty", { body: "" }, [422, "batch-digest-mismatch"]],
    ["the signature counts one line less", { batch: { count: 1 } }, [422, "batch-count-mismatch"]],
    ["the signature counts one line more", { batch: { count: 3 } }, [422, "batch-count-mismatch"]],
    ["it is compressed", { headers: { "Content-Encoding": "gzip" } }, [415, "unsupported-media-type"]],
    ["it says it is JSON", { headers: { "Content-Type": "application/json" } }, [415, "unsupported-media-type"]],
  ])("is refused whole when %s", async (_, change, refusal) => {
    const pusher = await makePusher(await makeTenant());
    await expectNothingWritten(pusher, async () => expect(await refusalOf(await push(pusher, events, change))).toEqual(refusal));
  });

  test("is refused whole when it is not UTF-8, although it is what was signed", async () => {
    const pusher = await makePusher(await makeTenant());
    const bytes = Uint8Array.from([0x22, 0xc3, 0x28, 0x22, 0x0a]);
    const dig = Buffer.from(await crypto.subtle.digest("SHA-256", bytes)).toString("base64url");
    await expectNothingWritten(pusher, async () => expect(await refusalOf(await push(pusher, ["x"], { body: bytes, batch: { dig } }))).toEqual([400, "body-invalid"]));
  });

  test("is refused when it is larger than ten megabytes, by its header and by what really comes", async () => {
    const pusher = await makePusher(await makeTenant());
    const large = "x".repeat(MAX_BATCH_BYTES + 1);
    await expectNothingWritten(pusher, async () => {
      expect(await refusalOf(await push(pusher, events, { body: large }))).toEqual([413, "body-too-large"]);
      const stream = new ReadableStream<Uint8Array>({
        start(controller) {
          for (let i = 0; i < 11; i++) controller.enqueue(new Uint8Array(1024 * 1024));
          controller.close();
        },
      });
      expect(await refusalOf(await push(pusher, events, { body: stream }))).toEqual([413, "body-too-large"]);
    });
  });

  test("of exactly ten megabytes and one line is read", async () => {
    const pusher = await makePusher(await makeTenant());
    const body = `${" ".repeat(MAX_BATCH_BYTES - 1)}\n`;
    const response = await push(pusher, [], { body, signature: await signBatch(pusher, body) });
    expect([response.status, (await response.json<{ refused: unknown[] }>()).refused.length]).toEqual([201, 1]);
  }, 60_000);
});
