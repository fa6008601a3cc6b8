import type { Page } from "playwright-core";
import { describe, expect, inject, test } from "vitest";
import type { Role } from "../../worker/kernel/context.ts";
import { listBarriers, phone, signIn, useDevices, type Screen } from "./officer-in-browser.ts";

const origin = inject("origin");
/** Wide enough for the counts beside the list. */
const wide: Screen = { width: 1440, height: 900 };
const ROW = ".worklist-body > [role=row]";
const { openDevice } = useDevices(origin, "after all");

async function openList(role: Role, q: string, locale: "vi" | "en", screen: Screen): Promise<{ page: Page; faults: string[] }> {
  const { page, faults } = await openDevice(screen, { locale });
  await signIn(page, origin, "VN", role, 0, "/console/discrepancies");
  await page.goto(`/console/discrepancies?q=${encodeURIComponent(q)}`);
  await page.locator("h1").waitFor();
  await page.waitForLoadState("networkidle");
  return { page, faults };
}

/** Barriers of the dialog that stands open, if one does; it is closed by Escape. */
async function lookAtDialog(page: Page, what: string): Promise<number> {
  const dialog = page.locator("dialog[open]");
  if (!(await dialog.waitFor({ timeout: 1_500 }).then(() => true, () => false))) return 0;
  await page.waitForLoadState("networkidle");
  expect(await listBarriers(page), what).toEqual([]);
  const { width } = page.viewportSize()!;
  expect(await dialog.evaluate((element) => element.scrollWidth - element.clientWidth), `${what} has nothing beyond its edge at ${width} pixels`).toBeLessThanOrEqual(0);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  return 1;
}

async function pressEach(page: Page, selector: string, what: string): Promise<number> {
  let seen = 0;
  for (const button of await page.locator(selector).all()) {
    await button.click();
    seen += await lookAtDialog(page, `${what}: ${await button.textContent()}`);
  }
  return seen;
}

describe.each([["vi", wide], ["en", phone]] as const)("in %s, at %o", (locale, screen) => {
  test("every dialog of the list has no barrier that axe knows and fits the screen", async () => {
    const { page, faults } = await openList("auditor", "state:open", locale, screen);
    await page.locator(ROW).first().waitFor();
    expect(await listBarriers(page), "list").toEqual([]);
    if (screen === phone) await page.locator(".tool-fold > summary").click();
    expect(await pressEach(page, ".worklist-tools button", "tools")).toBe(4);
    expect(await pressEach(page, ".view-actions button", "views")).toBeGreaterThanOrEqual(1);
    await page.locator(`${ROW} input[type=checkbox]`).first().check();
    expect(await pressEach(page, '.bulk-bar button[aria-haspopup="dialog"]', "many at once")).toBeGreaterThanOrEqual(1);
    expect(faults).toEqual([]);
  });

  test.each([
    ["auditor", "state:NEW", 3], ["auditor", "state:EXPLAINED|AWAITING_EXPLANATION|ACKNOWLEDGED|UPHELD", 2], ["auditor", "state:UPHELD", 2], ["auditor", "state:closed", 1],
    ["supervisor", "state:DISMISSAL_REQUESTED", 1], ["supervisor", "state:APPEALED", 1],
  ] as const)("every dialog that the %s opens from %s has no barrier that axe knows and fits the screen", async (role, q, atLeast) => {
    const { page, faults } = await openList(role, q, locale, screen);
    await page.locator(ROW).first().click();
    await page.locator("#panel-title").waitFor();
    await page.waitForLoadState("networkidle");
    expect(await listBarriers(page), "panel").toEqual([]);
    expect(await pressEach(page, '.moves button[aria-haspopup="dialog"]', q)).toBeGreaterThanOrEqual(atLeast);
    expect(faults).toEqual([]);
  });

  test("an empty list, a query that is not understood, a discrepancy that is not there and a lost network are said without a barrier", async () => {
    const { page, faults } = await openList("auditor", "state:closed tenant:H26 sev:info rule:R54", locale, screen);
    await page.locator(".empty").first().waitFor();
    expect(await listBarriers(page), "empty").toEqual([]);
    await page.locator("#query").fill("colour:red");
    await page.keyboard.press("Enter");
    await page.locator("#query-error").waitFor();
    expect(await listBarriers(page), "mistake").toEqual([]);
    await page.goto("/console/discrepancies?open=H26/dis_00000000-0000-7000-8000-000000000000");
    await page.locator('.panel [role="alert"], .panel .notice').first().waitFor();
    expect(await listBarriers(page), "not there").toEqual([]);
    await page.goto("/console/discrepancies");
    await page.locator(ROW).first().waitFor();
    await page.context().setOffline(true);
    await page.locator(".offline").waitFor();
    expect(await listBarriers(page), "offline").toEqual([]);
    await page.context().setOffline(false);
    expect(faults).toEqual([]);
  });
});
