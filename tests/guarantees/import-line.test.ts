import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { checkImport } from "../../scripts/lint/check-import.ts";
import { importLine } from "../../scripts/lint/import-line.ts";

const refused = (file: string, specifier: string, onlyTypes = false) => checkImport({ file, specifier, onlyTypes });

describe("the import line", () => {
  test("a folder imports from every folder before it and from none after it", () => {
    for (const [place, from] of importLine.entries()) {
      for (const [other, to] of importLine.entries()) {
        if (from === "http" || to === "http") continue;
        const verdict = refused(`worker/${from}/do-it.ts`, `../${to}/queries.ts`);
        if (other <= place) expect(verdict, `${from} → ${to}`).toBeNull();
        else expect(verdict, `${from} → ${to}`).toContain(`${from} comes before ${to} in the line`);
      }
    }
  });

  test.each([
    ["worker/audit/run-audit.ts", "../../scripts/start.ts", "whole without"],
    ["worker/audit/run-audit.ts", "../app.ts", "end of the line"],
    ["worker/audit/run-audit.ts", "../callbacks/send.ts", "is not in the line"],
    ["worker/audit/run-audit.ts", "./facts", "has no ending"],
    ["worker/audit/run-audit.ts", "hono", "Only routes know hono"],
    ["worker/audit/run-audit.ts", "../http/read-body.ts", "Only routes know HTTP"],
    ["worker/audit/run-audit.ts", "../filings/schema.ts", "Ask worker/filings/queries.ts"],
    ["worker/audit/run-queries.ts", "../filings/schema.ts", "Ask worker/filings/queries.ts"],
    ["worker/audit/run-audit.ts", "../filings/routes.ts", "imported only by app.ts"],
    ["worker/audit/routes.ts", "./schema.ts", "Routes know no tables"],
    ["worker/audit/routes.ts", "drizzle-orm/d1", "Routes know no database"],
    ["worker/audit/contract.ts", "../filings/queries.ts", "The browser imports contracts"],
    ["worker/audit/contract.ts", "jose", "The browser imports contracts"],
    ["worker/audit/schema.ts", "./queries.ts", "A schema holds tables only"],
    ["worker/audit/rules/identities.ts", "drizzle-orm", "plain data in"],
    ["web/fill/page.tsx", "../../worker/forms/queries.ts", "Ask the API"],
    ["web/fill/page.tsx", "../../worker/log/record.ts", "Ask the API"],
  ])("%s may not import %s", (file, specifier, words) => {
    expect(refused(file, specifier)).toContain(words);
  });

  test.each([
    ["worker/audit/run-audit.ts", "../log/record.ts"],
    ["worker/audit/run-audit.ts", "drizzle-orm/d1"],
    ["worker/audit/schema.ts", "../log/schema.ts"],
    ["worker/audit/contract.ts", "zod"],
    ["worker/audit/contract.ts", "../filings/contract.ts"],
    ["worker/audit/routes.ts", "hono"],
    ["worker/audit/run-routes.ts", "../http/router.ts"],
    ["worker/app.ts", "./audit/routes.ts"],
    ["worker/index.ts", "./app.ts"],
    ["web/fill/page.tsx", "../../worker/forms/transcript.ts"],
    ["web/fill/page.tsx", "../../worker/audit/contract.ts"],
  ])("%s may import %s", (file, specifier) => {
    expect(refused(file, specifier)).toBeNull();
  });
});

describe("the linter itself", () => {
  const folder = mkdtempSync(join(tmpdir(), "lint-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  test("stops each thing that is not done here, and says what to do", () => {
    const bad: [file: string, text: string, words: string][] = [
      ["worker/kernel/early.ts", 'import "../review/queries.ts";', "kernel comes before review"],
      ["worker/review/contract.ts", 'import { z } from "zod"; z;', "import * as z"],
      ["worker/review/everything.ts", 'export * from "./queries.ts";', "No barrel files"],
      ["worker/review/utils/sort.ts", "export const one = 1;", 'folder name \\"utils\\" says nothing'],
      ["worker/review/write.ts", "export const write = (s: D1PreparedStatement) => s.run();", "record() in log/record.ts"],
      ["worker/review/evil.ts", "export const evil = (text: string) => new Function(text);", "Function"],
      ["tests/one.test.ts", 'import { test } from "vitest"; test.only("x", () => {});', "no-focused-tests"],
      ["tests/two.test.ts", 'import { test } from "vitest"; test.skip("x", () => {});', "no-disabled-tests"],
    ];
    for (const [file, text] of bad) write(file, text);
    write(".oxlintrc.json", readFileSync(".oxlintrc.json", "utf8").replace('"./scripts/lint/plugin.ts"', JSON.stringify(resolve("scripts/lint/plugin.ts"))).replace('"typeAware": true', '"typeAware": false'));
    const { stdout, status } = spawnSync(process.execPath, [resolve("node_modules/oxlint/bin/oxlint"), "--format=json"], { cwd: folder, encoding: "utf8" });
    expect(status).not.toBe(0);
    const found = (JSON.parse(stdout) as { diagnostics: { filename: string; message: string; code: string }[] }).diagnostics;
    for (const [file, , words] of bad) expect(found.filter(({ filename }) => filename === file).map((entry) => JSON.stringify(entry)).join("\n"), file).toContain(words);
  });

  function write(file: string, text: string): void {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
});
