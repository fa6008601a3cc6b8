import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, inject, test } from "vitest";
import type { Page } from "playwright-core";
import { signInAs } from "../../scripts/platform/sign-in-as.ts";
import type { DueReport } from "../../worker/submissions/contract.ts";
import { desk, enrolDevice, fillAllFields, listBarriers, phone, signIn, useDevices } from "./officer-in-browser.ts";

const origin = inject("origin");
const TENANT = "H26";
const { browser, openDevice } = useDevices(origin);

async function ask<Answer>(page: Page, path: string): Promise<Answer> {
  return page.evaluate(async (address) => (await fetch(address)).json(), path) as Promise<Answer>;
}

/** The newest report of the type: where it is filled in, and whether it is filed. */
async function newest(page: Page, reportType: string): Promise<DueReport & { address: string }> {
  const { reports } = await ask<{ reports: DueReport[] }>(page, `/v1/t/${TENANT}/due-reports`);
  const report = reports.find((one) => one.reportType === reportType)!;
  return { ...report, address: `/fill/reports/${reportType}/${report.period}` };
}

async function countReports(page: Page, period: string): Promise<number> {
  const { submissions } = await ask<{ submissions: { period: string | null }[] }>(page, `/v1/t/${TENANT}/submissions?limit=100`);
  return submissions.filter((one) => one.period === period).length;
}

describe("an officer with a phone of 360 pixels", () => {
  test("makes a key, is told which sum is wrong, signs what is shown, and a double click files one report", async () => {
    const { page, faults } = await openDevice(phone);
    await signIn(page, origin, TENANT, "officer");
    await page.getByText("Thiết bị này chưa có khoá để ký").waitFor();
    await enrolDevice(browser(), page, origin, TENANT);

    const report = await newest(page, "ii06a-month");
    const before = await countReports(page, report.period);
    await page.goto(report.address);
    await fillAllFields(page);
    await page.locator("#cell-0-c3").fill("125");
    await page.getByText("Lệch +5 (các cột cộng lại được 120).").first().waitFor();
    await page.getByRole("button", { name: "Kiểm tra và ký" }).click();
    const summary = page.getByRole("alert");
    await summary.waitFor();
    expect(await summary.evaluate((box) => document.activeElement === box)).toBe(true);
    await summary.getByRole("link").first().click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("cell-0-c3");
    await page.locator("#cell-0-c3").fill("120");
    await page.getByRole("button", { name: "Kiểm tra và ký" }).click();

    const shown = await page.locator(".transcript").textContent();
    const digest = page.locator("[data-digest]");
    await expect.poll(() => digest.textContent()).toMatch(/^[A-Za-z0-9_-]{43}$/);
    await page.getByRole("button", { name: "Ký và nộp" }).dblclick();
    await page.locator(".receipt-index").waitFor();
    expect(await countReports(page, report.period)).toBe(before + 1);

    const jti = page.url().split("/").at(-1)!;
    const stored = await ask<{ transcript: string; digest: string }>(page, `/v1/t/${TENANT}/submissions/${jti}`);
    expect(stored.transcript).toBe(shown);
    expect(await page.locator(".receipt").textContent()).toContain(stored.digest);
    expect(faults).toEqual([]);
  });

  test("keeps what is typed through a reload and a time without network", async () => {
    const { device, page, faults } = await openDevice(phone);
    await signIn(page, origin, TENANT, "officer", 1);
    const { address } = await newest(page, "services-quarter");
    await page.goto(address);
    await page.locator("#cell-0-online").fill("1.234");
    await page.locator("#cell-0-total").fill("2000");
    await page.getByText("Đã giữ bản nháp trên máy này").waitFor();
    await device.setOffline(true);
    await page.getByText("Không có mạng.").waitFor();
    await page.locator("#cell-1-online").fill("77");
    await page.locator("#without-2").check();
    await page.waitForTimeout(600);
    await device.setOffline(false);
    await page.reload();
    await page.locator("#cell-0-online").waitFor();
    expect(await page.locator("#cell-0-online").inputValue()).toBe("1.234");
    expect(await page.locator("#cell-1-online").inputValue()).toBe("77");
    expect(await page.locator("#without-2").isChecked()).toBe(true);
    expect(faults).toEqual([]);
  });
});

