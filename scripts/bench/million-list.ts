import { ruleIds } from "../../worker/audit/contract.ts";
import type { Condition } from "../../worker/audit/discrepancy-conditions.ts";
import { placeOf, type ListPlace, type ListSort } from "../../worker/audit/list-orders.ts";
import { listPage } from "../../worker/audit/list-queries.ts";
import { countLoads, listUnassigned } from "../../worker/review/due-queries.ts";
import { listNotices } from "../../worker/review/notice-queries.ts";
import { readQuality } from "../../worker/review/quality-queries.ts";
import { MOST_LOOKED_AT } from "../../worker/worklist/contract.ts";
import { countList, MOST_COUNTED } from "../../worker/worklist/count-list.ts";
import { groupList } from "../../worker/worklist/group-list.ts";
import type { ListScope } from "../../worker/worklist/list-discrepancies.ts";
import { openBenchPlatform } from "./bench-platform.ts";
import { ME, MANY, plantMillion, RISKS, type Likeness } from "./plant-million.ts";
import { printTable } from "./print-table.ts";

const PAGE = 50;
/** A page may read so many rows of a ledger; of what no index serves, each that is looked at, and once more to find where to go on. */
const BUDGET = { page: 3 * PAGE, looking: 2 * MOST_LOOKED_AT + 3 * PAGE, counted: 2 * (MOST_COUNTED + 2), tallies: 60_000, notices: 300, review: 100_000 };
const NOW = Date.UTC(2026, 10, 25, 3);

/**
 * A million discrepancies in one ledger, once with every property drawn at random and once as a ledger would have them: what the first page of
 * each view reads, what a page a thousand rows further reads, what its counts read, and what the figures of the review read.
 */
export async function measureMillionList(): Promise<void> {
  for (const likeness of ["random", "realistic"] as const) await measureLike(likeness);
}

async function measureLike(likeness: Likeness): Promise<void> {
  const { local, measure, close } = await openBenchPlatform();
  const ledger = local.platform.ledgers.LEDGER_1;
  const planted = performance.now();
  await plantMillion(ledger, likeness, NOW);
  const seconds = ((performance.now() - planted) / 1000).toFixed(0);
  const rows: (string | number)[][] = [];
  const counts: (string | number)[][] = [];
  const over: string[] = [];
  const within = (name: string, rowsRead: number, budget: number) => void (rowsRead > budget && over.push(`${likeness}, ${name}: ${rowsRead} rows read, at most ${budget}`));
  for (const { name, conditions, sort, isPassing } of views) {
    const page = (after: ListPlace | null) => measure(() => listPage(ledger, conditions, sort, after, PAGE + 1, MOST_LOOKED_AT));
    const first = await page(null);
    const { rows: far } = await listPage(ledger, conditions, sort, null, 1000, MOST_LOOKED_AT);
    const deep = far.length === 0 ? null : await page(placeOf(far.at(-1)!, sort));
    for (const { rowsRead } of [first, ...(deep ? [deep] : [])]) within(name, rowsRead, isPassing ? BUDGET.looking : BUDGET.page);
    rows.push([name, first.rowsRead, first.ms.toFixed(1), deep?.rowsRead ?? "–", deep?.ms.toFixed(1) ?? "–", first.result.lookedTo ? `${first.result.rows.length}, goes on` : first.result.rows.length]);
    const { result, rowsRead, ms } = await measure(() => countList(scopeOf(conditions)));
    within(`counts of ${name}`, rowsRead, result.atLeast.length === 6 ? BUDGET.counted : BUDGET.tallies);
    counts.push([name, rowsRead, ms.toFixed(1), `${result.isCapped ? "≥ " : ""}${result.total.toLocaleString("en-GB")}`, result.atLeast.length === 0 ? "exact" : result.atLeast.length === 6 ? "all at least" : `${result.atLeast.join(", ")} at least`]);
  }
  const about = `${MANY.toLocaleString("en-GB")} discrepancies in a ledger, ${likeness}`;
  printTable(`The list at ${about} (budget ${BUDGET.page} rows a page, ${BUDGET.looking} where no index serves; planted in ${seconds} s)`, ["", "first page, rows", "ms", "1,000 further, rows", "ms", "found first"], rows);
  printTable(`Its facets`, ["", "rows read", "ms", "total", "counts"], counts);
  const others: (string | number)[][] = [];
  const other = async (name: string, budget: number, work: () => Promise<unknown>) => {
    const { rowsRead, ms } = await measure(work);
    within(name, rowsRead, budget);
    others.push([name, rowsRead, ms.toFixed(1)]);
  };
  for (const by of ["rule", "tenant", "period", "subject"] as const) await other(`groups by ${by}`, by === "subject" ? BUDGET.counted : BUDGET.tallies, () => groupList(local.central, scopeOf([open]), "state:open", by));
  await other("figures of the review", BUDGET.review, () => readQuality(ledger, "2026-11-25", ["2026-11-19", "2026-10-27", "2026-08-28"]));
  await other("notices of one officer, with the unread", BUDGET.notices, () => listNotices(ledger, ME, NOW, null, 51));
  await other("what nobody has, for the morning", 3 * 200, () => listUnassigned(ledger, null, [], 200));
  await other("how much each auditor has", BUDGET.tallies, () => countLoads(ledger));
  printTable("And beside it", ["", "rows read", "ms"], others);
  await close();
  if (over.length > 0) throw new Error(`Over budget:\n${over.join("\n")}`);

  function scopeOf(conditions: readonly Condition[]): ListScope {
    const own = conditions.find(({ on }) => on === "tenant");
    return { ledgers: [ledger], conditions, tenant: own && "values" in own ? String(own.values[0]) : null };
  }
}

