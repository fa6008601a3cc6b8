import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, test } from "vitest";
import { app } from "../../worker/app.ts";
import { importLine } from "../../scripts/lint/import-line.ts";
import { auditRules } from "../../worker/audit/rules/registry.ts";
import { discrepancyStates } from "../../worker/audit/contract.ts";
import { problems } from "../../worker/kernel/problem.ts";
import { datasetIds } from "../../worker/national/contract.ts";
import { logKinds } from "../../worker/log/record.ts";
import { transitionIds } from "../../worker/review/contract.ts";
import { systemTransitions } from "../../worker/review/transitions.ts";
import { roles } from "../../worker/kernel/context.ts";
import { shared as en } from "../../web/words/en/shared.ts";
import { shared as vi } from "../../web/words/vi/shared.ts";
import { listTables } from "./migrated-databases.ts";

const read = (file: string) => readFileSync(file, "utf8");
const pages = ["README.md", "CONTRIBUTING.md", ...globSync("docs/**/*.md")].sort();

/** Rows of the Markdown tables in a text: cells without their backticks. */
function rowsOf(text: string): string[][] {
  return text.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| ---")).map((line) => line.split(/(?<!\\)\|/).slice(1, -1).map((cell) => cell.trim().replaceAll("`", "")));
}

/** The text under the heading, up to the next of the same or a higher rank. */
function sectionOf(text: string, heading: string): string {
  const [marks] = heading.split(" ") as [string];
  const after = text.split(`\n${heading}\n`)[1];
  if (after === undefined) throw new Error(`There is no heading "${heading}"`);
  return after.split(new RegExp(`\n#{1,${marks.length}} `))[0]!;
}

