import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { publishForm } from "../../../worker/forms/publish-form.ts";
import { findOpenFormVersion, getFormVersion, forgetFormVersions } from "../../../worker/forms/get-form-version.ts";
import { checkAnswers } from "../../../worker/forms/check-answers.ts";
import { canonicalText } from "../../../worker/forms/package-digest.ts";
import { formList, formVersionView, type FormPackage } from "../../../worker/forms/contract.ts";
import { findFormVersion, listForms } from "../../../worker/forms/queries.ts";
import { explanation } from "../../../worker/forms/national/explanation.ts";
import { nationalForms } from "../../../worker/forms/national/national-forms.ts";
import { digestOf } from "../../../worker/kernel/digest.ts";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { ask, refusalOf } from "../ask.ts";
import { contextFor, makeAuthority, makeTenant } from "../make-tenant.ts";

let authority: Tenant;
beforeAll(async () => {
  authority = await makeAuthority();
  for (const form of nationalForms) await publishForm(contextFor(authority), form);
});

/** A form of the unit's own, whose title says which edition it is. */
const ownForm = (edition: string): FormPackage => ({
  ...explanation,
  id: "phieu-rieng",
  i18n: { vi: { ...explanation.i18n.vi, title: `Phiếu ${edition}` }, en: { ...explanation.i18n.en, title: `Slip ${edition}` } },
});

const logOf = async (tenant: Tenant) => {
  const { results } = await env[tenant.ledger]
    .prepare("SELECT idx, entry FROM log_entry WHERE tenant_id = ? ORDER BY idx")
    .bind(tenant.code)
    .all<{ idx: number; entry: string }>();
  return results.map(({ idx, entry }) => ({ idx, ...(JSON.parse(entry) as Record<string, unknown>) }));
};

describe("publishing", () => {
  test("stores the canonical bytes and logs their digest", async () => {
    const tenant = await makeTenant();
    const now = Date.UTC(2026, 2, 20);
    const { rev, digest } = await publishForm(contextFor(tenant, now), ownForm("một"));
    const row = await env[tenant.ledger].prepare("SELECT * FROM form_version WHERE tenant_id = ?").bind(tenant.code).first<Record<string, unknown>>();
    expect(row).toMatchObject({ form_id: "phieu-rieng", rev: 1, digest, published_at: now, closed_at: null, package: canonicalText(ownForm("một")) });
    expect(await digestOf(String(row!["package"]))).toBe(digest);
    expect((await logOf(tenant)).at(-1)).toMatchObject({ idx: row!["published_idx"], kind: "form.published", at: now, form: "phieu-rieng", rev, dig: digest });
  });

  test("the same form again changes nothing", async () => {
    const tenant = await makeTenant();
    const first = await publishForm(contextFor(tenant), ownForm("một"));
    const log = await logOf(tenant);
    expect(await publishForm(contextFor(tenant), JSON.parse(canonicalText(ownForm("một"))) as FormPackage)).toEqual(first);
    expect(await logOf(tenant)).toEqual(log);
  });

  test("the next edition closes the one before, and both can be read for ever", async () => {
    const tenant = await makeTenant();
    const { ledger } = contextFor(tenant);
    await publishForm(contextFor(tenant, 1000), ownForm("một"));
    expect(await publishForm(contextFor(tenant, 2000), ownForm("hai"))).toMatchObject({ rev: 2 });
    expect((await listForms(ledger, tenant.code)).map(({ rev, closedAt }) => [rev, closedAt])).toEqual([
      [2, null],
      [1, 2000],
    ]);
    expect((await findFormVersion(ledger, tenant.code, "phieu-rieng", 1))?.package.i18n.vi["title"]).toBe("Phiếu một");
    expect((await findOpenFormVersion(contextFor(tenant).platform, tenant, "phieu-rieng"))?.rev).toBe(2);
  });

  test("of two people at once one is told to look again, and there is one next edition", async () => {
    const tenant = await makeTenant();
    await publishForm(contextFor(tenant), ownForm("một"));
    const answers = await Promise.allSettled(["hai", "ba", "tư"].map((edition) => publishForm(contextFor(tenant), ownForm(edition))));
    const { results } = await env[tenant.ledger]
      .prepare("SELECT rev, closed_at FROM form_version WHERE tenant_id = ? ORDER BY rev")
      .bind(tenant.code)
      .all<{ rev: number; closed_at: number | null }>();
    const accepted = answers.filter(({ status }) => status === "fulfilled").length;
    expect(results.map(({ rev }) => rev)).toEqual(Array.from({ length: accepted + 1 }, (_, i) => i + 1));
    expect(results.filter(({ closed_at }) => closed_at === null)).toHaveLength(1);
    for (const answer of answers) if (answer.status === "rejected") expect(answer.reason).toMatchObject({ code: "version-conflict" });
  });

  test("an unfit form is refused with every reason and leaves no trace", async () => {
    const tenant = await makeTenant();
    const log = await logOf(tenant);
    const unfit = { ...ownForm("một"), logic: { ...explanation.logic, required: { "/zz": true, "/text": { var: "zz" } } } };
    await expect(publishForm(contextFor(tenant), unfit)).rejects.toMatchObject({
      code: "data-invalid",
      errors: [{ code: "rule-target" }, { code: "rule-field" }],
    });
    expect(await logOf(tenant)).toEqual(log);
  });

  test("a published form is never changed, not even in the database", async () => {
    const tenant = await makeTenant();
    await publishForm(contextFor(tenant), ownForm("một"));
    await expect(env[tenant.ledger].prepare("UPDATE form_version SET package = '{}' WHERE tenant_id = ?").bind(tenant.code).run()).rejects.toThrow(
      "a published form is never changed",
    );
  });
});

