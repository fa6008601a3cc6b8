import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { findTenant } from "../../worker/directory/queries.ts";
import { buildWeb } from "../platform/build-web.ts";
import { launchBrowser } from "../platform/launch-browser.ts";
import type { LocalPlatform } from "../platform/open-local-platform.ts";
import { prepareDatabases } from "../platform/prepare-databases.ts";
import { findFreePort, serve } from "../platform/serve.ts";
import { signInAs } from "../platform/sign-in-as.ts";
import { handsOf } from "../seed/hands.ts";
import { randomOf } from "../seed/random.ts";
import { SECRET } from "./bench-platform.ts";
import { plantPlain } from "./plant-million.ts";
import { printTable } from "./print-table.ts";

/** As many as the year's audit of the whole country may leave open. */
const ROWS = 12_000;
/** A screen of the list at once, as a held Page Down key does it. */
const STEP = 700;

type Scrolled = { rows: number; frames: number; slowest: number; over50: number; longTasks: number; mostInPage: number; pages: number };

/** A real browser goes through 12,000 rows from the first to the last: what stands in the page meanwhile, how long frames take, how often it asks for more. */
export async function measureScrolling(): Promise<void> {
  const state = mkdtempSync(join(tmpdir(), "doi-soat-scroll-"));
  buildWeb();
  await prepareDatabases(state, SECRET, fill, () => {});
  const served = await serve({ port: (await findFreePort(0))!, state, secret: SECRET });
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await context.addCookies([await signInAs(served.origin, "VN", "auditor")]);
    const page = await context.newPage();
    const requests: string[] = [];
    page.on("request", (request) => void (/\/v1\/discrepancies\?/.test(request.url()) && requests.push(request.url())));
    await page.goto(`${served.origin}/console/discrepancies`);
    await page.locator(".worklist-body > [role=row]").first().waitFor();
    const seen = { ...(await scrollThrough(page)), pages: requests.length };
    if (seen.rows !== ROWS) throw new Error(`The scrolling came to row ${seen.rows} of ${ROWS}.`);
    if (requests.some((url) => /[?&](offset|page)=/.test(url))) throw new Error("A page was counted off instead of gone on from.");
    printTable(`${ROWS.toLocaleString("en-GB")} rows in a real browser, from the first to the last`, ["", ""], [
      ["rows in the page at once, at most", seen.mostInPage], ["requests for more", seen.pages], ["frames", seen.frames], ["slowest frame, ms", seen.slowest.toFixed(0)],
      ["frames over 50 ms", seen.over50], ["long tasks (over 50 ms)", seen.longTasks],
    ]);
  } finally {
    await browser.close();
    await served.stop();
    rmSync(state, { recursive: true, force: true });
  }
}

async function fill({ central, platform }: LocalPlatform): Promise<void> {
  const authority = handsOf({ central, platform }, (await findTenant(central, "VN"))!);
  await authority.addPerson(["auditor"], "Phòng Đối soát", randomOf("scroll"), Date.now() - 60_000);
  const unit = (await findTenant(central, "H26"))!;
  await plantPlain(platform.ledgers[unit.ledger], unit.code, ROWS, Date.now());
}

/** Runs in the page: a step a frame, and where the end is reached it waits for more rows to come. */
async function scrollThrough(page: Page): Promise<Omit<Scrolled, "pages">> {
  return page.evaluate(
    async ({ rows, step }) => {
      const tasks: number[] = [];
      new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ entryTypes: ["longtask"] });
      const found = { rows: 0, frames: 0, slowest: 0, over50: 0, longTasks: 0, mostInPage: 0 };
      const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
      let last = await frame();
      for (const end = performance.now() + 240_000; performance.now() < end && found.rows < rows; ) {
        scrollBy(0, step);
        const at = await frame();
        found.frames++;
        found.slowest = Math.max(found.slowest, at - last);
        if (at - last > 50) found.over50++;
        last = at;
        const shown = document.querySelectorAll(".worklist-body > [role=row]");
        found.mostInPage = Math.max(found.mostInPage, shown.length);
        found.rows = Math.max(found.rows, ...[...shown].map((row) => Number(row.getAttribute("aria-rowindex")) - 1));
      }
      return { ...found, longTasks: tasks.length };
    },
    { rows: ROWS, step: STEP },
  );
}
