import { execFileSync } from "node:child_process";
import { createHash, createPrivateKey, sign } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { Browser, Page } from "playwright-core";
import { makeDemoCa, type DemoCertificate } from "../../scripts/demo-certificates/make-demo-ca.ts";
import { launchBrowser } from "../../scripts/platform/launch-browser.ts";
import type { AnchorView } from "../../worker/certificates/contract.ts";
import type { KeyList, KeyView } from "../../worker/signing/contract.ts";
import type { IntegrationView } from "../../worker/tenancy/contract.ts";
import { desk, listBarriers, openDevice, phone, signIn } from "./officer-in-browser.ts";

const origin = inject("origin");
const UNIT = "G12";
/** Where a system keeps its key: a folder that no browser sees. */
const system = mkdtempSync(join(tmpdir(), "doi-soat-system-"));
let browser: Browser;
let certified: DemoCertificate;
let ca: Awaited<ReturnType<typeof makeDemoCa>>;

const pem = (kind: string, der: Uint8Array) => `-----BEGIN ${kind}-----\n${Buffer.from(der).toString("base64").replace(/.{64}/g, "$&\n")}\n-----END ${kind}-----\n`;
const sha256 = (bytes: string | Uint8Array) => createHash("sha256").update(bytes).digest("base64url");

beforeAll(async () => {
  browser = await launchBrowser();
  ca = await makeDemoCa(Date.now());
  certified = await ca.issue("RSA", { name: "He thong mot cua", organisation: "Bo Tai chinh", unit: "Phong CNTT", serial: "MST:1" });
  writeFileSync(join(system, "key.pem"), pem("PRIVATE KEY", certified.pkcs8));
  writeFileSync(join(system, "prove-key.mjs"), await (await fetch(`${origin}/examples/prove-key.mjs`)).text());
});
afterAll(async () => {
  rmSync(system, { recursive: true });
  await browser.close();
});

async function ask<Answer>(page: Page, method: string, path: string, body?: unknown): Promise<Answer> {
  return page.evaluate(
    async (request) => {
      const response = await fetch(request.path, { method: request.method, ...(request.body === undefined ? {} : { headers: { "Content-Type": "application/json" }, body: JSON.stringify(request.body) }) });
      return (await response.json()) as never;
    },
    { method, path: `/v1/t/${UNIT}/${path}`, body },
  );
}

/** The CA as one that systems are trusted under; the anchors' own page has its own test. */
async function trustCa(one: Page, other: Page): Promise<void> {
  const { id } = await ask<AnchorView>(one, "POST", "anchors", { certificate: Buffer.from(ca.der).toString("base64"), label: "CA cho hệ thống", kind: "own", purpose: "integrations", revocation: "none", urls: [] });
  expect(await ask<AnchorView>(other, "POST", `anchors/${id}/approve`)).toMatchObject({ state: "active" });
}

/** What whoever operates the system does: runs the command that the page shows, beside the key. */
async function runCommand(page: Page): Promise<string> {
  const [program, ...words] = (await page.locator("#prove-command").innerText()).split(" ");
  expect(program).toBe("node");
  return execFileSync(process.execPath, words, { cwd: system, encoding: "utf8" });
}

/** Sends one event signed as docs/api.md says, and gives the status. */
async function push(integration: IntegrationView, kid: string, filing: string): Promise<number> {
  const line = `${JSON.stringify({ filing, event: "received", service: "1.000001", at: "2026-09-15T09:30:00+07:00", channel: "online-full" })}\n`;
  const iat = Math.floor(Date.now() / 1000);
  const header = { alg: "PS256", typ: "gov-event+jwt", kid, iat, "x5t#S256": sha256(certified.der) };
  const claims = { ver: 1, jti: crypto.randomUUID(), iss: integration.id, aud: `http://localhost:8787/t/${UNIT}`, iat, batch: { dig: sha256(line), count: 1, source: integration.source } };
  const input = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  const signature = sign("sha256", Buffer.from(input), { key: createPrivateKey(pem("PRIVATE KEY", certified.pkcs8)), padding: 6, saltLength: 32 }).toString("base64url");
  const response = await fetch(`${origin}/v1/t/${UNIT}/filing-batches`, { method: "POST", headers: { "Content-Type": "application/x-ndjson", "Filing-Batch-Signature": `${input}.${signature}` }, body: line });
  return response.status;
}

