import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../../scripts/platform/launch-browser.ts";
import type { DueReport } from "../../worker/submissions/contract.ts";
import { DEMO_GUIDE, DEMO_PASSWORD } from "../../scripts/seed/seed-certificates.ts";
import type { SubmissionDocumentView } from "../../worker/submissions/contract.ts";
import { hasOpenssl, makeOpensslCa, type OpensslCa } from "../openssl/make-p12.ts";
import { approvePendingKeys, desk, listBarriers, openDevice, phone, signIn } from "./officer-in-browser.ts";

const origin = inject("origin");
const TENANT = "H57-2025";
const PASSWORD = "Mật khẩu 1";
let browser: Browser;
let ca: OpensslCa;

beforeAll(async () => {
  browser = await launchBrowser();
  if (hasOpenssl) ca = makeOpensslCa("CA cua co quan");
  else console.log("OpenSSL is not on this machine: certificate files in a browser are not tested.");
});
afterAll(async () => {
  ca?.remove();
  await browser.close();
});

/** Chooses the file in the panel and opens it. */
async function openFile(page: Page, file: Uint8Array, password: string): Promise<void> {
  await page.locator("#certificate-file").setInputFiles({ name: "ky.p12", mimeType: "application/x-pkcs12", buffer: Buffer.from(file) });
  await page.locator("#certificate-password").fill(password);
  await page.getByRole("button", { name: "Mở tệp" }).click();
}

/** Opens the newest monthly report that was filed, to amend it, and goes on to the page where it is signed. */
async function amendReport(page: Page, tenant: string): Promise<void> {
  const { reports } = (await page.evaluate(async (code) => (await fetch(`/v1/t/${code}/due-reports`)).json(), tenant)) as { reports: DueReport[] };
  const report = reports.find(({ reportType, filed }) => reportType === "ii06a-month" && filed !== null)!;
  await page.goto(`/fill/reports/ii06a-month/${report.period}`);
  await page.getByText("Bạn đang sửa báo cáo đã nộp").waitFor();
  await page.getByRole("button", { name: "Kiểm tra và ký" }).click();
  await page.getByRole("button", { name: "Ký bằng tệp chứng thư .p12" }).click();
}

/** The agency's own CA as an anchor: proposed by one administrator in the console, approved by another. */
async function trustCa(): Promise<void> {
  const one = await openDevice(browser, origin, desk);
  await signIn(one.page, origin, TENANT, "administrator", 0, "/console/anchors");
  await one.page.getByRole("button", { name: "Thêm CA" }).click();
  await one.page.locator("#anchor-file").setInputFiles({ name: "ca.der", mimeType: "application/pkix-cert", buffer: Buffer.from(ca.certificate) });
  await one.page.getByText("CA cua co quan").first().waitFor();
  await one.page.locator("#anchor-label").fill("CA nội bộ thử");
  await one.page.locator("#anchor-kind").selectOption("own");
  await one.page.getByRole("button", { name: "Gửi đề nghị" }).click();
  await one.page.getByText("Chờ duyệt").first().waitFor();
  expect(await listBarriers(one.page)).toEqual([]);
  const other = await openDevice(browser, origin, desk);
  await signIn(other.page, origin, TENANT, "administrator", 1, "/console/anchors");
  await other.page.getByRole("button", { name: "Duyệt" }).first().click();
  await other.page.getByRole("dialog").getByRole("button", { name: "Duyệt" }).click();
  await other.page.getByText("Đang tin cậy").first().waitFor();
  await other.page.locator("input[type=file]").first().setInputFiles({ name: "ca.crl", mimeType: "application/pkix-crl", buffer: Buffer.from(ca.list()) });
  await other.page.getByText("Đã nhận danh sách").first().waitFor();
  expect([...one.faults, ...other.faults]).toEqual([]);
  await Promise.all([one.device.close(), other.device.close()]);
}

