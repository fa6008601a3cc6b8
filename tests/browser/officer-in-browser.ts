import { afterAll, afterEach, beforeAll } from "vitest";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { launchBrowser } from "../../scripts/platform/launch-browser.ts";
import type { DemoPeople } from "../../worker/tenancy/contract.ts";
import type { Role } from "../../worker/kernel/context.ts";

export type Screen = { width: number; height: number };
export const phone: Screen = { width: 360, height: 740 };
export const desk: Screen = { width: 1280, height: 800 };

export type Device = { device: BrowserContext; page: Page; faults: string[] };

/** A browser for the tests of a file, and the devices that they open in it: closed after each test, or with the browser after all where tests go on with what an earlier one opened. */
export function useDevices(origin: string, closed: "after each" | "after all" = "after each"): { browser: () => Browser; openDevice: (...how: DeviceOptions) => Promise<Device> } {
  let browser: Browser;
  const devices: BrowserContext[] = [];
  const close = async () => void (await Promise.all(devices.splice(0).map((device) => device.close())));
  beforeAll(async () => void (browser = await launchBrowser()));
  if (closed === "after each") afterEach(close);
  afterAll(async () => {
    await close();
    await browser.close();
  });
  return {
    browser: () => browser,
    openDevice: async (...how) => {
      const opened = await openDevice(browser, origin, ...how);
      devices.push(opened.device);
      return opened;
    },
  };
}

type DeviceOptions = [screen: Screen, options?: { locale?: "vi" | "en"; scheme?: "light" | "dark"; /** Lets the browser keep the pages of /fill; else every request reaches the test's routes. */ keepsShell?: boolean }];

/** A browser of its own, as a new device has it, in which nobody is signed in. Errors of the page are collected in `faults`. */
export async function openDevice(browser: Browser, origin: string, ...[screen, options = {}]: DeviceOptions): Promise<Device> {
  const device = await browser.newContext({ baseURL: origin, viewport: screen, colorScheme: options.scheme ?? "light", reducedMotion: "reduce", serviceWorkers: options.keepsShell ? "allow" : "block" });
  await device.addInitScript((locale) => localStorage.getItem("locale") ?? localStorage.setItem("locale", locale), options.locale ?? "vi");
  const page = await device.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    // Chromium itself reports refused and aborted requests; the page shows them in words.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) faults.push(message.text());
  });
  return { device, page, faults };
}

/** Signs in through the page as the nth person of the tenant with the role, and waits for the page behind. */
export async function signIn(page: Page, origin: string, tenant: string, role: Role, nth = 0, next = "/fill"): Promise<string> {
  const { people } = (await (await fetch(`${origin}/v1/demo/people`)).json()) as DemoPeople;
  // Whoever holds nothing but the role comes first: somebody with two would approve their own keys.
  const holders = people.find((one) => one.tenant.code === tenant)!.officers.filter(({ roles }) => roles.includes(role));
  const person = holders.toSorted((a, b) => a.roles.length - b.roles.length)[nth]!;
  await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
  await page.getByRole("button", { name: person.name }).and(page.getByRole("button", { name: person.unit })).first().click();
  await page.waitForURL((url) => url.pathname === next);
  return person.id;
}

/** Makes the key of this device in the page and lets an administrator of the tenant approve it. */
export async function enrolDevice(browser: Browser, page: Page, origin: string, tenant: string): Promise<void> {
  await page.goto("/fill/key");
  await page.locator("#key-label").fill("Máy thử");
  await page.getByRole("button", { name: /Tạo khoá|Make the key/ }).click();
  await page.getByText(/Khoá đang chờ duyệt|waiting for approval/).waitFor();
  await approvePendingKeys(browser, origin, tenant);
  await page.getByRole("button", { name: /Kiểm tra lại|Check again/ }).click();
  await page.getByText(/Thiết bị này ký được|This device can sign/).waitFor();
}

export async function approvePendingKeys(browser: Browser, origin: string, tenant: string): Promise<void> {
  const { device, page } = await openDevice(browser, origin, desk);
  await signIn(page, origin, tenant, "administrator");
  const statuses = await page.evaluate(async (code) => {
    const { keys } = (await (await fetch(`/v1/t/${code}/keys`)).json()) as { keys: { kid: string; state: string; ownerKind: string }[] };
    const pending = keys.filter(({ state, ownerKind }) => state === "pending" && ownerKind === "officer");
    return Promise.all(pending.map(async ({ kid }) => (await fetch(`/v1/t/${code}/keys/${kid}/approve`, { method: "POST" })).status));
  }, tenant);
  if (statuses.length === 0 || statuses.some((status) => status !== 200)) throw new Error(`Approving answered ${statuses.join(", ") || "nothing"}.`);
  await device.close();
}

/** Fills every row of II.06a so that all identities hold. On a phone the rows are cards that open one by one. */
export async function fillAllFields(page: Page): Promise<void> {
  await page.locator("#cell-0-c4").waitFor();
  const cards = page.locator(".field-card");
  const rows = (await cards.count()) || (await page.locator(".paper tbody th").count());
  const counts = { c3: 120, c4: 70, c5: 30, c6: 20, c7: 90, c8: 50, c9: 30, c10: 10, c11: 30, c12: 25, c13: 5 };
  for (let row = 0; row < rows; row++) {
    if ((await page.locator(`#cell-${row}-c4`).count()) === 0) await cards.nth(row).getByRole("button").first().click();
    for (const [column, count] of Object.entries(counts)) await page.locator(`#cell-${row}-${column}`).fill(String(count));
  }
}

/** What axe finds on the page, as lines a person can act on; nothing when it is clean. */
export async function listBarriers(page: Page): Promise<string[]> {
  const { AxeBuilder } = await import("@axe-core/playwright");
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${target.join(" ")}: ${failureSummary?.split("\n")[1]?.trim()}`));
}
