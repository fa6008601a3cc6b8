import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepareDatabases, type Seed } from "../../scripts/platform/prepare-databases.ts";
import { openLocalPlatform, type LocalPlatform } from "../../scripts/platform/open-local-platform.ts";

const SECRET = "dGVzdC10ZXN0LXRlc3QtdGVzdC10ZXN0LXRlc3QtMTI";

/** Real local databases in a folder of their own, filled by the seed as `npm start` fills them. */
export async function openFreshPlatform(seed: Seed): Promise<LocalPlatform> {
  const state = mkdtempSync(join(tmpdir(), "doi-soat-seed-"));
  await prepareDatabases(state, SECRET, seed, () => {});
  const local = await openLocalPlatform(state, SECRET);
  return { ...local, close: () => local.close().finally(() => rmSync(state, { recursive: true, force: true })) };
}