test("the sample integration goes the whole way against the running platform, as it stands in docs/examples", { timeout: 120_000 }, () => {
  const said = execFileSync(process.execPath, ["docs/examples/try-integration.mjs", origin, "H57-2025"], { encoding: "utf8" });
  expect(said).toMatch(/4 {2}2 of 2 events count[^]*6 {2}the receipt holds: entry \d+ of http:\/\/localhost:8787\/t\/H57-2025\/log/);
});

describe("a system's key with a certificate", () => {
  test("is proven by one command, registered from its chain, approved by another, signs batches, and what it signed after it was lost waits to be sent again", { timeout: 180_000 }, async () => {
    const [one, other] = [await openDevice(browser, origin, desk), await openDevice(browser, origin, phone)];
    await signIn(one.page, origin, UNIT, "administrator", 0, "/console/integrations");
    await signIn(other.page, origin, UNIT, "administrator", 1, "/console/integrations");
    await trustCa(one.page, other.page);
    await one.page.locator("#integration-name").fill("Hệ thống có chứng thư");
    await one.page.locator("#integration-source").fill("co-chung-thu");
    await one.page.getByRole("button", { name: "Thêm kết nối" }).click();
    const row = one.page.getByRole("row", { name: /Hệ thống có chứng thư/ });
    await row.waitFor();
    const { integrations } = await ask<{ integrations: IntegrationView[] }>(one.page, "GET", "integrations");
    const integration = integrations.find(({ source }) => source === "co-chung-thu")!;

    await one.page.locator("#key-owner").selectOption(integration.id);
    await one.page.locator("#key-kind").selectOption("certificate");
    await one.page.locator("#key-chain").setInputFiles({ name: "ca.pem", mimeType: "application/x-pem-file", buffer: Buffer.from(pem("CERTIFICATE", ca.der)) });
    await one.page.getByText("Các tệp này không có chứng thư của hệ thống").waitFor();
    await one.page.locator("#key-chain").setInputFiles([
      { name: "ca.der", mimeType: "application/pkix-cert", buffer: Buffer.from(ca.der) },
      { name: "chung-thu.pem", mimeType: "application/x-pem-file", buffer: Buffer.from(pem("CERTIFICATE", certified.der)) },
    ]);
    await one.page.getByText("He thong mot cua").waitFor();
    await one.page.getByRole("button", { name: "Tạo lệnh" }).click();
    await one.page.locator("#key-label").fill("Khoá máy chủ");
    await one.page.locator("#key-printed").fill("not what it printed");
    await one.page.getByRole("button", { name: "Gửi đăng ký khoá" }).click();
    await one.page.getByText("Hãy dán cả dòng mà lệnh in ra").waitFor();
    await one.page.locator("#key-printed").fill(await runCommand(one.page));
    expect(await listBarriers(one.page)).toEqual([]);
    await one.page.getByRole("button", { name: "Gửi đăng ký khoá" }).click();
    await one.page.getByRole("article").getByText("Chưa ký được gì cho đến khi người khác duyệt.").waitFor();
    const kid = (await ask<KeyList>(one.page, "GET", "keys")).keys.find(({ ownerId }) => ownerId === integration.id)!.kid;
    expect(await push(integration, kid, "G12-0")).not.toBe(201);

    await other.page.reload();
    await other.page.getByRole("button", { name: "Duyệt khoá" }).click();
    await other.page.getByRole("dialog").getByRole("button", { name: "Duyệt khoá" }).click();
    await other.page.getByRole("article").getByText("Chữ ký mới được chấp nhận.").waitFor();
    await other.page.getByText("CA cho hệ thống").first().waitFor();
    await other.page.getByText("CA của cơ quan, không phải CA được cấp phép").first().waitFor();
    expect(await push(integration, kid, "G12-1")).toBe(201);

    await other.page.getByRole("article").filter({ hasText: "Chữ ký mới được chấp nhận." }).getByRole("button", { name: "Báo mất hoặc lộ khoá" }).click();
    await other.page.getByRole("dialog").getByRole("button", { name: "Báo mất hoặc lộ khoá" }).click();
    await other.page.getByText("Đã thu hồi: mất hoặc lộ").first().waitFor();
    expect(await ask<KeyView>(other.page, "GET", `keys/${kid}`)).toMatchObject({ state: "revoked", reason: "keyCompromise" });
    await other.page.reload();
    await other.page.getByText("Các lô này được ký bằng một khoá về sau bị báo mất hoặc lộ").waitFor();
    expect(await listBarriers(other.page)).toEqual([]);
    expect([...one.faults, ...other.faults]).toEqual([]);
    await Promise.all([one.device.close(), other.device.close()]);
  });
});
