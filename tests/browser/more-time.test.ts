import { describe, expect, inject, test } from "vitest";
import type { Page } from "playwright-core";
import type { DueReportList } from "../../worker/submissions/contract.ts";
import { desk, enrolDevice, listBarriers, phone, signIn, useDevices } from "./officer-in-browser.ts";

const origin = inject("origin");
const TENANT = "H57-2025";
const REASON = "Phần mềm một cửa ngừng chạy hai ngày; đơn vị đối chiếu lại và nộp trong tuần sau.";
const ANSWER = "Đồng ý: sự cố đã được báo trước hạn.";
const { browser, openDevice } = useDevices(origin);

/** The report with the earliest deadline whose window is under way: there is one on every day of the year. */
async function firstComing(page: Page): Promise<DueReportList["coming"][number]> {
  const { coming } = await page.evaluate(async (code) => (await fetch(`/v1/t/${code}/due-reports`)).json() as Promise<DueReportList>, TENANT);
  return coming[0]!;
}

const addDays = (day: string, days: number) => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
const inVietnamese = (day: string) => day.split("-").reverse().join("/");

describe("more time for a report", () => {
  test("is asked for by the head on a phone, granted by the supervisor, and the new day is shown where the report is listed", async () => {
    const head = await openDevice(phone);
    await signIn(head.page, origin, TENANT, "head");
    await enrolDevice(browser(), head.page, origin, TENANT);
    const { dueOn } = await firstComing(head.page);
    const [wanted, granted] = [addDays(dueOn, 7), addDays(dueOn, 5)];

    await head.page.goto("/fill");
    const title = await head.page.getByRole("region").filter({ hasText: "Kỳ chưa kết thúc" }).first().getAttribute("aria-label");
    const card = head.page.getByRole("region", { name: title!, exact: true });
    await card.getByRole("button", { name: "Xin gia hạn" }).click();
    const dialog = head.page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Xem lại và ký" }).click();
    await dialog.getByText("Ngày xin gia hạn phải sau hạn hiện tại.").or(dialog.getByText("Điền mục này")).first().waitFor();
    expect(await head.page.evaluate(() => document.activeElement?.id)).toBe("extension-until");
    await dialog.locator("#extension-until").fill(wanted);
    await dialog.locator("#extension-reason").fill(REASON);
    expect(await listBarriers(head.page)).toEqual([]);
    await dialog.getByRole("button", { name: "Xem lại và ký" }).click();
    expect(await dialog.locator(".transcript").textContent()).toContain(REASON);
    await dialog.getByRole("button", { name: "Ký và nộp" }).click();
    await card.getByText("Chờ trả lời").waitFor();
    await card.getByText(`Xin đến hết ngày ${inVietnamese(wanted)}`).waitFor();
    expect(await card.getByRole("button", { name: "Xin gia hạn" }).count()).toBe(0);
    expect(await head.page.evaluate(() => document.activeElement?.className)).toBe("more-time");

    const supervisor = await openDevice(desk);
    await signIn(supervisor.page, origin, "VN", "supervisor", 0, "/console/reporting");
    await enrolDevice(browser(), supervisor.page, origin, "VN");
    await supervisor.page.goto("/console/reporting");
    await supervisor.page.getByRole("row").filter({ hasText: TENANT }).filter({ hasText: REASON }).getByRole("button", { name: "Trả lời" }).click();
    await supervisor.page.locator("#extension-granted").fill(granted);
    await supervisor.page.locator("#extension-text").fill(ANSWER);
    await supervisor.page.getByRole("button", { name: "Xem lại và ký" }).click();
    await supervisor.page.getByRole("button", { name: "Ký và nộp" }).click();
    await supervisor.page.getByRole("dialog").waitFor({ state: "detached" });

    await head.page.reload();
    await card.getByText(`Được gia hạn đến ${inVietnamese(granted)}`).waitFor();
    await card.getByText(ANSWER).waitFor();
    expect(await card.getByRole("definition").allTextContents()).toContainEqual(expect.stringContaining(inVietnamese(granted)));
    expect(await head.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width);
    expect(await listBarriers(head.page)).toEqual([]);
    expect([...head.faults, ...supervisor.faults]).toEqual([]);
  });

  test("is the head's to ask for: an officer is told who asks and until when", async () => {
    const { page, faults } = await openDevice(phone);
    await signIn(page, origin, TENANT, "officer");
    await page.getByText("Thủ trưởng đơn vị ký đề nghị gia hạn").first().waitFor();
    expect(await page.getByRole("button", { name: "Xin gia hạn" }).count()).toBe(0);
    expect(faults).toEqual([]);
  });
});
