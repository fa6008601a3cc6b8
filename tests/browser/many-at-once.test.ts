import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../../scripts/platform/launch-browser.ts";
import type { BulkList } from "../../worker/review/bulk-contract.ts";
import type { DiscrepancyList } from "../../worker/worklist/contract.ts";
import { approvePendingKeys, desk, listBarriers, openDevice, phone, signIn } from "./officer-in-browser.ts";

const origin = inject("origin");
/** Not those of the units that console.test.ts works with. */
const untouched = "state:NEW -tenant:H57-2025 -tenant:H26";
let browser: Browser;
let page: Page;
let faults: string[];

beforeAll(async () => {
  browser = await launchBrowser();
  ({ page, faults } = await openDevice(browser, origin, desk));
  await signIn(page, origin, "VN", "auditor", 1, "/console/discrepancies");
  await page.goto("/console/keys");
  await button("Tạo khoá và gửi đăng ký").click();
  await page.getByText("Khoá đang chờ duyệt").waitFor();
  await approvePendingKeys(browser, origin, "VN");
});
afterAll(async () => browser.close());

const button = (name: string | RegExp) => page.getByRole("button", { name, exact: true });
const ask = <Answer>(path: string) => page.evaluate(async (address) => (await fetch(address)).json() as Promise<never>, path) as Promise<Answer>;
const list = (q: string) => ask<DiscrepancyList>(`/v1/discrepancies?q=${encodeURIComponent(q)}`);

async function choose(q: string, most: number): Promise<void> {
  await page.goto(`/console/discrepancies?q=${encodeURIComponent(q)}`);
  const boxes = page.locator(".worklist-body > [role=row] input[type=checkbox]");
  await boxes.first().waitFor();
  for (let i = 0; i < Math.min(most, await boxes.count()); i++) await boxes.nth(i).check();
}

/** Over everything that the query matches: more than fifty. */
async function giveLargeOrder(): Promise<void> {
  await choose(untouched, 1);
  await page.getByRole("button", { name: /Chọn cả/ }).click();
  await button("Xử lý…").click();
  await button("Xem trước").click();
  await page.getByRole("button", { name: /Thực hiện với/ }).click();
}

async function look(what: string): Promise<void> {

  expect(await listBarriers(page), what).toEqual([]);
  for (const size of [phone, desk]) {
    await page.setViewportSize(size);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), `${what} at ${size.width} pixels`).toBeLessThanOrEqual(0);
  }
}

describe("many discrepancies at once", () => {
  test("a move of several is taken back within ten seconds, and both orders are found again", async () => {
    const { discrepancies: before } = await list(untouched);
    await choose(untouched, 3);
    await button("Xử lý…").click();
    await button("Xem trước").click();
    await button("Thực hiện với 3").click();
    await page.getByText("3 đã xử lý, 0 không được.").waitFor();
    await look("the dialog of an order");
    await page.getByRole("dialog").getByRole("button", { name: /Hoàn tác/ }).click();
    await page.getByText("Đã hoàn tác 3, 0 không được.").first().waitFor();
    await page.getByRole("dialog").getByRole("link", { name: "Lệnh đã giao" }).click();
    await page.locator(".order").first().waitFor();
    expect((await page.locator(".order h3").allTextContents()).slice(0, 2)).toEqual(["Hoàn tác", "Nhận xử lý"]);
    await page.locator(".order summary").first().click();
    await page.getByText("Hoàn tác: 3 / 3").waitFor();
    await look("the orders");
    expect((await list(untouched)).discrepancies.length).toBe(before.length);
    expect(faults).toEqual([]);
  });

  test("a large order waits before it begins: undone in the dialog, or on the page of orders after a reload, it has moved nothing", async () => {
    const before = await list(untouched);
    await giveLargeOrder();
    await page.getByRole("dialog").getByText("chưa thay đổi gì").waitFor();
    await look("the dialog of an order that has not begun");
    await page.getByRole("dialog").getByRole("button", { name: /Hoàn tác/ }).click();
    await page.getByText("Đã hoàn tác: không chênh lệch nào bị thay đổi.").first().waitFor();
    await look("the dialog of an order that was taken back");
    await giveLargeOrder();
    await page.goto("/console/orders");
    await page.locator(".order").first().getByText("Chưa bắt đầu").waitFor();
    await look("an order that has not begun");
    await page.locator(".order").first().getByRole("button", { name: /Hoàn tác/ }).click();
    await page.locator(".order").first().getByText("Đã hoàn tác: không chênh lệch nào bị thay đổi.").waitFor();
    await look("an order that was taken back");
    expect((await list(untouched)).discrepancies.map(({ id }) => id)).toEqual(before.discrepancies.map(({ id }) => id));
    const { orders } = await ask<BulkList>("/v1/discrepancies/bulk?limit=2");
    for (const order of orders) expect(order).toMatchObject({ moved: 0, refused: 0, waiting: 0, notMoved: order.total });
    expect(faults).toEqual([]);
  });

  test("one signature decides several; each can be followed to its unit's copy", async () => {
    const { discrepancies } = await list("state:EXPLAINED");
    expect(discrepancies.length).toBeGreaterThan(0);
    await choose("state:EXPLAINED", 50);
    await button("Kết luận và ký…").click();
    await page.locator("#manifest-outcome").selectOption("uphold");
    await button("Xem nội dung sẽ ký").click();
    await page.getByRole("alert").waitFor();
    await look("the errors of a decision about many");
    await page.locator("#manifest-outcome").selectOption("uphold");
    await page.locator("#manifest-text").fill("Số liệu nguồn đã được đối chiếu lại.");
    await page.locator("#manifest-remedy").fill(new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10));
    await button("Xem nội dung sẽ ký").click();
    await page.locator(".manifest-parts tbody tr").first().waitFor();
    const digests = (await page.locator(".manifest-parts tbody td:last-child").allTextContents()).map((text) => text.trim());
    const shown = await page.locator(".transcript").textContent();
    for (const digest of digests) expect(shown).toContain(digest);
    await look("what is signed about many");
    await button("Ký và nộp").click();
    await page.getByText(`${digests.length} đã xử lý, 0 không được.`).waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Đóng" }).click();

    const { orders } = await ask<BulkList>("/v1/discrepancies/bulk");
    expect(orders[0]).toMatchObject({ transition: "uphold", moved: digests.length, waiting: 0, submission: expect.any(String) as string });
    const { tenant, id } = discrepancies[0]!;
    await page.goto(`/console/discrepancies?open=${tenant.code}/${id}`);
    await page.locator(".timeline").getByText("Số liệu nguồn đã được đối chiếu lại.").first().waitFor();
    await page.locator(".timeline").getByRole("button", { name: "Kiểm tra chữ ký chung" }).click();
    await page.getByText(`Chữ ký đúng; kết luận này là một trong ${digests.length} kết luận được ký chung.`).waitFor();
    await page.locator(".timeline summary").first().click();
    await page.locator(".timeline").getByText("Đúng từng chữ đã ký").first().waitFor();
    await look("a decision that was one of many");
    expect(faults).toEqual([]);
  });
});
