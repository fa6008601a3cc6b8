import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Everything that must hold, cheapest first; stops at the first step that fails. The last line is the sum, alone.
 */
type Step = { heading: string; run: () => Count };
type Count = { passed: number; failed: number };

const folder = mkdtempSync(join(tmpdir(), "doi-soat-test-"));

const steps: Step[] = [
  { heading: "Web app builds", run: () => check("vite/bin/vite.js", ["build", "--logLevel", "warn"]) },
  { heading: "Types: Worker", run: () => check("typescript/bin/tsc", ["-p", "tsconfig.json"]) },
  { heading: "Types: web app", run: () => check("typescript/bin/tsc", ["-p", "tsconfig.web.json"]) },
  { heading: "Types: scripts and tests on Node", run: () => check("typescript/bin/tsc", ["-p", "tsconfig.node.json"]) },
  { heading: "Types: tests in workerd", run: () => check("typescript/bin/tsc", ["-p", "tsconfig.tests.json"]) },
  { heading: "Lint", run: () => check("oxlint/bin/oxlint", []) },
  { heading: "Rules, guarantees, Worker and seed", run: () => test("unit", ["rules", "guarantees", "worker", "worker-alone", "seed"]) },
  { heading: "Browser", run: () => test("browser", ["browser"]) },
];

const total: Count = { passed: 0, failed: 0 };
for (const { heading, run } of steps) {
  console.log(`\n=== ${heading}`);
  const startedAt = Date.now();
  const { passed, failed } = run();
  total.passed += passed;
  total.failed += failed;
  console.log(`${failed === 0 ? "ok" : "FAILED"}, ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
  if (failed > 0) break;
}
rmSync(folder, { recursive: true, force: true });
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

/** One tool that says yes or no. */
function check(tool: string, args: readonly string[]): Count {
  return node(tool, args) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Test projects of vitest, counted test by test. */
function test(name: string, projects: readonly string[]): Count {
  const report = join(folder, `${name}.json`);
  const isGreen = node("vitest/vitest.mjs", ["run", ...projects.flatMap((project) => ["--project", project]), "--reporter=default", "--reporter=json", `--outputFile.json=${report}`]);
  const { numPassedTests, numFailedTests } = readReport(report);
  return { passed: numPassedTests, failed: isGreen ? numFailedTests : Math.max(1, numFailedTests) };
}

function readReport(file: string): { numPassedTests: number; numFailedTests: number } {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as { numPassedTests: number; numFailedTests: number };
  } catch {
    return { numPassedTests: 0, numFailedTests: 1 };
  }
}

function node(tool: string, args: readonly string[]): boolean {
  return spawnSync(process.execPath, [`node_modules/${tool}`, ...args], { stdio: ["ignore", "inherit", "inherit"] }).status === 0;
}
