import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";

const STAMP = "dist/web.sources";
const sources = ["web/**/*", "worker/**/*.ts", "docs/examples/*", "vite.config.ts", "package-lock.json"];

/** Builds the web app unless its sources are those of the last build. Returns whether it built. */
export function buildWeb(): boolean {
  const digest = digestOfSources();
  if (existsSync("dist/web/index.html") && existsSync(STAMP) && readFileSync(STAMP, "utf8") === digest) return false;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["node_modules/vite/bin/vite.js", "build", "--logLevel", "warn"], { encoding: "utf8" });
  if (status !== 0) throw new Error(`The web app cannot be built:\n${stdout}${stderr}`);
  writeFileSync(STAMP, digest);
  return true;
}

function digestOfSources(): string {
  const hash = createHash("sha256");
  for (const file of sources.flatMap((pattern) => globSync(pattern, { withFileTypes: true })).filter((entry) => entry.isFile()).map(({ parentPath, name }) => `${parentPath}/${name}`).toSorted()) {
    hash.update(file).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}
