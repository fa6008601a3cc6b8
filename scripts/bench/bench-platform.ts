import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LedgerName } from "../../worker/kernel/context.ts";
import { forgetDirectory } from "../../worker/directory/queries.ts";
import { nationalForms } from "../../worker/forms/national/national-forms.ts";
import { publishForm } from "../../worker/forms/publish-form.ts";
import { findTenant } from "../../worker/directory/queries.ts";
import { countD1, type D1Count } from "../../tests/worker/count-d1.ts";
import { openLocalPlatform, type LocalPlatform } from "../platform/open-local-platform.ts";
import { prepareDatabases } from "../platform/prepare-databases.ts";
import { handsOf } from "../seed/hands.ts";
import { BEGIN } from "./bench-unit.ts";

export const SECRET = "YmVuY2gtYmVuY2gtYmVuY2gtYmVuY2gtYmVuY2gtMTI";

export type BenchPlatform = { local: LocalPlatform; measure: <T>(work: () => Promise<T>) => Promise<D1Count & { ms: number; result: T }>; close: () => Promise<void> };

/** Migrated databases in the folder, with the national forms. */
export async function fillBenchDatabases(state: string): Promise<void> {
  await prepareDatabases(state, SECRET, async (local) => {
    forgetDirectory();
    const authority = handsOf(local, (await findTenant(local.central, "VN"))!);
    for (const form of nationalForms) await publishForm(authority.asPlatform(BEGIN), form);
  }, () => {});
}

/** Fresh databases in a folder of their own, with the national forms; every statement that passes is counted. */
export async function openBenchPlatform(): Promise<BenchPlatform> {
  const state = mkdtempSync(join(tmpdir(), "doi-soat-bench-"));
  await fillBenchDatabases(state);
  const opened = await openLocalPlatform(state, SECRET);
  forgetDirectory();
  const counted = Object.entries(opened.platform.ledgers).map(([name, database]) => ({ name, ...countD1(database) }));
  const ledgers = Object.fromEntries(counted.map(({ name, database }) => [name, database])) as Record<LedgerName, D1Database>;
  const total = (): D1Count => counted.reduce((sum, { count }) => ({ calls: sum.calls + count.calls, rowsRead: sum.rowsRead + count.rowsRead, rowsWritten: sum.rowsWritten + count.rowsWritten }), { calls: 0, rowsRead: 0, rowsWritten: 0 });
  return {
    local: { ...opened, platform: { ...opened.platform, ledgers } },
    measure: async (work) => {
      const [before, start] = [total(), performance.now()];
      const result = await work();
      const [after, ms] = [total(), performance.now() - start];
      return { calls: after.calls - before.calls, rowsRead: after.rowsRead - before.rowsRead, rowsWritten: after.rowsWritten - before.rowsWritten, ms, result };
    },
    close: () => opened.close().finally(() => rmSync(state, { recursive: true, force: true })),
  };
}