describe("an answer that never arrives", () => {
  test("leads to the same document being sent again, and to one submission", async () => {
    const { page } = await openDevice(desk);
    await signIn(page, origin, TENANT, "officer", 1);
    await enrolDevice(browser(), page, origin, TENANT);
    const report = await newest(page, "ii06a-month");
    const before = await countReports(page, report.period);
    await page.goto(report.address);
    await fillAllFields(page);
    await page.getByRole("button", { name: "Kiểm tra và ký" }).click();
    const sent: (string | null)[] = [];
    await page.route("**/submissions", async (route) => {
      if (route.request().method() !== "POST") return route.continue();
      sent.push(route.request().postData());
      if (sent.length > 1) return route.continue();
      await route.fetch();
      await route.abort("connectionreset");
    });
    await page.getByRole("button", { name: "Ký và nộp" }).click();
    await page.getByText("chưa rõ máy chủ đã nhận hay chưa").waitFor();
    await page.reload();
    await page.getByRole("button", { name: "Gửi lại bản đã ký" }).click();
    await page.locator(".receipt-index").waitFor();
    expect(sent).toHaveLength(2);
    expect(sent[1]).toBe(sent[0]);
    expect(await countReports(page, report.period)).toBe(before + 1);
  });
});

describe("the key of a device", () => {
  test("cannot be read out by anything on the page", async () => {
    const { page } = await openDevice(desk);
    await signIn(page, origin, TENANT, "officer");
    await enrolDevice(browser(), page, origin, TENANT);
    const outcome = await page.evaluate(async () => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open("doi-soat");
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error!);
      });
      const [kept] = await new Promise<{ privateKey: CryptoKey }[]>((resolve) => {
        const request = database.transaction("keys").objectStore("keys").getAll();
        request.onsuccess = () => resolve(request.result as { privateKey: CryptoKey }[]);
      });
      const tries = (["jwk", "pkcs8"] as const).map((format) => crypto.subtle.exportKey(format, kept!.privateKey).then(() => "exported", (error: DOMException) => error.name));
      return { extractable: kept!.privateKey.extractable, tries: await Promise.all(tries) };
    });
    expect(outcome).toEqual({ extractable: false, tries: ["InvalidAccessError", "InvalidAccessError"] });
  });
});

describe("the services report", () => {
  test("takes a column of a spreadsheet, finds a service without accents, and counts what is not filled in", async () => {
    const { page, faults } = await openDevice(desk);
    await signIn(page, origin, TENANT, "head");
    const { address } = await newest(page, "services-quarter");
    await page.goto(address);
    await page.locator("#cell-0-online").focus();
    await page.evaluate(() => {
      const clipboard = new DataTransfer();
      clipboard.setData("text/plain", "1.200\t3.000\n5\t9\r\n0\t0\n");
      document.activeElement!.dispatchEvent(new ClipboardEvent("paste", { clipboardData: clipboard, bubbles: true, cancelable: true }));
    });
    await page.getByText("Đã dán 6 ô").waitFor();
    expect(await page.locator("#cell-2-total").inputValue()).toBe("0");
    await page.keyboard.press("ArrowDown");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("cell-1-online");
    await page.locator("#cell-1-online").fill("10");
    await page.getByText("Hồ sơ trực tuyến không thể nhiều hơn tổng số hồ sơ.").waitFor();
    const all = await page.locator(".service").count();
    await page.getByLabel(/Chỉ dịch vụ chưa điền/).check();
    expect(await page.locator(".service").count()).toBe(all - 3);
    const name = await page.locator(".service strong").first().textContent();
    await page.getByLabel("Tìm dịch vụ").fill(name!.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d").replaceAll("Đ", "D").toUpperCase());
    await expect.poll(() => page.locator(".service strong").first().textContent()).toBe(name);
    expect(faults).toEqual([]);
  });
});

describe("an officer whose unit is asked about a discrepancy", () => {
  test("answers with a signed explanation and a file, and nothing written or uploaded is lost on the way", async () => {
    const { page, faults } = await openDevice(phone);
    await signIn(page, origin, TENANT, "head");
    await enrolDevice(browser(), page, origin, TENANT);
    const id = await askAboutFirst(page);
    await page.goto(`/fill/discrepancies/${id}`);
    await page.getByText("Vì sao báo cáo này nộp muộn?").first().waitFor();
    await page.getByRole("button", { name: "Kiểm tra và ký" }).click();
    await page.getByRole("alert").getByText("Hãy chọn nguyên nhân").waitFor();
    await page.locator("#explain-reason").selectOption("system-error");
    await page.locator("#explain-text").fill("Hệ thống một cửa ngừng hoạt động hai ngày cuối kỳ.");
    const pdf = { name: "Biên bản sự cố.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n") };
    const webPage = { name: "trang.pdf", mimeType: "application/pdf", buffer: Buffer.from("<!doctype html><p>x</p>") };
    await page.locator("#explain-files").setInputFiles([webPage, pdf, { name: "lạ.exe", mimeType: "", buffer: Buffer.from("MZ") }]);
    await page.getByRole("button", { name: "Gỡ tệp Biên bản sự cố.pdf" }).waitFor();
    await page.getByText("Tệp bắt đầu như một trang web").waitFor();
    await page.getByText("Loại tệp này không đính kèm được").waitFor();
    await page.getByRole("button", { name: "Bỏ thông báo về tệp trang.pdf" }).click();
    expect(await page.getByText("Tệp bắt đầu như một trang web").count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(phone.width);
    await page.reload();
    await page.getByRole("button", { name: "Gỡ tệp Biên bản sự cố.pdf" }).waitFor();
    expect(await listBarriers(page)).toEqual([]);
    expect(await page.locator("#explain-text").inputValue()).toContain("ngừng hoạt động");
    await page.getByRole("button", { name: "Kiểm tra và ký" }).click();
    await expect.poll(() => page.locator("[data-digest]").textContent()).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(await page.locator(".transcript").textContent()).toContain("Lỗi hệ thống (system-error)");
    expect(await page.locator(".transcript").textContent()).toContain("Tệp 1/1: “Biên bản sự cố.pdf”");
    await page.getByRole("button", { name: "Ký và nộp" }).click();
    await page.locator(".timeline").getByText("Hệ thống một cửa ngừng hoạt động").waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator(".timeline").getByRole("link", { name: "Biên bản sự cố.pdf" }).click()]);
    expect([download.suggestedFilename(), readFileSync(await download.path())]).toEqual(["Biên bản sự cố.pdf", pdf.buffer]);
    const { state } = await ask<{ state: string }>(page, `/v1/t/${TENANT}/discrepancies/${id}`);
    expect(state).toBe("EXPLAINED");
    expect(faults).toEqual([]);
  });

  /** An auditor of the authority asks about the unit's first discrepancy that can be asked about. */
  async function askAboutFirst(page: Page): Promise<string> {
    const { discrepancies } = await ask<{ discrepancies: { id: string; version: number; state: string }[] }>(page, `/v1/t/${TENANT}/discrepancies?q=state:open`);
    const { id, version } = discrepancies.find(({ state }) => ["NEW", "ACKNOWLEDGED"].includes(state))!;
    const { name, value } = await signInAs(origin, "VN", "auditor");
    const response = await fetch(`${origin}/v1/t/${TENANT}/discrepancies/${id}/transitions`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "If-Match": `"${version}"`, Cookie: `${name}=${value}`, Origin: origin },
      body: JSON.stringify({ transition: "ask", question: "Vì sao báo cáo này nộp muộn?" }),
    });
    expect(response.status).toBe(200);
    return id;
  }
});

