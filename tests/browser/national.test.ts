import { readFileSync } from "node:fs";
import { describe, expect, inject, test } from "vitest";
import type { Page } from "playwright-core";
import type { TenantTable } from "../../worker/national/contract.ts";
import type { ServicesStatistics } from "../../worker/statistics/contract.ts";
import { desk, listBarriers, phone, useDevices } from "./officer-in-browser.ts";

const origin = inject("origin");
const { openDevice } = useDevices(origin);

async function open(path: string, screen = desk, look: { locale?: "vi" | "en"; scheme?: "light" | "dark" } = {}): Promise<{ page: Page; faults: string[] }> {
  const opened = await openDevice(screen, look);
  await opened.page.goto(path);
  await opened.page.locator("h1").waitFor();
  await opened.page.waitForLoadState("networkidle");
  return opened;
}

const rows = (page: Page) => page.locator(".data-table tbody tr");

describe("the national table", () => {
  test("shows anybody what the API says, also at the console's old address, and what a share is made of", async () => {
    const { page, faults } = await open("/console/statistics?window=2024");
    await page.waitForURL((url) => url.pathname === "/national" && url.search === "?window=2024");
    await rows(page).first().waitFor();
    const { groups } = (await (await fetch(`${origin}/v1/statistics/services?window=2024`)).json()) as ServicesStatistics;
    const format = new Intl.NumberFormat("vi-VN");
    const shown = await rows(page).evaluateAll((all) => all.map((row) => [...row.querySelectorAll("td.count")].map((cell) => cell.textContent)));
    expect(shown.map(([services, used]) => [services, used])).toEqual(groups.map((group) => [group.services, group.withOnlineFilings].map((count) => format.format(count))));
    expect(shown.map((cells) => cells[2])).toEqual(groups.map((group) => expect.stringContaining(`${format.format(group.withOnlineFilings)} / ${format.format(group.services)}`)));
    expect(faults).toEqual([]);
  });

  test("is saved as exactly the table that stands there", async () => {
    const { page } = await open("/national?window=2024");
    await rows(page).first().waitFor();
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "Tải bảng (CSV)" }).click();
    const file = await saved;
    expect(file.suggestedFilename()).toBe("services-by-level-2024.csv");
    const lines = readFileSync(await file.path(), "utf8").trimEnd().split("\r\n");
    expect(lines.length).toBe(1 + (await rows(page).count()));
    expect(lines[0]).toContain("Dịch vụ cung cấp");
  });

  test("is printed on A4 without the controls, with its definitions", async () => {
    const { page } = await open("/national?window=2024");
    await rows(page).first().waitFor();
    await page.emulateMedia({ media: "print" });
    expect(await page.locator(".choices").isVisible()).toBe(false);
    expect(await page.locator("nav.places").isVisible()).toBe(false);
    expect(await page.locator("#definitions-title").isVisible()).toBe(true);
    expect((await page.pdf({ format: "A4" })).length).toBeGreaterThan(5_000);
  });
});

