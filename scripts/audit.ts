import type * as z from "zod";
import type { auditRunView } from "../worker/audit/contract.ts";
import { PORT } from "./platform/local-settings.ts";
import { signInAs } from "./platform/sign-in-as.ts";

type AuditRunView = z.infer<typeof auditRunView>;

/**
 * Runs tonight's audit now, on the platform that `npm start` serves: the same Workflows that cron starts at 01:00, asked for by
 * the demo's auditor, and prints what each run found.
 */
const origin = `http://localhost:${PORT}`;

const cookie = await signInAs(origin, "VN", "auditor").catch(() => null);
if (cookie === null) {
  console.error(`Nothing answers at ${origin}. Start the platform with \`npm start\` first; with another port, give the same PORT here.`);
  process.exit(1);
}
const before = new Set((await listRuns()).map(({ id }) => id));
const { night } = await ask<{ night: string }>("/v1/audit-runs", { method: "POST", body: "{}" });
console.log(`The audit ${night} has started.`);
print(await waitForRuns());

async function ask<T>(path: string, request: RequestInit = {}): Promise<T> {
  const response = await fetch(`${origin}${path}`, { ...request, headers: { "Content-Type": "application/json", Origin: origin, Cookie: `${cookie!.name}=${cookie!.value}` } });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

async function listRuns(): Promise<AuditRunView[]> {
  return (await ask<{ runs: AuditRunView[] }>("/v1/audit-runs")).runs;
}

/** New runs, once no more of them have come for some seconds. An audit whose inputs are unchanged writes no run. */
async function waitForRuns(): Promise<AuditRunView[]> {
  let found: AuditRunView[] = [];
  for (let quietSeconds = 0; quietSeconds < 6; quietSeconds++) {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const now = (await listRuns()).filter(({ id }) => !before.has(id));
    if (now.length > found.length) quietSeconds = 0;
    found = now;
  }
  return found;
}

function print(runs: readonly AuditRunView[]): void {
  if (runs.length === 0) return console.log("Nothing has changed since the last audit, so no run was written.");
  const columns = ["tenant", "report", "period", "state", "services", "findings"];
  const rows = runs.map((run) => [run.tenant, run.reportType, run.window.id, run.state, String(run.services ?? "–"), String(run.findings ?? "–")]);
  const widths = columns.map((column, i) => Math.max(column.length, ...rows.map((row) => row[i]!.length)));
  for (const row of [columns, ...rows.toSorted()]) console.log(row.map((cell, i) => cell.padEnd(widths[i]!)).join("  "));
}
