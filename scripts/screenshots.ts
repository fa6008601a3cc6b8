import { mkdirSync } from "node:fs";
import type { Page } from "playwright-core";
import { launchBrowser } from "./platform/launch-browser.ts";
import { PORT } from "./platform/local-settings.ts";
import { signInAs, type DemoRole } from "./platform/sign-in-as.ts";

/**
 * Takes the pictures of docs/screenshots from the platform that `npm start` serves: `npm run screenshots`. A picture is one line of
 * the list.
 */
type Picture = { name: string; path: string; as?: { tenant: string; role: DemoRole }; width: number; height: number; dark?: boolean; opensFirst?: boolean };

const desktop = { width: 1280, height: 800 };
const phone = { width: 360, height: 740 };
const officer = { tenant: "H26", role: "officer" } as const;
const auditor = { tenant: "VN", role: "auditor" } as const;

const pictures: readonly Picture[] = [
  { name: "home", path: "/", ...desktop },
  { name: "national-table", path: "/national?window=2016", ...desktop },
  { name: "national-table-phone", path: "/national?window=2016", ...phone },
  { name: "national-map", path: "/national/map?window=2016", width: 1280, height: 1100 },
  { name: "national-tenants", path: "/national/tenants?view=as-now", ...desktop },
  { name: "national-rates", path: "/national/rates?window=2025", ...desktop },
  { name: "sign-in", path: "/sign-in", ...desktop },
  { name: "reports-due-phone", path: "/fill", as: officer, ...phone },
  { name: "reports-due", path: "/fill", as: officer, ...desktop },
  { name: "discrepancies", path: "/console/discrepancies?q=tenant%3AG12", as: auditor, ...desktop },
  { name: "discrepancy", path: "/console/discrepancies?q=tenant%3AG12+state%3AEXPLAINED", as: auditor, ...desktop, opensFirst: true },
  { name: "discrepancies-phone", path: "/console/discrepancies", as: auditor, ...phone },
  { name: "discrepancies-dark", path: "/console/discrepancies", as: auditor, ...desktop, dark: true },
];

const folder = "docs/screenshots";
const origin = `http://localhost:${PORT}`;
mkdirSync(folder, { recursive: true });
const browser = await launchBrowser();
for (const picture of pictures) {
  const context = await browser.newContext({ viewport: { width: picture.width, height: picture.height }, locale: "vi-VN", colorScheme: picture.dark ? "dark" : "light" });
  if (picture.as) await context.addCookies([await signInAs(origin, picture.as.tenant, picture.as.role)]);
  const page = await context.newPage();
  await page.goto(`${origin}${picture.path}`);
  await settle(page);
  if (picture.opensFirst) await openFirstRow(page);
  await page.screenshot({ path: `${folder}/${picture.name}.png` });
  await context.close();
  console.log(`${folder}/${picture.name}.png`);
}
await browser.close();

async function openFirstRow(page: Page): Promise<void> {
  await page.locator(".worklist-body > [role=row]").first().click();
  await page.locator("#panel-title").waitFor();
  await settle(page);
}

async function settle(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => document.fonts.ready);
}