describe("docs/data.md", () => {
  const text = read("docs/data.md");
  const tables = [...listTables("central"), ...listTables("ledger")];

  test("describes every table of the migrations and no other", () => {
    const described = [...text.matchAll(/^### (.+)$/gm)].map(([, name]) => name!);
    expect(described.toSorted()).toEqual(tables.map(({ name }) => name).toSorted());
  });

  test.each(tables)("gives every column of $name with an example", ({ name, columns }) => {
    const rows = rowsOf(sectionOf(text, `### ${name}`)).slice(1);
    expect(rows.map(([column]) => column)).toEqual(columns);
    expect(rows.filter(([, example]) => !example)).toEqual([]);
  });

  test("names the tables without a rowid", () => {
    const named = rowsOf(sectionOf(text, "## WITHOUT ROWID, and which tables are not")).slice(1).flatMap(([names]) => names!.split(", "));
    expect(named.toSorted()).toEqual(tables.filter((table) => table.withoutRowid).map(({ name }) => name).toSorted());
  });
});

describe("docs/api.md", () => {
  test("lists every route of the API with its own summary, and no other", () => {
    const { paths } = app.getOpenAPI31Document({ openapi: "3.1.0", info: { title: "", version: "" } });
    const routes = Object.entries(paths ?? {}).flatMap(([path, methods]) => Object.entries(methods as Record<string, { summary: string }>).map(([method, { summary }]) => [`${method.toUpperCase()} ${path}`, summary]));
    const rows = rowsOf(sectionOf(read("docs/api.md"), "## Routes")).slice(1).map(([route, , summary]) => [route, summary]);
    const beside = ["GET /health", "GET /problems/{code}", "GET /openapi.json"];
    expect(rows.filter(([route]) => !beside.includes(route!)).toSorted()).toEqual(routes.map(([route, summary]) => [route, summary!.replaceAll("`", "")]).toSorted());
    expect(rows.map(([route]) => route)).toEqual(expect.arrayContaining(beside));
  });

  test("shows the example as it is in the file", () => {
    expect(read("docs/api.md")).toContain(read("docs/examples/push-filings.mjs"));
  });

  test("lists every problem code with its status and title, and says what to do", () => {
    const rows = rowsOf(sectionOf(read("docs/api.md"), "## Problems")).slice(1);
    expect(rows.map(([status, code, title]) => [code, Number(status), title])).toEqual(Object.entries(problems).map(([code, [status, title]]) => [code, status, title]));
    expect(rows.filter(([, , , whatToDo]) => (whatToDo?.length ?? 0) < 15)).toEqual([]);
  });
});

describe("docs/rules.md", () => {
  test.each(auditRules)("gives $id in the words of the code", (rule) => {
    const section = sectionOf(read("docs/rules.md"), `## ${rule.id} · ${rule.nameVi} · ${rule.nameEn}`);
    expect(section).toContain(rule.definitionVi);
    expect(section).toContain(rule.definitionEn);
    expect(section).toContain(`Version ${rule.version}`);
  });

  test("has no rule that the code does not have", () => {
    expect([...read("docs/rules.md").matchAll(/^## (R\d\d) /gm)].map(([, id]) => id)).toEqual(auditRules.map(({ id }) => id));
  });
});

describe("docs/architecture.md", () => {
  test("draws the line as the linter knows it", () => {
    expect(read("docs/architecture.md")).toContain(`${importLine.join(" · ")} · (app, cron, jobs, index)`);
  });

  test("has a row for every folder of the Worker", () => {
    const folders = rowsOf(sectionOf(read("docs/architecture.md"), "## The folders")).slice(1).map(([folder]) => folder);
    expect(folders).toEqual(importLine.map((folder) => `worker/${folder}`));
  });
});

describe("docs/review.md", () => {
  test("names every state and every move", () => {
    const text = read("docs/review.md");
    for (const word of [...discrepancyStates, ...transitionIds, ...systemTransitions]) expect(text, word).toContain(`\`${word}\``);
  });
});

describe("docs/signing.md", () => {
  test("names every kind of log entry", () => {
    for (const kind of logKinds) expect(read("docs/signing.md"), kind).toContain(`\`${kind}\``);
  });
});

describe("docs/open-data.md", () => {
  test("names every dataset, and no other", () => {
    const rows = rowsOf(sectionOf(read("docs/open-data.md"), "## Datasets")).slice(1);
    expect(rows.map(([dataset]) => dataset)).toEqual([...datasetIds]);
  });
});

describe("docs/operating.md", () => {
  const members = [...read("worker/env.d.ts").matchAll(/^ {2}([A-Z0-9_]+):/gm)].map(([, name]) => name!);

  test("names every binding, variable and secret, and no other", () => {
    const rows = rowsOf(sectionOf(read("docs/operating.md"), "## Bindings, variables, secrets")).slice(1);
    expect(rows.map(([name]) => name).toSorted()).toEqual(members.toSorted());
  });

  test("what it names is what wrangler.toml binds, but for the secret", () => {
    const bound = [...read("wrangler.toml").matchAll(/^(?:binding|name) = "([A-Z_0-9]+)"|^([A-Z_]+) = "/gm)].map(([, binding, variable]) => (binding ?? variable)!);
    expect([...bound, "PLATFORM_SECRET"].toSorted()).toEqual(members.toSorted());
  });

  test("names every cron line and no other, as worker/cron.ts does; no more than the free plan of an account has", () => {
    const [, crons] = /crons = (\[.+\])/.exec(read("wrangler.toml"))!;
    const lines = (JSON.parse(crons!) as string[]).toSorted();
    const isCron = (text: string) => /^[\d*/, ]+$/.test(text) && text.split(" ").length === 5;
    expect([...read("docs/operating.md").matchAll(/^\| `([^`]+)` \|/gm)].map(([, line]) => line!).filter(isCron).toSorted()).toEqual(lines);
    expect([...read("worker/cron.ts").matchAll(/^ {2}"([^"]+)": /gm)].map(([, line]) => line!).toSorted()).toEqual(lines);
    expect(lines.length).toBeLessThanOrEqual(5);
  });
});

describe("docs/glossary.md", () => {
  test.each(roles)("calls the role %s what the screen calls it, in both languages", async (role) => {
    const row = rowsOf(read("docs/glossary.md")).find(([word]) => word === role)!;
    const named = [vi, en].map((words) => words[`role_${role}`].toLowerCase());
    expect([row[1]!.toLowerCase(), row[2]!.toLowerCase()]).toEqual(named);
  });
});

describe("the decisions", () => {
  const files = globSync("docs/decisions/[0-9]*.md").map((file) => file.split("/").at(-1)!).sort();

  test("are all in the index", () => {
    const linked = [...read("docs/decisions/README.md").matchAll(/\]\((\d{4}-[a-z0-9-]+\.md)\)/g)].map(([, file]) => file!);
    expect(linked).toEqual(files);
  });

  test.each(files)("%s has a number of its own, and says context, decision and consequences", (file) => {
    const text = read(`docs/decisions/${file}`);
    expect(text).toMatch(new RegExp(`^# ${file.slice(0, 4)} · `));
    for (const part of ["## Context", "## Decision", "## Consequences"]) expect(text).toContain(part);
    expect(files.filter((other) => other.startsWith(file.slice(0, 4)))).toEqual([file]);
  });
});

describe("every page of the documentation", () => {
  /** A path as docs write it: a known top folder, then names with an ending or a closing slash. */
  const pathsIn = (text: string) => [...text.matchAll(/`((?:worker|web|scripts|tests|migrations|docs)\/[\w./-]*|[\w-]+\.(?:toml|json|md))`/g)].map(([, path]) => path!);

  test.each(pages)("%s names only files that exist", (page) => {
    const missing = pathsIn(read(page)).filter((path) => !existsSync(path) && !existsSync(join("docs", path)));
    expect(missing).toEqual([]);
  });

  test.each(pages)("%s links only to pages and pictures that exist", (page) => {
    const targets = [...read(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)/g)].map(([, target]) => normalize(join(dirname(page), target!)));
    expect(targets.filter((target) => !existsSync(target))).toEqual([]);
  });

  test.each(pages)("%s has no path or address of somebody's machine", (page) => {
    expect(read(page).match(/\/(home|Users|root|work|tmp)\/|file:\/\/|npmmirror|verdaccio|artifactory|registry\.npmjs/)).toBeNull();
  });
});