describe("the tenants", () => {
  test("are sorted by the chosen rate and, by a heading, the other way, with the keyboard alone", async () => {
    const { page, faults } = await open("/national/tenants?window=2024");
    await rows(page).first().waitFor();
    await page.locator("#rate").selectOption("RATE_VPCP.actual");
    await expect.poll(() => new URL(page.url()).searchParams.get("rate")).toBe("RATE_VPCP.actual");
    const percents = () => rows(page).evaluateAll((all) => all.map((row) => Number(row.querySelector(".rate strong")?.textContent.replace(",", ".").replace(" %", ""))));
    const down = await percents();
    expect(down).toEqual(down.toSorted((a, b) => b - a));
    await page.locator("th[aria-sort] .sort").focus();
    await page.keyboard.press("Enter");
    expect(await percents()).toEqual(down.toReversed());
    expect(await page.locator("th[aria-sort=ascending]").count()).toBe(1);
    expect(faults).toEqual([]);
  });

  test("stand on a phone by twenties: the order, the places and the sheet of paper are the same; more are shown on request, also from the keyboard", async () => {
    const { page, faults } = await openDevice(phone);
    // The platform under test has a handful of units: here each stands as many times as there are units in the nation.
    await page.route("**/v1/statistics/tenants?*", async (route) => {
      const answer = await route.fetch();
      const table = (await answer.json()) as TenantTable;
      const many = Array.from({ length: Math.ceil(61 / table.tenants.length) }, (_, i) => table.tenants.map((row) => ({ ...row, code: i === 0 ? row.code : `${row.code}-${i}` }))).flat();
      await route.fulfill({ response: answer, json: { ...table, tenants: many } });
    });
    await page.goto("/national/tenants?window=2024");
    await rows(page).first().waitFor();
    await page.waitForLoadState("networkidle");
    const drawn = () => rows(page).evaluateAll((all) => all.filter((row) => row.checkVisibility()).length);
    const places = () => rows(page).evaluateAll((all) => all.map((row) => row.querySelector("td")!.textContent));
    const [all, before] = [await rows(page).count(), await places()];
    expect([await drawn(), all > 60]).toEqual([20, true]);
    const moved = await page.evaluate(() => new Promise<number>((done) => new PerformanceObserver((list) => done(list.getEntries().reduce((sum, entry) => sum + (entry as unknown as { value: number }).value, 0))).observe({ type: "layout-shift", buffered: true }) ?? setTimeout(() => done(0), 500)));
    expect(moved).toBeLessThan(0.1);
    await page.getByRole("button", { name: "Xem thêm 20" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText(`Đang hiện 40 trên ${all}`).waitFor();
    expect([await drawn(), await places()]).toEqual([40, before]);
    const twentyFirst = await rows(page).nth(20).locator("a").first().getAttribute("href");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("href"))).toBe(twentyFirst);
    await page.emulateMedia({ media: "print" });
    expect(await drawn()).toBe(all);
    expect(faults).toEqual([]);
  });

  test("are found by name without accents or by code, and keep the place they have among all", async () => {
    const { page } = await open("/national/tenants?window=2024&rate=RATE_VPCP.actual");
    await rows(page).first().waitFor();
    const last = rows(page).last();
    const [name, place, all] = [(await last.locator("a").first().textContent())!, await last.locator("td").first().textContent(), await rows(page).count()];
    await page.locator("#tenant-search").fill(name.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d").replaceAll("Đ", "D").toUpperCase());
    await page.getByText(new RegExp(`Tìm thấy \\d trên ${all} đơn vị`)).waitFor();
    const found = rows(page).filter({ has: page.getByRole("link", { name, exact: true }) });
    expect(await found.locator("td").first().textContent()).toBe(place);
    await page.locator("#tenant-search").fill("không có đơn vị này");
    await page.getByText("Không tìm thấy kết quả nào").waitFor();
  });

  test("as they are now add up those merged and say whose numbers they are", async () => {
    const { page } = await open("/national/tenants?window=2024");
    await page.getByRole("link", { name: "Hà Giang" }).waitFor();
    await page.locator("#view").selectOption("as-now");
    await page.getByText("gồm H22, H60").waitFor();
    expect(await page.getByRole("link", { name: "Hà Giang" }).count()).toBe(0);
  });
});

describe("the map", () => {
  test("has one stop of the Tab key, is walked with arrows, and says every number in words", async () => {
    const { page, faults } = await open("/national/map?window=2024", phone);
    const tiles = page.locator(".tile");
    await tiles.first().waitFor();
    expect(await tiles.count()).toBe(63);
    expect(await page.locator(".tile[tabindex='0']").count()).toBe(1);
    await page.locator(".tile[tabindex='0']").focus();
    for (const key of ["ArrowUp", "ArrowUp", "ArrowUp"]) await page.keyboard.press(key);
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toMatch(/^(Hà Giang|Tuyên Quang|C\.Bằng|B\.Kạn): /);
    expect(await page.locator(".tile[data-code=H22]").getAttribute("aria-label")).toMatch(/^Hà Giang: \d+,\d %, \d+ \/ \d+$/);
    await page.locator("#view").selectOption("as-now");
    await expect.poll(() => tiles.count()).toBe(34);
    expect(faults).toEqual([]);
  });
});

describe("one tenant", () => {
  test("leads from the merged province down to a service and the signed document behind", async () => {
    const { page, faults } = await open("/national/t/H22?window=2024");
    await page.getByText("Kết thúc ngày 30/06/2025").waitFor();
    await page.locator(".documents .card, #documents-title + p").first().waitFor();
    await rows(page).first().waitFor();
    await page.locator("table:has(.sort) tbody th a").first().click();
    await page.waitForURL((url) => /^\/national\/t\/H22\/[12]\.9/.test(url.pathname));
    await page.getByText("Số báo cáo và số thực tế qua các kỳ").first().waitFor();
    await page.goBack();
    await page.getByRole("link", { name: "Đơn vị kế thừa: H60-2025" }).click();
    await page.getByRole("heading", { name: /Tuyên Quang/ }).waitFor();
    expect(faults).toEqual([]);
  });
});

describe("services nobody used", () => {
  test("are found without accents", async () => {
    const { page } = await open("/national/unused?window=2024");
    await rows(page).first().waitFor();
    const name = (await page.locator(".data-table tbody th a").first().textContent())!;
    await page.locator("#unused-search").fill(name.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d").replaceAll("Đ", "D"));
    await expect.poll(() => new URL(page.url()).searchParams.has("q")).toBe(true);
    await page.locator(".data-table tbody th a").filter({ hasText: name }).first().waitFor();
  });
});

describe("every public page", () => {
  test.each([["vi", "light", phone], ["en", "dark", desk]] as const)("has no barrier that axe knows, in %s and %s colours, and fits the screen", async (locale, scheme, screen) => {
    const { page, faults } = await open("/national", screen, { locale, scheme });
    for (const path of ["", "/tenants?window=2025", "/tenants?window=2024&look=small", "/map?window=2024", "/unused?window=2024", "/silence?window=2024", "/rates?window=2024", "/open-data", "/t/H60-2025?view=as-now"]) {
      await page.goto(`/national${path}`);
      await page.locator("h1").waitFor();
      await page.waitForLoadState("networkidle");
      expect(await page.title(), path).toMatch(/ · Đối Soát$/);
      expect(await listBarriers(page), path).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), path).toBeLessThanOrEqual(0);
    }
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(locale);
    expect(faults).toEqual([]);
  });
});