describe.skipIf(!hasOpenssl)("an officer with a certificate file", () => {
  test("opens modern and old files with RSA and EC keys in the browser; a wrong password is told so", async () => {
    const { device, page, faults } = await openDevice(browser, origin, phone);
    const sent: string[] = [];
    page.on("request", (request) => sent.push(request.postData() ?? ""));
    await signIn(page, origin, TENANT, "officer", 0, "/fill/key");
    await page.getByRole("button", { name: "Ký bằng tệp chứng thư .p12" }).click();
    for (const kind of ["RSA", "EC"] as const) {
      const made = ca.issue(kind, { name: `Nguoi ky ${kind}`, password: PASSWORD });
      await openFile(page, made.modern, "sai");
      await page.getByText("Mật khẩu không đúng, hoặc tệp bị hỏng.").waitFor();
      for (const file of [made.modern, made.legacy]) {
        await openFile(page, file, PASSWORD);
        await page.getByText(`Nguoi ky ${kind}`).first().waitFor();
        await page.getByText("Đơn vị chưa có chứng thư này").waitFor();
        await page.getByRole("button", { name: "Chọn tệp khác" }).click();
      }
    }
    await openFile(page, new TextEncoder().encode("no p12"), PASSWORD);
    await page.getByText("Không đọc được tệp này.").waitFor();
    expect(await listBarriers(page)).toEqual([]);
    expect(sent.filter((body) => body.includes(PASSWORD))).toEqual([]);
    expect(faults).toEqual([]);
    await device.close();
  });

  test("registers it, has it approved, signs an amended report with it, and the receipt names the CA", async () => {
    await trustCa();
    const { device, page, faults } = await openDevice(browser, origin, phone);
    await signIn(page, origin, TENANT, "officer", 0, "/fill/key");
    const made = ca.issue("RSA", { name: "Nguoi ky that", password: PASSWORD });
    await page.getByRole("button", { name: "Ký bằng tệp chứng thư .p12" }).click();
    await openFile(page, made.legacy, PASSWORD);
    await page.getByRole("button", { name: "Gửi đăng ký chứng thư" }).click();
    await page.locator("#content").getByText("Chứng thư đang chờ duyệt").waitFor();
    await approvePendingKeys(browser, origin, TENANT);
    await page.getByRole("button", { name: "Kiểm tra lại" }).click();
    await page.getByText("Đã sẵn sàng ký bằng chứng thư này").first().waitFor();

    await amendReport(page, TENANT);
    await openFile(page, made.modern, PASSWORD);
    await page.getByText("Ký bằng chứng thư của Nguoi ky that, do CA nội bộ thử cấp.").waitFor();
    await page.getByRole("button", { name: "Ký và nộp" }).click();
    await page.waitForURL(/\/fill\/submissions\//);
    await page.getByText("CA nội bộ thử").first().waitFor();
    await page.getByText("CA của cơ quan, không phải CA được cấp phép").first().waitFor();
    expect(faults).toEqual([]);
    await device.close();
  });
});

/** The line of the guide above the file: agency, person, department. */
function whoseFile(file: string): [string, string, string] {
  const lines = readFileSync(join(inject("certificates"), DEMO_GUIDE), "utf8").split("\n");
  const place = lines.findIndex((line) => line.includes(` ${file}`));
  return lines[place - 1]!.replace(/:$/, "").split(", ") as [string, string, string];
}

describe("a visitor of the demo, with the files that the first start made", () => {
  test.each([
    ["RSA in a file of today", "H26-1-rsa.p12", "PS256"],
    ["RSA in an old file (RC2, 3DES)", "H26-1-rsa-rc2-3des.p12", "PS256"],
    ["EC in a file of today", "H26-2-ec.p12", "ES256"],
    ["EC in an old file (RC2, 3DES)", "H26-2-ec-rc2-3des.p12", "ES256"],
  ] as const)("signs a report at once: %s", async (_, file, alg) => {
    const { device, page, faults } = await openDevice(browser, origin, phone);
    const [, name, unit] = whoseFile(file);
    await page.goto("/sign-in?next=%2Ffill");
    await page.getByRole("button", { name }).and(page.getByRole("button", { name: unit })).first().click();
    await page.waitForURL((url) => url.pathname === "/fill");
    await amendReport(page, "H26");
    await openFile(page, readFileSync(join(inject("certificates"), file)), DEMO_PASSWORD);
    await page.getByText("Ký bằng chứng thư của").waitFor();
    await page.getByRole("button", { name: "Ký và nộp" }).click();
    await page.waitForURL(/\/fill\/submissions\//);
    await page.getByText("not a licensed CA").first().waitFor();
    await page.getByText("CA của cơ quan, không phải CA được cấp phép").first().waitFor();
    expect(await listBarriers(page)).toEqual([]);
    const jti = page.url().split("/").at(-1)!;
    const signed = (await page.evaluate(async (id) => (await fetch(`/v1/t/H26/submissions/${id}`)).json(), jti)) as SubmissionDocumentView;
    expect(JSON.parse(Buffer.from(signed.jws.split(".")[0]!, "base64url").toString())).toMatchObject({ alg, "x5t#S256": signed.certificate!.sha256 });
    expect(signed).toMatchObject({ standing: "VALID", isTextAsSigned: true, certificate: { validAtReceipt: true, certifiedBy: { kind: "own", isLicensed: false } } });
    expect(faults).toEqual([]);
    await device.close();
  });
});