describe("the first load of /fill", () => {
  test.each([["js", 60_000], ["css", 15_000]] as const)("is light: %s within %i bytes of gzip", async (ending, budget) => {
    const shell = await (await fetch(`${origin}/fill`)).text();
    const files = [...shell.matchAll(new RegExp(`(?:src|href)="(/[^"]+\\.${ending})"`, "g"))].map(([, path]) => path!);
    const sizes = await Promise.all(files.map(async (path) => gzipSync(Buffer.from(await (await fetch(origin + path)).arrayBuffer())).length));
    expect(files.length).toBeGreaterThan(0);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(budget);
  });
});

describe("every page of /fill", () => {
  test.each([["vi", "light"], ["en", "dark"]] as const)("has no barrier that axe knows, in %s and %s colours, fits a phone, and asks no other host", async (locale, scheme) => {
    const { page, faults } = await openDevice(phone, { locale, scheme });
    const strangers: string[] = [];
    page.on("request", (request) => {
      if (new URL(request.url()).origin !== origin && !request.url().startsWith("data:")) strangers.push(request.url());
    });
    await page.goto("/");
    await page.locator("h1").waitFor();
    expect(await listBarriers(page)).toEqual([]);
    await signIn(page, origin, TENANT, "officer");
    const [month, quarter] = [await newest(page, "ii06a-month"), await newest(page, "services-quarter")];
    const { discrepancies } = await ask<{ discrepancies: { id: string }[] }>(page, `/v1/t/${TENANT}/discrepancies`);
    const { submissions } = await ask<{ submissions: { jti: string }[] }>(page, `/v1/t/${TENANT}/submissions`);
    const everywhere = ["/fill/discrepancies/dis_nobody"];
    const onlyOnce = locale === "vi" ? ["/fill/discrepancies", quarter.address, "/fill/key", `/fill/submissions/${submissions[0]!.jti}`, "/fill/nowhere"] : [];
    for (const address of ["/fill", month.address, `/fill/discrepancies/${discrepancies[0]!.id}`, ...everywhere, ...onlyOnce]) {
      await page.goto(address);
      await page.locator("h1").waitFor();
      await page.waitForLoadState("networkidle");
      expect(await listBarriers(page), address).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${address} is no wider than the phone`).toBe(true);
      expect(await page.evaluate(() => document.documentElement.lang)).toBe(locale);
    }
    expect(strangers).toEqual([]);
    expect(faults).toEqual([]);
  });
});
