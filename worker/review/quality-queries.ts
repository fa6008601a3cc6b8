import { closedStates, type RuleId } from "../audit/contract.ts";
import { stateOfKind, tallyKinds } from "../audit/tally-kinds.ts";
import type { Closed } from "./draw-sample.ts";
import type { ReviewFigure } from "./schema.ts";

/** How many of the ledger took so many days. */
export type Histogram = { days: number; count: number }[];
type Counted = { numerator: number; denominator: number };

export type LedgerQuality = {
  openByAge: { severity: number; age: number; count: number; snoozed: number }[];
  explain: Histogram;
  decide: Histogram;
  overdue: Counted;
  reopened: Counted;
  appeals: Counted;
  falsePositives: ({ rule: RuleId } & Counted)[];
  agreement: ({ rule: RuleId; reviewer: string } & Counted)[];
  secondOpen: number;
};

type Cell = { figure: ReviewFigure; part: string; count: number };

/**
 * Everything the figures page needs of one ledger, from the tallies alone. `days` are the first day of each age but the oldest, newest first: what
 * was opened before the last of them is all that is open less the younger. Reads by tenants, rules, people and days, never by discrepancies.
 */
export async function readQuality(ledger: D1Database, today: string, days: readonly string[]): Promise<LedgerQuality> {
  const open = openKinds.map((kind) => `SUM(d.${kind})`).join(" + ");
  const [totals, young, rest] = await ledger.batch([
    ledger.prepare(`SELECT d.severity, d.snoozed, ${open} AS count FROM ledger_tenant t CROSS JOIN discrepancy_facet d ON d.tenant_id = t.tenant_id AND d.facet = 'period' GROUP BY d.severity, d.snoozed`),
    ledger
      .prepare(
        `SELECT r.figure, r.part, SUM(r.count) AS count FROM ledger_tenant t CROSS JOIN review_tally r ON r.tenant_id = t.tenant_id AND r.figure IN ('opened', 'asleep') AND r.part >= ? GROUP BY r.figure, r.part`,
      )
      .bind(days.at(-1)!),
    ledger.prepare(
      `SELECT r.figure, r.part, SUM(r.count) AS count FROM ledger_tenant t CROSS JOIN review_tally r ON r.tenant_id = t.tenant_id AND r.figure IN (${asked.map((figure) => `'${figure}'`).join(", ")}) GROUP BY r.figure, r.part`,
    ),
  ]);
  const cells = Map.groupBy(rest!.results as Cell[], ({ figure }) => figure);
  const of = (figure: ReviewFigure): Cell[] => cells.get(figure) ?? [];
  const sum = (rows: readonly Cell[]) => rows.reduce((total, { count }) => total + count, 0);
  const histogram = (figure: ReviewFigure): Histogram => of(figure).map(({ part, count }) => ({ days: Number(part), count }));
  const [granted, same] = [sum(of("appeal-granted")), of("second-same")];
  const falsely = new Map(of("false-positive").map(({ part, count }) => [part, count]));
  return {
    openByAge: byAge(totals!.results as OpenTotal[], young!.results as Cell[], days),
    explain: histogram("explained-in"),
    decide: histogram("decided-in"),
    overdue: { numerator: sum(of("due").filter(({ part }) => part < today)), denominator: sum(of("due")) },
    reopened: { numerator: sum(of("reopened")), denominator: sum(of("closed")) },
    appeals: { numerator: granted, denominator: granted + sum(of("appeal-denied")) },
    falsePositives: of("judged").map(({ part, count }) => ({ rule: part as RuleId, numerator: falsely.get(part) ?? 0, denominator: count })),
    agreement: [...same.map((cell) => ({ ...cell, numerator: cell.count })), ...of("second-other").map((cell) => ({ ...cell, numerator: 0 }))].map(({ part, count, numerator }) => {
      const [rule, reviewer] = part.split(" ") as [RuleId, string];
      return { rule, reviewer, numerator, denominator: count };
    }),
    secondOpen: sum(of("second-open")),
  };
}

const openKinds = tallyKinds.filter((kind) => !closedStates.includes(stateOfKind(kind)));
const asked: readonly ReviewFigure[] = ["explained-in", "decided-in", "due", "closed", "reopened", "appeal-granted", "appeal-denied", "judged", "false-positive", "second-same", "second-other", "second-open"];

