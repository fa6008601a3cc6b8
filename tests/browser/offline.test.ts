import { describe, expect, inject, test } from "vitest";
import type { Page } from "playwright-core";
import type { DueReport } from "../../worker/submissions/contract.ts";
import { enrolDevice, fillAllFields, listBarriers, phone, signIn, useDevices } from "./officer-in-browser.ts";

const origin = inject("origin");
const TENANT = "H26";
const { browser, openDevice } = useDevices(origin);

const open = () => openDevice(phone, { keepsShell: true });

/** Waits until the browser has kept the pages of /fill. */
async function untilKept(page: Page): Promise<void> {
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await page.waitForFunction(async () => (await navigator.serviceWorker.getRegistration("/fill"))?.active?.state === "activated");
}

async function addressOfMonth(page: Page): Promise<string> {
  const { reports } = await page.evaluate(async (code) => (await fetch(`/v1/t/${code}/due-reports`)).json() as Promise<{ reports: DueReport[] }>, TENANT);
  return `/fill/reports/ii06a-month/${reports.find(({ reportType }) => reportType === "ii06a-month")!.period}`;
}

describe("/fill opened without a network", () => {
  test("shows the form with the kept draft, says that there is no network, and signs once there is one again", async () => {
    const { device, page, faults } = await open();
    await signIn(page, origin, TENANT, "officer");
    await enrolDevice(browser(), page, origin, TENANT);
    const address = await addressOfMonth(page);
    await page.goto(address);
    await fillAllFields(page);
    await page.getByText("Đã giữ bản nháp trên máy này").waitFor();
    await page.waitForTimeout(600);
    await untilKept(page);

    await device.setOffline(true);
    await page.reload();
    await page.getByText("Không có mạng.").waitFor();
    await page.locator("#cell-0-c4").waitFor();
    expect(await page.locator("#cell-0-c4").inputValue()).toBe("70");
    await page.goto("/fill");
    await page.getByRole("heading", { name: "Bản nháp trên máy này" }).waitFor();
    expect(await listBarriers(page)).toEqual([]);
    await page.locator(`a[href="${address}"]`).first().click();
    await page.locator("#cell-0-c4").fill("71");
    await page.getByText("Lệch").first().waitFor();
    await page.locator("#cell-0-c4").fill("70");
    await page.waitForTimeout(600);
    await page.getByRole("button", { name: "Kiểm tra và ký" }).click();
    await page.locator(".transcript").waitFor();
    expect(await page.getByRole("button", { name: "Ký và nộp" }).isDisabled()).toBe(true);

    await device.setOffline(false);
    await page.getByRole("button", { name: "Thử lại" }).first().click();
    await page.getByRole("button", { name: "Ký và nộp" }).click();
    await page.locator(".receipt-index").waitFor();
    // What is kept is the platform's own files: no answer of the API, no name, no number.
    const kept = await page.evaluate(async () => (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)))).flat());
    expect(kept.filter((path) => !/^\/(fill|appearance\.js|mark\.svg|assets\/[\w.-]+)$/.test(path))).toEqual([]);
    expect(kept).toContain("/fill");
    expect(faults).toEqual([]);
  });

  test("shows nobody's drafts after signing out", async () => {
    const { device, page } = await open();
    await signIn(page, origin, TENANT, "officer");
    await untilKept(page);
    await page.locator(".officer-button").click();
    await page.getByRole("button", { name: "Đăng xuất" }).click();
    await page.waitForURL((url) => url.pathname === "/");
    await device.setOffline(true);
    await page.goto("/fill");
    await page.getByText("Không kết nối được máy chủ").waitFor();
    expect(await page.getByRole("navigation").count()).toBe(0);
  });

  test("never takes the place of what the server has: with a network the kept page is not shown, and editions before the last are dropped", async () => {
    const { device, page } = await open();
    await page.goto("/");
    await page.evaluate(async () => {
      for (const name of ["fill-first", "fill-second", "other"]) await caches.open(name);
    });
    await signIn(page, origin, TENANT, "officer");
    await untilKept(page);
    const names = await page.evaluate(() => caches.keys());
    expect(names).toEqual([expect.stringMatching(/^fill-second$/), "other", expect.stringMatching(/^fill-[0-9a-f]{16}$/)]);
    await page.evaluate(async (name) => {
      const page = new Response("<!doctype html><title>old</title><h1>An old edition</h1>", { headers: { "Content-Type": "text/html" } });
      await (await caches.open(name)).put("/fill", page);
    }, names.at(-1)!);
    await page.goto("/fill/discrepancies");
    await page.getByRole("heading", { name: "Chênh lệch" }).waitFor();
    await device.setOffline(true);
    await page.goto("/fill");
    await page.getByRole("heading", { name: "An old edition" }).waitFor();
  });
});