const open: Condition = { on: "open", isNot: false };
const state = (...values: string[]): Condition => ({ on: "state", isNot: false, values });
/** `isPassing`: no index serves all of it, so that rows are passed over. */
const views: readonly { name: string; conditions: readonly Condition[]; sort: ListSort; isPassing?: true }[] = [
  { name: "all open", conditions: [open], sort: "severity" },
  { name: "everything", conditions: [], sort: "severity" },
  { name: "inbox", conditions: [state("NEW"), { on: "assignee", isNot: false, values: [null] }], sort: "severity" },
  { name: "mine", conditions: [open, { on: "assignee", isNot: false, values: [ME] }, { on: "snoozed", isNot: true }], sort: "due" },
  { name: "due this week", conditions: [open, { on: "due", isNot: false, ranges: [{ operator: "<=", value: "2026-12-02" }] }], sort: "due" },
  { name: "awaiting the tenant", conditions: [state("AWAITING_EXPLANATION")], sort: "severity" },
  { name: "explained, to decide", conditions: [state("EXPLAINED")], sort: "severity" },
  { name: "dismissals to approve", conditions: [state("DISMISSAL_REQUESTED")], sort: "severity" },
  { name: "appeals", conditions: [state("APPEALED")], sort: "severity" },
  { name: "came back", conditions: [open, { on: "regressed", isNot: false }], sort: "severity" },
  { name: "snoozed", conditions: [open, { on: "snoozed", isNot: false }], sort: "severity" },
  { name: "risk", conditions: [open, { on: "rule", isNot: false, values: RISKS }], sort: "severity" },
  { name: "open, high and critical", conditions: [open, { on: "severity", isNot: false, ranges: [{ operator: ">=", value: 3 }] }], sort: "severity" },
  { name: "open of one rule and period", conditions: [open, { on: "rule", isNot: false, values: [ruleIds[3]] }, { on: "period", isNot: false, values: ["P3"] }], sort: "severity", isPassing: true },
  { name: "a word that nothing has", conditions: [open, { on: "text", isNot: false, text: "khong co" }], sort: "severity", isPassing: true },
  { name: "one tenant's open ones", conditions: [{ on: "tenant", isNot: false, values: ["B7"] }, open], sort: "severity" },
  { name: "due first", conditions: [open], sort: "due" },
  { name: "newest first", conditions: [open], sort: "newest" },
  { name: "largest difference first", conditions: [open], sort: "difference" },
];
