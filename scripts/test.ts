import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Everything that must hold. The web app is built first, because the browser is shown it; then two lanes run side by side, as small
 * machines have two cores. A lane stops at its first failure; each step's words come in one piece. The last line is the sum, alone.
 */
type Step = { heading: string; run: () => Promise<Finished & Count> };
type Count = { passed: number; failed: number };
type Finished = { isGreen: boolean; output: string };

const folder = mkdtempSync(join(tmpdir(), "doi-soat-test-"));

const before: readonly Step[] = [{ heading: "Web app builds", run: () => check("vite/bin/vite.js", ["build", "--logLevel", "warn"]) }];
const lanes: readonly (readonly Step[])[] = [
  [{ heading: "Browser", run: () => test("browser", ["browser"]) }],
  [
    { heading: "Types: Worker", run: () => check("typescript/bin/tsc", ["-p", "tsconfig.json"]) },
    { heading: "Types: web app", run: () => check("typescript/bin/tsc", ["-p", "tsconfig.web.json"]) },
    { heading: "Types: scripts and tests on Node", run: () => check("typescript/bin/tsc", ["-p", "tsconfig.node.json"]) },
    { heading: "Types: tests in workerd", run: () => check("typescript/bin/tsc", ["-p", "tsconfig.tests.json"]) },
    { heading: "Lint", run: () => check("oxlint/bin/oxlint", []) },
    { heading: "Rules, guarantees, Worker and seed", run: () => test("unit", ["rules", "guarantees", "worker", "worker-alone", "seed"], ["--maxWorkers=1"]) },
  ],
];

const total: Count = { passed: 0, failed: 0 };
await runLane(before);
if (total.failed === 0) await Promise.all(lanes.map(runLane));
rmSync(folder, { recursive: true, force: true });
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

async function runLane(steps: readonly Step[]): Promise<void> {
  for (const { heading, run } of steps) {
    const startedAt = Date.now();
    console.log(`… ${heading}`);
    const { output, passed, failed } = await run();
    total.passed += passed;
    total.failed += failed;
    console.log(`\n=== ${heading}\n${output}${failed === 0 ? "ok" : "FAILED"}, ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
    if (failed > 0) return;
  }
}

/** One tool that says yes or no. */
async function check(tool: string, args: readonly string[]): Promise<Finished & Count> {
  const finished = await node(tool, args);
  return { ...finished, passed: finished.isGreen ? 1 : 0, failed: finished.isGreen ? 0 : 1 };
}

/** Test projects of vitest, counted test by test. */
async function test(name: string, projects: readonly string[], more: readonly string[] = []): Promise<Finished & Count> {
  const report = join(folder, `${name}.json`);
  const finished = await node("vitest/vitest.mjs", ["run", ...more, ...projects.flatMap((project) => ["--project", project]), "--reporter=default", "--reporter=json", `--outputFile.json=${report}`]);
  const { numPassedTests, numFailedTests } = readReport(report);
  return { ...finished, passed: numPassedTests, failed: finished.isGreen ? numFailedTests : Math.max(1, numFailedTests) };
}

function readReport(file: string): { numPassedTests: number; numFailedTests: number } {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as { numPassedTests: number; numFailedTests: number };
  } catch {
    return { numPassedTests: 0, numFailedTests: 1 };
  }
}

function node(tool: string, args: readonly string[]): Promise<Finished> {
  const { promise, resolve } = Promise.withResolvers<Finished>();
  const child = spawn(process.execPath, [`node_modules/${tool}`, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const pieces: Buffer[] = [];
  child.stdout.on("data", (piece: Buffer) => pieces.push(piece));
  child.stderr.on("data", (piece: Buffer) => pieces.push(piece));
  child.on("close", (code) => resolve({ isGreen: code === 0, output: Buffer.concat(pieces).toString("utf8") }));
  return promise;
}
