import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { buildWeb } from "../../scripts/platform/build-web.ts";
import { prepareDatabases } from "../../scripts/platform/prepare-databases.ts";
import { findFreePort, serve } from "../../scripts/platform/serve.ts";
import type { LocalPlatform } from "../../scripts/platform/open-local-platform.ts";
import { seedCertificates } from "../../scripts/seed/seed-certificates.ts";
import { seedHistory } from "../../scripts/seed/seed-history.ts";
import { seedLive } from "../../scripts/seed/seed-live.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the platform under test serves: `const origin = inject("origin")`. */
    origin: string;
    /** The folder of the demo's certificate files. */
    certificates: string;
  }
}

const SECRET = "dGVzdC10ZXN0LXRlc3QtdGVzdC10ZXN0LXRlc3QtMTI";

/** One real `wrangler dev` for all browser tests, on databases of its own that hold the live demo, two years of a few units, and not the year 2016. */
export default async function startPlatform(project: TestProject): Promise<() => Promise<void>> {
  const state = mkdtempSync(join(tmpdir(), "doi-soat-browser-"));
  buildWeb();
  const certificates = join(state, "certificates");
  await prepareDatabases(state, SECRET, (platform) => seedSmall(platform, certificates), () => {});
  const served = await serve({ port: (await findFreePort(0))!, state, secret: SECRET });
  project.provide("origin", served.origin);
  project.provide("certificates", certificates);
  return async () => {
    await served.stop();
    rmSync(state, { recursive: true, force: true });
  };
}

async function seedSmall(platform: LocalPlatform, certificates: string): Promise<void> {
  await seedLive(platform, Date.now());
  await seedCertificates(platform, certificates, Date.now() - 120_000);
  await seedHistory(platform, ["H22", "H60", "H60-2025", "G04", "G17", "H26"]);
}
