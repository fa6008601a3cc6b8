import { beforeAll, describe, expect, test } from "vitest";
import { addIntegration } from "../../../worker/tenancy/add-integration.ts";
import { getPolicy } from "../../../worker/tenancy/policy-queries.ts";
import { setPolicy } from "../../../worker/tenancy/set-policy.ts";
import type { SigningAlgorithm } from "../../../worker/signing/contract.ts";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { newUuid7 } from "../../../worker/kernel/ids.ts";
import { ask, refusalOf } from "../ask.ts";
import { bodyOf, makePusher, received, signBatch } from "../filings/make-pusher.ts";
import { makeKey, makeKeyPair, registerKey, signCompact, signTexts, type TestKey } from "../make-key.ts";
import { makeClaims, makeFiler, publishNationalForms, sendSubmission, signReport, type Filer } from "../make-report.ts";
import { contextFor, makeOfficer, makeTenant } from "../make-tenant.ts";

const DEFAULT: SigningAlgorithm[] = ["ES256", "PS256"];
beforeAll(publishNationalForms);

async function allow(tenant: Tenant, ...more: SigningAlgorithm[]): Promise<void> {
  const context = contextFor(tenant);
  const row = await context.ledger.prepare("SELECT MAX(version) AS version FROM tenant_policy WHERE tenant_id = ?").bind(tenant.code).first<{ version: number | null }>();
  await setPolicy(context, "signing-algorithms", { value: [...DEFAULT, ...more], replaces: row?.version ?? 0 });
}

describe("an officer's key", () => {
  test.each(["RS256", "ES384"] as const)("for %s signs once the tenant has switched it on, and no more once it is off", async (alg) => {
    const filer = await makeFiler();
    const person = { tenant: filer.tenant, officer: filer.officer };
    expect(await refusalOf(await registerKey(filer.tenant, filer.officer, await makeKeyPair(alg)))).toEqual([422, "alg-not-allowed"]);
    await allow(filer.tenant, alg);
    const switched: Filer = { ...person, key: await makeKey(filer.tenant, filer.officer, { alg }) };
    expect((await sendSubmission(filer.tenant, await signReport(switched))).status).toBe(201);
    await allow(filer.tenant);
    expect(await refusalOf(await sendSubmission(filer.tenant, await signReport(switched)))).toEqual([422, "alg-not-allowed"]);
  });

  test("for PS256 needs no switch", async () => {
    const filer = await makeFiler();
    const key = await makeKey(filer.tenant, filer.officer, { alg: "PS256" });
    expect((await sendSubmission(filer.tenant, await signReport({ ...filer, key }))).status).toBe(201);
  });

  test("is never one for Ed25519, which TT 15/2025 does not name, even where machines may use it", async () => {
    const filer = await makeFiler();
    await allow(filer.tenant, "Ed25519");
    expect(await refusalOf(await registerKey(filer.tenant, filer.officer, await makeKeyPair("Ed25519")))).toEqual([422, "alg-not-allowed"]);
    const stray = await makeKeyPair("Ed25519");
    expect(await refusalOf(await sendSubmission(filer.tenant, await signReport({ ...filer, key: stray })))).toEqual([422, "alg-not-allowed"]);
  });

  test("that another tenant's switch would allow does not sign here", async () => {
    const [here, there] = [await makeFiler(), await makeFiler()];
    await allow(there.tenant, "RS256");
    expect(await getPolicy(contextFor(there.tenant).ledger, there.tenant.code, "signing-algorithms")).toContain("RS256");
    expect(await refusalOf(await sendSubmission(here.tenant, await signReport({ ...here, key: await makeKeyPair("RS256") })))).toEqual([422, "alg-not-allowed"]);
  });
});

describe("one key has one algorithm, also where both are allowed", () => {
  let filer: Filer;
  beforeAll(async () => {
    filer = await makeFiler();
    await allow(filer.tenant, "RS256", "ES384");
  });
  const asOther = async (key: TestKey, alg: "RS256" | "PS256"): Promise<TestKey> => {
    const name = alg === "RS256" ? "RSASSA-PKCS1-v1_5" : "RSA-PSS";
    const jwk = { ...((await crypto.subtle.exportKey("jwk", key.privateKey)) as JsonWebKey), alg };
    return { ...key, alg, privateKey: await crypto.subtle.importKey("jwk", jwk, { name, hash: "SHA-256" }, false, ["sign"]) };
  };

  test.each([["PS256", "RS256"], ["RS256", "PS256"]] as const)("attack 3: the RSA key registered for %s does not sign with %s", async (registered, used) => {
    const key = await makeKey(filer.tenant, filer.officer, { alg: registered });
    expect(await refusalOf(await sendSubmission(filer.tenant, await signReport({ ...filer, key: await asOther(key, used) })))).toEqual([422, "key-alg-mismatch"]);
  });

  test.each(["RS256", "PS256", "ES384"] as const)("attack 3: %s does not pass for the P-256 key", async (alg) => {
    const claims = await makeClaims(filer);
    const forged = await signTexts(await makeKeyPair(alg), JSON.stringify({ alg, typ: "gov-submission+jwt", kid: filer.key.kid, iat: claims.iat }), JSON.stringify(claims));
    expect(await refusalOf(await sendSubmission(filer.tenant, forged))).toEqual([422, "key-alg-mismatch"]);
  });

  test("attack 3: ES256 in the name of the P-384 key", async () => {
    const key = await makeKey(filer.tenant, filer.officer, { alg: "ES384" });
    const forged = await signCompact({ ...(await makeKeyPair("ES256")), kid: key.kid }, "gov-submission+jwt", await makeClaims(filer));
    expect(await refusalOf(await sendSubmission(filer.tenant, forged))).toEqual([422, "key-alg-mismatch"]);
  });
});

describe("an integration's key", () => {
  test.each(["Ed25519", "RS256", "ES384"] as const)("for %s signs batches once the tenant has switched it on", async (alg) => {
    const pusher = await makePusher(await makeTenant());
    const administrator = await makeOfficer(pusher.tenant, ["administrator"]);
    const owner = await addIntegration(contextFor(pusher.tenant), { name: "Hệ thống khác", source: "khac" }, administrator.id);
    expect(await refusalOf(await registerKey(pusher.tenant, administrator, await makeKeyPair(alg), owner))).toEqual([422, "alg-not-allowed"]);
    await allow(pusher.tenant, alg);
    const key = await makeKey(pusher.tenant, administrator, { alg, owner });
    const body = bodyOf([received(`a-${newUuid7(Date.now())}`)]);
    const send = async () => {
      const signature = await signBatch({ ...pusher, id: owner, source: "khac", kid: key.kid, privateKey: key.privateKey }, body, { header: { alg } });
      return ask(`/v1/t/${pusher.tenant.code}/filing-batches`, { method: "POST", headers: { "Content-Type": "application/x-ndjson", "Filing-Batch-Signature": signature }, body });
    };
    expect((await send()).status).toBe(201);
    await allow(pusher.tenant);
    expect(await refusalOf(await send())).toEqual([422, "alg-not-allowed"]);
  });
});
