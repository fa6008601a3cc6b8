import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

/** Five kinds of tests: pure rules on Node, promises about the repository itself, the Worker inside workerd, the seed on real databases, and a real browser. */
export default defineConfig({
  test: {
    // One line a request is the Worker's habit; a test run shows only what else is said.
    onConsoleLog: (line) => !line.startsWith('{"requestId"'),
    projects: [
      { test: { name: "rules", isolate: false, include: ["tests/rules/**/*.test.ts"] } },
      { test: { name: "guarantees", include: ["tests/guarantees/**/*.test.ts"], testTimeout: 30_000 } },
      {
        plugins: [
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
          })),
        ],
        test: { name: "worker", include: ["tests/worker/**/*.test.ts"], setupFiles: ["./tests/worker/apply-migrations.ts"], testTimeout: 30_000, hookTimeout: 30_000 },
      },
      { test: { name: "seed", include: ["tests/seed/**/*.test.ts"], testTimeout: 120_000, hookTimeout: 120_000 } },
      { test: { name: "browser", include: ["tests/browser/**/*.test.ts"], globalSetup: ["./tests/browser/start-platform.ts"], testTimeout: 60_000, hookTimeout: 120_000, fileParallelism: false } },
    ],
  },
});
