import { expect, test } from "vitest";
import { contextFor, makeTenant } from "../make-tenant.ts";

const columns = "tenant_id, jti, jws, digest, nonce, kid, signer_id, signer_tenant_id, act, form_id, form_rev, received_at, log_idx";

test("what was submitted is never changed, deleted or replaced", async () => {
  const { ledger, tenant } = contextFor(await makeTenant());
  const insert = (verb: string, jti: string, nonce: string, jws: string) =>
    ledger.prepare(`${verb} INTO submission (${columns}) VALUES (?, ?, ?, 'd', ?, 'k', 's', 't', 'submit', 'f', 1, 0, 0)`).bind(tenant.code, jti, jws, nonce);
  await insert("INSERT", "jti-1", "nonce-1", "as signed").run();
  const attempts = [
    ledger.prepare("UPDATE submission SET jws = 'x' WHERE tenant_id = ?").bind(tenant.code),
    ledger.prepare("DELETE FROM submission WHERE tenant_id = ?").bind(tenant.code),
    insert("INSERT OR REPLACE", "jti-1", "nonce-2", "x"),
    insert("INSERT OR REPLACE", "jti-2", "nonce-1", "x"),
  ];
  for (const attempt of attempts) await expect(attempt.run()).rejects.toThrow(/never/);
  const { results } = await ledger.prepare("SELECT jti, jws FROM submission WHERE tenant_id = ?").bind(tenant.code).all();
  expect(results).toEqual([{ jti: "jti-1", jws: "as signed" }]);
});

test("a published form is never replaced", async () => {
  const { ledger, tenant } = contextFor(await makeTenant());
  const insert = (verb: string, text: string) =>
    ledger.prepare(`${verb} INTO form_version (tenant_id, form_id, rev, digest, package, published_at, published_idx) VALUES (?, 'f', 1, 'd', ?, 0, 0)`).bind(tenant.code, text);
  await insert("INSERT", "as published").run();
  await expect(insert("INSERT OR REPLACE", "x").run()).rejects.toThrow(/never replaced/);
  await expect(ledger.prepare("UPDATE form_version SET package = 'x' WHERE tenant_id = ?").bind(tenant.code).run()).rejects.toThrow(/never changed/);
});