describe("reading", () => {
  test("every tenant finds the national forms, and its own, but nobody else's", async () => {
    const [tenant, other] = [await makeTenant({ ledger: "LEDGER_2" }), await makeTenant({ ledger: "LEDGER_2" })];
    await publishForm(contextFor(tenant), ownForm("một"));
    const idsOf = async (code: string) =>
      formList.parse(await (await ask(`/v1/t/${code}/forms`)).json()).forms.map(({ tenant: publisher, id }) => `${publisher}/${id}`);
    const national = nationalForms.map(({ id }) => `VN/${id}`).toSorted();
    expect(await idsOf(tenant.code)).toEqual([...national, `${tenant.code}/phieu-rieng`]);
    expect(await idsOf(other.code)).toEqual(national);
    expect(await refusalOf(await ask(`/v1/t/${other.code}/forms/phieu-rieng/versions/1`))).toEqual([404, "not-found"]);
    await expect(getFormVersion(contextFor(other).platform, other, "phieu-rieng", 1)).rejects.toMatchObject({ code: "form-unknown" });
  });

  test("an edition comes whole, with the digest that signatures pin", async () => {
    const tenant = await makeTenant();
    const answer = await ask(`/v1/t/${tenant.code}/forms/ii06a/versions/1`);
    const view = formVersionView.parse(await answer.json());
    expect(view).toMatchObject({ tenant: "VN", id: "ii06a", rev: 1, closedAt: null });
    expect(await digestOf(canonicalText(view.package))).toBe(view.digest);
    expect(answer.headers.get("ETag")).toBe(`"${view.digest}"`);
    const again = await ask(`/v1/t/${tenant.code}/forms/ii06a/versions/1`, { headers: { "If-None-Match": `"${view.digest}"` } });
    expect([again.status, await again.text()]).toEqual([304, ""]);
  });

  test("whoever holds an edition learns that it was closed", async () => {
    const tenant = await makeTenant();
    const { digest } = await publishForm(contextFor(tenant), ownForm("một"));
    const path = `/v1/t/${tenant.code}/forms/phieu-rieng/versions/1`;
    expect((await ask(path, { headers: { "If-None-Match": `"${digest}"` } })).status).toBe(304);
    await publishForm(contextFor(tenant), ownForm("hai"));
    forgetFormVersions(env[tenant.ledger]);
    const answer = await ask(path, { headers: { "If-None-Match": `"${digest}"` } });
    expect(answer.status).toBe(200);
    expect(formVersionView.parse(await answer.json()).closedAt).not.toBeNull();
    expect(answer.headers.get("Cache-Control")).toContain("immutable");
  });

  test("a unit that publishes a form under a national name does not get round the national one", async () => {
    const tenant = await makeTenant();
    await publishForm(contextFor(tenant), { ...ownForm("giả"), id: "ii06a" });
    expect((await getFormVersion(contextFor(tenant).platform, tenant, "ii06a", 1)).tenant).toBe("VN");
  });

  test("integrators get plain JSON Schema 2020-12", async () => {
    const tenant = await makeTenant();
    const answer = await ask(`/v1/t/${tenant.code}/forms/services-report/versions/1/schema.json`);
    expect(answer.headers.get("Content-Type")).toBe("application/schema+json");
    expect(await answer.json()).toMatchObject({ $schema: "https://json-schema.org/draft/2020-12/schema", type: "object", additionalProperties: false });
  });

  test.each([
    "ii06a/versions/2",
    "ii06a/versions/0",
    "ii06a/versions/1.5",
    "ii06a/versions/1e0",
    "ii06a/versions/01",
    "ii06a/versions/x",
    "khong-co/versions/1",
    "II06A/versions/1",
  ])("there is no %s", async (path) => {
    const tenant = await makeTenant();
    expect(await refusalOf(await ask(`/v1/t/${tenant.code}/forms/${path}`))).toEqual([404, "not-found"]);
  });
});

test("the validator runs in the Worker as it does on Node", async () => {
  const { package: form } = await getFormVersion(contextFor(authority).platform, authority, "ii06a", 1);
  const row = { field: "dat-dai", name: "Đất đai", c3: 2, c4: 1, c5: 1, c6: 1, c7: 1, c8: 1, c9: 0, c10: 0, c11: 1, c12: 1, c13: 0 };
  expect(checkAnswers(form, { reportType: "ii06a-month", period: "2026-03", from: "2026-02-15", to: "2026-03-14", rows: [row] }).errors).toEqual([
    { pointer: "/rows/0/c3", code: "identity-received" },
  ]);
});
