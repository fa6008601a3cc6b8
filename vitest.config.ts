import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

/** These count what stands in all ledgers, so nobody else may write there. */
const acrossTenants = ["tests/worker/worklist/list-discrepancies.test.ts", "tests/worker/worklist/query-texts.test.ts", "tests/worker/worklist/count-budget.test.ts", "tests/worker/worklist/bounded-pages.test.ts", "tests/worker/review/quality.test.ts", "tests/worker/review/second-look.test.ts", "tests/worker/national/*.test.ts", "tests/worker/calendar/*.test.ts", "tests/worker/audit/nights.test.ts", "tests/worker/audit/night-progress.test.ts", "tests/worker/audit/rule-sets.test.ts"];
const setupFiles = ["./tests/worker/apply-migrations.ts"];
/** Beside workerd: a CA's web server, whose lists openssl makes, and an agency's own server, which webhooks are sent to. */
const globalSetup = ["./tests/worker/certificates/serve-lists.ts", "./tests/worker/webhooks/serve-receiver.ts"];

const inWorkerd = () =>
  cloudflareTest(async () => ({
    wrangler: { configPath: "./wrangler.toml" },
    main: "./worker/index.ts",
    miniflare: {
      bindings: {
        PLATFORM_SECRET: "dGVzdC10ZXN0LXRlc3QtdGVzdC10ZXN0LXRlc3QtMTI",
        PUBLIC_ORIGIN: "https://doisoat.example.gov.vn",
        DEMO_SIGN_IN: "on",
        CENTRAL_MIGRATIONS: await readD1Migrations("./migrations/central"),
        LEDGER_MIGRATIONS: await readD1Migrations("./migrations/ledger"),
      },
    },
  }));

/** A slow machine is no failure: what must be quick is counted by the bench, not timed here. */
const patient = { testTimeout: 60_000, hookTimeout: 60_000 };

/** Kinds of tests: pure rules on Node, promises about the repository itself, the Worker inside workerd, the seed on real databases, and a real browser and other people's vectors on a running platform. */
export default defineConfig({
  test: {
    // One line a request is the Worker's habit, and one a refused sign-in; a test run shows only what else is said.
    onConsoleLog: (line) => !line.startsWith('{"requestId"') && !/^\{"level":"warn","(signInRefused|passkeyCounterWentBack)"/.test(line),
    projects: [
      { test: { name: "rules", isolate: false, include: ["tests/rules/**/*.test.ts"], ...patient } },
      { test: { name: "guarantees", include: ["tests/guarantees/**/*.test.ts"], ...patient } },
      // Files share one runtime, which is three times quicker: each test makes its own tenants.
      { plugins: [inWorkerd()], test: { name: "worker", include: ["tests/worker/**/*.test.ts"], exclude: acrossTenants, setupFiles, globalSetup, isolate: false, ...patient } },
      { plugins: [inWorkerd()], test: { name: "worker-alone", include: acrossTenants, setupFiles, ...patient } },
      { test: { name: "seed", include: ["tests/seed/**/*.test.ts"], testTimeout: 120_000, hookTimeout: 120_000 } },
      { test: { name: "browser", include: ["tests/browser/**/*.test.ts", "tests/wire/**/*.test.ts"], globalSetup: ["./tests/browser/start-platform.ts"], testTimeout: 60_000, hookTimeout: 120_000, fileParallelism: false } },
    ],
  },
});