type OpenTotal = { severity: number; snoozed: number; count: number };

function byAge(totals: readonly OpenTotal[], young: readonly Cell[], days: readonly string[]): LedgerQuality["openByAge"] {
  const ages = Array.from({ length: days.length + 1 }, (_, age) => age);
  return [...new Set(totals.map(({ severity }) => severity))].flatMap((severity) => {
    const counted = (figure: "opened" | "asleep", age: number) =>
      young.reduce((sum, cell) => (cell.figure === figure && Number(cell.part.split(" ")[1]) === severity && days.findIndex((day) => cell.part >= day) === age ? sum + cell.count : sum), 0);
    const all = (isSnoozedOnly: boolean) => totals.reduce((sum, total) => (total.severity === severity && (!isSnoozedOnly || total.snoozed === 1) ? sum + total.count : sum), 0);
    const younger = (figure: "opened" | "asleep") => days.reduce((sum, _, age) => sum + counted(figure, age), 0);
    return ages
      .map((age) => (age < days.length ? { severity, age, count: counted("opened", age), snoozed: counted("asleep", age) } : { severity, age, count: all(false) - younger("opened"), snoozed: all(true) - younger("asleep") }))
      .filter(({ count }) => count > 0);
  });
}

export type ClosedInMonth = Closed & { version: number; transition: string; actorId: string };

/**
 * What people closed in the span, with the last event that did it, where it was closed still when the span ended: the same list whenever it is asked. What came after and
 * opened nothing (a confirmation, a doubt, opening and taking that back) leaves it in.
 */
export async function listClosedBetween(ledger: D1Database, from: number, until: number): Promise<ClosedInMonth[]> {
  const { results } = await ledger
    .prepare(
      `SELECT e.tenant_id AS tenantId, e.discrepancy_id AS id, e.version, e.transition, e.actor_id AS actorId
       FROM discrepancy_event e INDEXED BY discrepancy_event_closing
       WHERE e.to_state IN ('ACCEPTED', 'DISMISSED') AND e.at >= ?1 AND e.at < ?2 AND e.transition IN ('accept', 'approve-dismissal', 'grant-appeal')
         AND NOT EXISTS (SELECT 1 FROM discrepancy_event l WHERE l.tenant_id = e.tenant_id AND l.discrepancy_id = e.discrepancy_id AND l.version > e.version AND l.at < ?2 AND l.transition IN ('accept', 'approve-dismissal', 'grant-appeal'))
         AND (SELECT n.to_state FROM discrepancy_event n WHERE n.tenant_id = e.tenant_id AND n.discrepancy_id = e.discrepancy_id AND n.version >= e.version AND n.at < ?2 ORDER BY n.version DESC LIMIT 1) = e.to_state
       ORDER BY e.tenant_id, e.discrepancy_id`,
    )
    .bind(from, until)
    .all<ClosedInMonth>();
  return results;
}

/** The instant at which people first closed anything in the ledger, or null. */
export function findFirstClosing(ledger: D1Database): Promise<number | null> {
  return ledger.prepare("SELECT MIN(at) AS at FROM discrepancy_event INDEXED BY discrepancy_event_closing WHERE to_state IN ('ACCEPTED', 'DISMISSED')").first<number>("at");
}

/** The first entry of the tenant's log that was written at the instant or later, by halving: entries stand in the order of their times. */
export async function findFirstEntryAt(ledger: D1Database, tenantCode: string, instant: number): Promise<{ index: number; leaf: ArrayBuffer } | null> {
  const size = (await ledger.prepare("SELECT COALESCE(MAX(idx) + 1, 0) AS size FROM log_entry WHERE tenant_id = ?").bind(tenantCode).first<number>("size"))!;
  let [low, high] = [0, size];
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = await ledger.prepare("SELECT entry ->> 'at' AS at FROM log_entry WHERE tenant_id = ? AND idx = ?").bind(tenantCode, middle).first<number>("at");
    if (at! < instant) low = middle + 1;
    else high = middle;
  }
  if (low === size) return null;
  return ledger.prepare('SELECT idx AS "index", leaf FROM log_entry WHERE tenant_id = ? AND idx = ?').bind(tenantCode, low).first<{ index: number; leaf: ArrayBuffer }>();
}
