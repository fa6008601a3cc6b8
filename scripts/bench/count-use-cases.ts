import { runAudit } from "../../worker/audit/run-audit.ts";
import { newUuid7 } from "../../worker/kernel/ids.ts";
import { audienceOf } from "../../worker/kernel/context.ts";
import { digestOf } from "../../worker/kernel/digest.ts";
import { bucketsOf } from "../../worker/kernel/windows.ts";
import { receiveBatch } from "../../worker/filings/receive-batch.ts";
import type { FilingEventLine } from "../../worker/filings/contract.ts";
import { listAllDiscrepancies } from "../../worker/worklist/list-discrepancies.ts";
import type { BenchPlatform } from "./bench-platform.ts";
import { AFTER_DEADLINE, IN_TIME, listFilings, makeUnit, PERIOD, reportOf, WINDOW, type BenchUnit } from "./bench-unit.ts";
import { printTable } from "./print-table.ts";

const SERVICES = 300;
const FEW = 12_000;
const MANY = 10 * FEW;
const PAGE = 20;

type Row = [what: string, calls: number, rowsRead: number, rowsWritten: number, budget: string];

/** What the use cases ask of D1, in round trips and rows, beside what they may ask. */
export async function countUseCases(bench: BenchPlatform): Promise<void> {
  const { local, measure } = bench;
  const [few, many] = [await makeUnit(local, "H26", SERVICES), await makeUnit(local, "H27", SERVICES)];
  const rows: Row[] = [];
  const count = async (what: string, budget: string, work: () => Promise<unknown>) => {
    const { calls, rowsRead, rowsWritten } = await measure(work);
    rows.push([what, calls, rowsRead, rowsWritten, budget]);
    return rowsRead;
  };

  const batch = await signBatch(few, listFilings(1000, SERVICES));
  await count("1,000 filing events, first time", "≤ 4 calls, ≤ 1,050 rows + counters", () => receive(few, batch));
  await count("the same batch again", "0 written", () => receive(few, batch));
  await count("the same events in another batch", "no event, no counter written", async () => receive(few, await signBatch(few, listFilings(1000, SERVICES))));

  for (const [unit, filings] of [[few, FEW], [many, MANY]] as const) {
    for (let first = unit === few ? 1000 : 0; first < filings; first += 10_000) await receive(unit, await signBatch(unit, listFilings(Math.min(10_000, filings - first), SERVICES, first)));
  }
  const report = (filings: number) => reportOf(SERVICES, filings / SERVICES / 2, filings / SERVICES);
  // The ticket is asked for before; what counts is the sending. Forms and the directory are read once a minute.
  await few.hands.fileReport(few.clerk, few.pen, "services-report", { ...report(FEW), period: "2024-Q4", from: "2024-09-15", to: "2024-12-14" }, IN_TIME);
  await count("a signed report of 300 services accepted", "≤ 2 calls, ≤ 6 rows", () => few.hands.fileReport(few.clerk, few.pen, "services-report", report(FEW), IN_TIME));
  await many.hands.fileReport(many.clerk, many.pen, "services-report", report(MANY), IN_TIME);

  const scope = { reportType: "services-quarter", periodId: PERIOD };
  const limit = (bucketsOf(WINDOW).count + 2) * SERVICES;
  const read = await count(`audit of ${SERVICES} services, ${FEW.toLocaleString("en-GB")} filings`, `≤ ${limit.toLocaleString("en-GB")} read`, () => runAudit(few.hands.asPlatform(AFTER_DEADLINE), scope));
  await count(`audit of ${SERVICES} services, ${MANY.toLocaleString("en-GB")} filings`, "the same", () => runAudit(many.hands.asPlatform(AFTER_DEADLINE), scope));
  await count("the next night, nothing new", "0 written", () => runAudit(few.hands.asPlatform(AFTER_DEADLINE + 86_400_000), scope));

  const auditor = { actor: { kind: "officer" as const, id: "off_bench", accounts: ["off_bench"], tenantCode: "VN", roles: ["auditor"] as const, assertedAt: AFTER_DEADLINE }, central: local.central, now: AFTER_DEADLINE, platform: local.platform };
  const page = async (cursor: string | undefined, limited = 5) => listAllDiscrepancies(auditor, { q: "state:open", sort: "severity", limit: limited, cursor });
  await count("the list, first page of 5", `≤ 2 × 6 read`, () => page(undefined));
  let cursor: string | undefined;
  for (let i = 1; i < PAGE; i++) cursor = (await page(cursor)).next ?? undefined;
  await count(`the list, page ${PAGE}`, `≤ 2 × 6 read`, () => page(cursor));
  printTable("What D1 is asked for", ["", "calls", "rows read", "rows written", "budget"], rows);

  const naive = await measure(() => recount(many));
  printTable("Audit beside counting the filings again (same run, same database)", ["", "rows read", "× of the audit"], [
    ["audit, from counters", read, 1],
    [`SELECT … GROUP BY over ${MANY.toLocaleString("en-GB")} filings`, naive.rowsRead, Math.round(naive.rowsRead / read)],
  ]);
}

type SignedBatch = { signature: string; body: Uint8Array };

async function signBatch({ hands, tenant, system }: BenchUnit, events: readonly FilingEventLine[]): Promise<SignedBatch> {
  const body = new TextEncoder().encode(events.map((event) => `${JSON.stringify(event)}\n`).join(""));
  const claims = {
    ver: 1, jti: newUuid7(IN_TIME), iss: system.id, aud: audienceOf(hands.asPlatform(IN_TIME).platform, tenant), iat: IN_TIME / 1000,
    batch: { dig: await digestOf(body), count: events.length, source: system.source },
  };
  return { signature: await system.signer.sign("gov-event+jwt", claims), body };
}

function receive({ hands }: BenchUnit, { signature, body }: SignedBatch): Promise<unknown> {
  return receiveBatch({ ...hands.asPlatform(IN_TIME), actor: { kind: "stranger" } }, signature, () => Promise.resolve(body));
}

/** What an audit without counters would do. */
function recount({ hands, tenant }: BenchUnit): Promise<unknown> {
  const { first, last } = bucketsOf(WINDOW);
  return hands.asPlatform(AFTER_DEADLINE).ledger
    .prepare("SELECT service_code, channel, count(*) FROM filing_event WHERE tenant_id = ? AND kind = 'received' AND bucket BETWEEN ? AND ? GROUP BY service_code, channel")
    .bind(tenant.code, first, last)
    .all();
}
