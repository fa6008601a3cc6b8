import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { launchBrowser } from "../../scripts/platform/launch-browser.ts";
import type { DueReport } from "../../worker/submissions/contract.ts";
import { enrolDevice, fillAllFields, listBarriers, openDevice, phone, signIn } from "./officer-in-browser.ts";

const origin = inject("origin");
const TENANT = "H26";
const DAY = 86_400_000;
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => browser.close());

/** Shifts the clock of every page of the device by so many days; what counts time passed (`performance.now`) goes on as it is. */
async function setClock(device: BrowserContext, days: number): Promise<void> {
  await device.addInitScript((shift) => {
    const Real = Date;
    window.Date = class extends Real {
      constructor(...given: unknown[]) {
        super(...((given.length === 0 ? [Real.now() + shift] : given) as [number]));
      }
      static override now() {
        return Real.now() + shift;
      }
    } as DateConstructor;
  }, days * DAY);
}

async function ask<Answer>(page: Page, path: string): Promise<Answer> {
  return page.evaluate(async (address) => (await fetch(address)).json(), path) as Promise<Answer>;
}

const daysUntil = (day: string) => Math.round((Date.parse(day) - Date.parse(new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10))) / DAY);

describe("attack 22: a device whose clock is wrong", () => {
  test.each([[9, "Máy này chạy nhanh 9 ngày."], [-400, "Máy này chạy chậm 400 ngày."]])("by %i days is told so; days left and the signature go by the server's time, and nothing is lost", async (days, said) => {
    const { device, page, faults } = await openDevice(browser, origin, phone);
    await setClock(device, days);
    await signIn(page, origin, TENANT, "officer");
    await enrolDevice(browser, page, origin, TENANT);
    await page.goto("/fill");
    await page.getByText(said).waitFor();
    const { reports } = await ask<{ reports: DueReport[] }>(page, `/v1/t/${TENANT}/due-reports`);
    const overdue = reports.find(({ state }) => state === "overdue")!;
    await page.getByText(`(quá ${-daysUntil(overdue.dueOn)} ngày)`).first().waitFor();
    expect(await listBarriers(page)).toEqual([]);

    const report = reports.find(({ reportType }) => reportType === "ii06a-month")!;
    await page.goto(`/fill/reports/${report.reportType}/${report.period}`);
    await fillAllFields(page);
    await page.getByText("Đã giữ bản nháp trên máy này").waitFor();
    await page.waitForTimeout(600);
    await page.reload();
    expect(await page.locator("#cell-0-c4").inputValue()).toBe("70");
    await page.getByRole("button", { name: "Kiểm tra và ký" }).click();
    await page.getByText(said).waitFor();
    await page.getByRole("button", { name: "Ký và nộp" }).click();
    await page.locator(".receipt-index").waitFor();

    const jti = page.url().split("/").at(-1)!;
    const { jws, receivedAt } = await ask<{ jws: string; receivedAt: string }>(page, `/v1/t/${TENANT}/submissions/${jti}`);
    const { iat } = JSON.parse(Buffer.from(jws.split(".")[1]!, "base64url").toString()) as { iat: number };
    expect(Math.abs(iat * 1000 - Date.now())).toBeLessThan(120_000);
    expect(Math.abs(Date.parse(receivedAt) - Date.now())).toBeLessThan(120_000);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(phone.width);
    expect(faults).toEqual([]);
    await device.close();
  });
});
