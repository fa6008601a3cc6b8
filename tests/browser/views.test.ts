import { describe, expect, inject, test } from "vitest";
import type { Page } from "playwright-core";
import { desk, listBarriers, phone, signIn, useDevices, type Screen } from "./officer-in-browser.ts";

const origin = inject("origin");
const LIST = "/console/discrepancies";
const QUERY = "state:open sev:>=high";
const { openDevice } = useDevices(origin);

async function openAs(role: "supervisor" | "auditor", screen: Screen): Promise<{ page: Page; faults: string[] }> {
  const { page, faults } = await openDevice(screen);
  await signIn(page, origin, "VN", role, 0, LIST);
  return { page, faults };
}

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });
const views = (page: Page) => page.getByRole("navigation", { name: "Cách xem" });
const tab = (page: Page, name: string) => views(page).getByRole("listitem").getByRole("button", { name: new RegExp(name) });
const columnsOf = (page: Page) => page.evaluate(() => new URLSearchParams(location.search).get("columns")?.split(",") ?? []);

async function ask(page: Page, query: string): Promise<void> {
  await page.locator("#query").fill(query);
  await button(page, "Tìm").click();
  await page.waitForURL((url) => url.searchParams.get("q") === query);
}

async function look(page: Page, what: string): Promise<void> {
  expect(await listBarriers(page), what).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), what).toBeLessThanOrEqual(0);
}

describe.each([["a desk", desk], ["a phone", phone]] as const)("the life of a view at %s", (where, screen) => {
  test("saved with its columns, shared, subscribed to by a colleague, corrected, deleted", { timeout: 120_000 }, async () => {
    const name = `Gấp ở ${where}`;
    const { page, faults } = await openAs("supervisor", screen);
    await page.goto(`${LIST}?q=${encodeURIComponent(QUERY)}`);
    await page.locator(".worklist-body > [role=row]").first().waitFor();

    // Columns by keyboard: the button that moves its column keeps the focus until the column is first.
    if (screen === phone) await page.locator(".tool-fold > summary").click();
    await button(page, "Cột").click();
    const earlier = button(page, "Đưa cột Hạn lên trước");
    await earlier.focus();
    const places = (await page.locator(".column-choices [data-column]").count()) - 1;
    for (let step = 1; step < places; step++) await page.keyboard.press("Enter");
    expect(await earlier.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press("Enter");
    await page.getByText(`Cột Hạn nay ở vị trí 1 trong ${places + 1}.`).waitFor();
    expect(await button(page, "Đưa cột Hạn ra sau").evaluate((element) => element === document.activeElement)).toBe(true);
    await page.getByRole("dialog").getByRole("checkbox", { name: "Kỳ", exact: true }).uncheck();
    await look(page, "the columns");
    await page.getByRole("dialog").getByRole("button", { name: "Đóng" }).click();
    const columns = await columnsOf(page);
    expect([columns[0], columns.includes("period")]).toEqual(["due", false]);

    await button(page, "Lưu cách xem").click();
    await button(page, "Lưu").click();
    await page.getByText("Hãy đặt tên cho cách xem.").waitFor();
    await page.locator("#view-name").fill(name);
    await look(page, "a view to be saved");
    await button(page, "Lưu").click();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    expect(await tab(page, name).getAttribute("aria-current")).toBe("true");

    // It comes back as it was kept, also after another one and a reload.
    await tab(page, "Tái diễn").click();
    await page.reload();
    await tab(page, name).click();
    await page.waitForURL((url) => url.searchParams.get("q") === QUERY);
    expect(await columnsOf(page)).toEqual(columns);

    await button(page, `Sửa cách xem ${name}`).click();
    await page.getByLabel("Chia sẻ với đồng nghiệp trong đơn vị").check();
    await button(page, "Lưu").click();
    await tab(page, `${name} · đang chia sẻ`).waitFor();
    await look(page, "an own view that is shared");

    const colleague = await openAs("auditor", screen);
    const theirs = tab(colleague.page, `${name} · .+ chia sẻ`);
    await theirs.click();
    await colleague.page.waitForURL((url) => url.searchParams.get("q") === QUERY);
    expect(await columnsOf(colleague.page)).toEqual(columns);
    expect(await button(colleague.page, new RegExp(`cách xem ${name}`)).count(), "nobody changes or deletes a colleague's view").toBe(0);
    await button(colleague.page, "Tin hằng ngày").click();
    await button(colleague.page, "Thôi nhận tin hằng ngày").waitFor();
    await colleague.page.reload();
    await button(colleague.page, "Thôi nhận tin hằng ngày").waitFor();
    await look(colleague.page, "a colleague's view");

    // Words that mean nothing are kept in no view: the dialog says so, and what was kept stays.
    await ask(page, 'tenant:"Sở đã giải thể"');
    await button(page, `Sửa cách xem ${name}`).click();
    await page.getByLabel("Lấy truy vấn, thứ tự và các cột đang hiển thị").check();
    await button(page, "Lưu").click();
    await page.getByRole("dialog").getByRole("alert").waitFor();
    await look(page, "a query that no view keeps");
    await page.getByRole("dialog").getByRole("button", { name: "Huỷ" }).click();
    await colleague.page.reload();
    await theirs.click();
    await colleague.page.waitForURL((url) => url.searchParams.get("q") === QUERY);
    await ask(page, QUERY);
    await button(page, `Sửa cách xem ${name}`).click();
    await page.getByLabel("Lấy truy vấn, thứ tự và các cột đang hiển thị").check();
    await button(page, "Lưu").click();
    await page.getByRole("dialog").waitFor({ state: "hidden" });

    await button(page, `Xóa cách xem ${name}`).click();
    await page.getByText("Đồng nghiệp được chia sẻ cũng không còn thấy").waitFor();
    await look(page, "the question before deleting");
    await button(page, "Huỷ").click();
    await button(page, `Xóa cách xem ${name}`).click();
    await button(page, "Xóa").click();
    await tab(page, name).waitFor({ state: "detached" });
    await colleague.page.reload();
    await tab(colleague.page, "Tái diễn").waitFor();
    expect(await tab(colleague.page, name).count()).toBe(0);
    expect([...faults, ...colleague.faults]).toEqual([]);
  });
});
