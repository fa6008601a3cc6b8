import { chromium, type Browser } from "playwright-core";
import { findBrowser } from "./find-browser.ts";

const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** A Chromium without a window: the machine's own, or the one that came with the packages. */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, env } = await findBrowser();
  return chromium.launch({ executablePath, env: { ...process.env, ...env } as Record<string, string>, headless: true, args: flags });
}
