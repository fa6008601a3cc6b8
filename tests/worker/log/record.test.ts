import { compactVerify, importJWK } from "jose";
import { describe, expect, test } from "vitest";
import { GuardFailed, leafHash, record } from "../../../worker/log/record.ts";
import { signReceipt } from "../../../worker/log/receipt.ts";
import { ask } from "../ask.ts";
import { contextFor, makeTenant } from "../make-tenant.ts";

const entry = (subject: string) => ({ kind: "policy.changed" as const, at: 1_480_000_000_000, subject });

describe("the log", () => {
  test("three hundred entries at once get every index once, per tenant", async () => {
    const [one, other] = [await makeTenant({ ledger: "LEDGER_1" }), await makeTenant({ ledger: "LEDGER_1" })];
    const written = await Promise.all(
      Array.from({ length: 300 }, (_, i) => record(contextFor(i % 3 === 0 ? other : one), entry(`s${i}`), []).then(({ index }) => [i % 3 === 0 ? "other" : "one", index] as const)),
    );
    const indexes = (name: string) => written.filter(([tenant]) => tenant === name).map(([, index]) => index).toSorted((a, b) => a - b);
    expect(indexes("one")).toEqual(Array.from({ length: 200 }, (_, i) => i));
    expect(indexes("other")).toEqual(Array.from({ length: 100 }, (_, i) => i));
  });

  test("an entry and its statements are written together or not at all", async () => {
    const context = contextFor(await makeTenant());
    const { ledger, tenant } = context;
    const twice = () => ledger.prepare("INSERT INTO officer (tenant_id, id, name, unit, generated, created_at) VALUES (?, 'off_a', '', '', 1, 0)").bind(tenant.code);
    await expect(record(context, entry("x"), [twice(), twice()])).rejects.toThrow(/UNIQUE/);
    expect(await ledger.prepare("SELECT (SELECT count(*) FROM officer WHERE tenant_id = ?1) + (SELECT count(*) FROM log_entry WHERE tenant_id = ?1) AS n").bind(tenant.code).first("n")).toBe(0);
  });

  test("a guard that no longer holds stops the whole batch", async () => {
    const context = contextFor(await makeTenant());
    await expect(record(context, entry("x"), [], [{ holds: "? = ?", params: [1, 2] }])).rejects.toBeInstanceOf(GuardFailed);
    expect((await record(context, entry("x"), [], [{ holds: "? = ?", params: [1, 1] }])).index).toBe(0);
  });

  test("what is written is never changed, deleted, replaced, or written out of turn", async () => {
    const context = contextFor(await makeTenant());
    const { ledger, tenant } = context;
    await record(context, entry("first"), []);
    const leaf = await leafHash("other");
    const attempts = [
      ledger.prepare("UPDATE log_entry SET entry = 'x' WHERE tenant_id = ?").bind(tenant.code),
      ledger.prepare("DELETE FROM log_entry WHERE tenant_id = ?").bind(tenant.code),
      ledger.prepare("INSERT OR REPLACE INTO log_entry VALUES (?, 0, ?, 'x')").bind(tenant.code, leaf),
      ledger.prepare("INSERT INTO log_entry VALUES (?, 0, ?, 'x') ON CONFLICT DO UPDATE SET entry = 'x'").bind(tenant.code, leaf),
      ledger.prepare("INSERT INTO log_entry VALUES (?, 7, ?, 'x')").bind(tenant.code, leaf),
    ];
    for (const attempt of attempts) await expect(attempt.run()).rejects.toThrow(/append-only|next index/);
    const { results } = await ledger.prepare("SELECT entry, leaf FROM log_entry WHERE tenant_id = ?").bind(tenant.code).all<{ entry: string; leaf: ArrayBuffer }>();
    expect(results.map((row) => JSON.parse(row.entry))).toEqual([{ v: 1, kind: "policy.changed", tenant: tenant.code, at: 1_480_000_000_000, subject: "first" }]);
    expect(new Uint8Array(results[0]!.leaf)).toEqual(await leafHash(results[0]!.entry));
  });

  test("a tenant that does not live in the ledger cannot write there", async () => {
    const tenant = await makeTenant({ ledger: "LEDGER_1" });
    const context = contextFor(tenant);
    const strange = { ...context, ledger: context.platform.ledgers.LEDGER_2 };
    await expect(record(strange, entry("x"), [])).rejects.toThrow(/FOREIGN KEY/);
  });
});

describe("receipts", () => {
  test("anyone verifies a receipt with the tenant's published key, and the same entry gives the same receipt", async () => {
    const { platform, tenant } = contextFor(await makeTenant());
    const receipt = await signReceipt(platform, tenant, 7, '{"v":1}');
    expect(await signReceipt(platform, tenant, 7, '{"v":1}')).toBe(receipt);
    const { keys } = await (await ask(`/v1/t/${tenant.code}/.well-known/jwks.json`)).json<{ keys: [JsonWebKey & { kid: string }] }>();
    const { payload, protectedHeader } = await compactVerify(receipt, await importJWK(keys[0] as never, "Ed25519"));
    expect(protectedHeader).toEqual({ alg: "Ed25519", typ: "gov-receipt+jwt", kid: keys[0].kid });
    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual({ ver: 1, log: `https://doisoat.example.gov.vn/t/${tenant.code}/log`, index: 7, entry: "eyJ2IjoxfQ" });
  });

  test("every tenant's log has a key of its own", async () => {
    const [one, other] = [await makeTenant(), await makeTenant()];
    const keyOf = async (code: string) => (await (await ask(`/v1/t/${code}/.well-known/jwks.json`)).json<{ keys: [{ x: string }] }>()).keys[0].x;
    expect(await keyOf(one.code)).not.toBe(await keyOf(other.code));
  });
});
