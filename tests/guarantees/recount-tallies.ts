import type { DatabaseSync } from "node:sqlite";
import { closedStates, type DiscrepancyState } from "../../worker/audit/contract.ts";
import { stateOfKind, tallyKinds, type TallyKind } from "../../worker/audit/tally-kinds.ts";
import { dayAt } from "../../worker/kernel/windows.ts";

type Row = Record<string, string | number | null>;
type Counts = Record<string, number>;
const DAY = 86_400_000;

/** What the tallies of a ledger say: each number that is not 0, by its key. */
export function readTallies(database: DatabaseSync): Counts {
  const facets = database.prepare("SELECT * FROM discrepancy_facet").all() as Row[];
  const figures = database.prepare("SELECT * FROM review_tally").all() as Row[];
  const cells = facets.flatMap((row) => tallyKinds.flatMap((kind) => [[`${rowKey(row)} ${kind}`, row[kind]], [`${rowKey(row)} ${kind} difference`, row[`${kind}_difference`]]] as const));
  return Object.fromEntries([...cells, ...figures.map((row) => [figureKey(row["tenant_id"], row["figure"], row["part"]), row["count"]] as const)].filter(([, count]) => count !== 0)) as Counts;
}

/** The same, counted from the discrepancies, their events and second reviews, in another language than the triggers. */
export function recountTallies(database: DatabaseSync): Counts {
  const counts: Counts = {};
  const add = (key: string, count = 1) => void (counts[key] = (counts[key] ?? 0) + count);
  const all = (table: string) => database.prepare(`SELECT * FROM ${table}`).all() as Row[];
  const rules = new Map<string, string>();
  for (const row of all("discrepancy")) {
    const { tenant_id: tenant, severity, assignee } = row;
    rules.set(`${tenant} ${row["id"]}`, String(row["rule"]));
    const kind = tallyKinds.find((one) => stateOfKind(one) === row["state"] && (one !== "new_free" || assignee === null)) as TallyKind;
    for (const [facet, value] of [["rule", row["rule"]], ["period", row["period_id"]]] as const) {
      const key = `${rowKey({ ...row, facet, value: value! })} ${kind}`;
      add(key);
      add(`${key} difference`, Math.abs(Number(row["difference"] ?? 0)));
    }
    if (row["is_open"] !== 1) continue;
    const day = `${dayAt(Number(row["opened_at"]))} ${severity}`;
    add(figureKey(tenant, "opened", day));
    if (row["snoozed"] === 1) add(figureKey(tenant, "asleep", day));
    if (row["due_on"] !== null) add(figureKey(tenant, "due", row["due_on"]));
    if (assignee !== null) add(figureKey(tenant, "held", assignee));
  }
  for (const events of Map.groupBy(all("discrepancy_event"), (row) => `${row["tenant_id"]} ${row["discrepancy_id"]}`).values()) recountLife(events.toSorted((a, b) => Number(a["version"]) - Number(b["version"])), rules, add);
  for (const row of all("second_review")) {
    const rule = rules.get(`${row["tenant_id"]} ${row["discrepancy_id"]}`);
    if (row["reviewed_at"] === null) add(figureKey(row["tenant_id"], "second-open", ""));
    else add(figureKey(row["tenant_id"], row["outcome"] === row["first_outcome"] ? "second-same" : "second-other", `${rule} ${row["first_reviewer_id"]}`));
  }
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0));
}

function recountLife(events: readonly Row[], rules: ReadonlyMap<string, string>, add: (key: string) => void): void {
  const tenant = events[0]!["tenant_id"]!;
  const rule = rules.get(`${tenant} ${events[0]!["discrepancy_id"]}`)!;
  let [asked, explained]: (number | null)[] = [null, null];
  for (const { transition, at, reason } of events) {
    if (transition === "explain" && asked !== null) add(figureKey(tenant, "explained-in", Math.floor((Number(at) - asked!) / DAY)));
    if ((transition === "accept" || transition === "uphold") && explained !== null) add(figureKey(tenant, "decided-in", Math.floor((Number(at) - explained!) / DAY)));
    if (transition === "ask") asked = Number(at);
    if (transition === "explain") explained = Number(at);
    if (transition === "grant-appeal" || transition === "deny-appeal") add(figureKey(tenant, transition === "grant-appeal" ? "appeal-granted" : "appeal-denied", ""));
    if (["accept", "uphold", "approve-dismissal"].includes(String(transition))) add(figureKey(tenant, "judged", rule));
    if (transition === "approve-dismissal" && reason === "false_positive") add(figureKey(tenant, "false-positive", rule));
  }
  if (events.some((event) => closedStates.includes(event["to_state"] as DiscrepancyState))) add(figureKey(tenant, "closed", ""));
  if (events.some(({ transition }) => transition === "regress" || transition === "reopen")) add(figureKey(tenant, "reopened", ""));
}

const rowKey = (row: Row) => `${row["tenant_id"]} ${row["facet"]} ${row["value"]} ${row["severity"]} ${row["snoozed"]}`;
const figureKey = (tenant: unknown, figure: unknown, part: unknown) => `${tenant} ${figure} ${part}`;
