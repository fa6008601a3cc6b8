import type { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { expect, test } from "vitest";
import { discrepancyStates } from "../../worker/audit/contract.ts";
import { migrate, migratedDatabase } from "./migrated-databases.ts";
import { readTallies, recountTallies } from "./recount-tallies.ts";

const TALLIES = "0023_tallies.sql";
const START = Date.UTC(2026, 0, 1, 16, 59);
const HOUR = 3_600_000;
const moves = ["acknowledge", "ask", "explain", "accept", "uphold", "file-correction", "request-dismissal", "approve-dismissal", "grant-appeal", "deny-appeal", "regress", "reopen", "assign", "snooze", "wake", "undo", "no-answer", "verify-fixed"];

/** One thing that happens in a ledger: a run opens or sees a discrepancy, somebody moves it, it is drawn or looked at a second time. */
type Happening =
  | { do: "open"; tenant: string; rule: string; period: string; severity: number; difference: number | null; at: number }
  | { do: "see"; which: number; severity: number; difference: number | null }
  | { do: "move"; which: number; transition: string; to: string; assignee: string | null; dueOn: string | null; snooze: string | null; reason: string | null; hours: number }
  | { do: "draw" | "look"; which: number; outcome: string; reviewer: string };

const severity = fc.integer({ min: 0, max: 4 });
const difference = fc.option(fc.integer({ min: -500, max: 500 }));
const which = fc.nat(30);
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant("open" as const), tenant: fc.constantFrom("H26", "H29"), rule: fc.constantFrom("R01", "R07"), period: fc.constantFrom("2025-Q4", "2026-Q1"), severity, difference, at: fc.nat(4000).map((hours) => START + hours * HOUR) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("see" as const), which, severity, difference }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("move" as const), which, transition: fc.constantFrom(...moves), to: fc.constantFrom(...discrepancyStates), assignee: fc.constantFrom(null, "off_a", "off_b"), dueOn: fc.constantFrom(null, "2026-05-04", "2026-06-01"),
      snooze: fc.constantFrom(null, '{"kind":"next-run"}'), reason: fc.constantFrom(null, "false_positive", "out_of_scope"), hours: fc.nat(300),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("draw" as const, "look" as const), which, outcome: fc.constantFrom("accept", "uphold"), reviewer: fc.constantFrom("off_a", "off_b") }) },
);
const histories = fc.array(happening, { minLength: 1, maxLength: 60 });

test("after whatever happened, every tally is what a recount gives", () => {
  const database = emptyLedger();
  fc.assert(fc.property(histories, (happenings) => {
    database.exec("BEGIN");
    try {
      happen(database, happenings);
      expect(readTallies(database)).toEqual(recountTallies(database));
    } finally {
      database.exec("ROLLBACK");
    }
  }), { numRuns: 100 });
});

test("the migration counts what stands already, and goes on from there", () => {
  fc.assert(fc.property(histories, histories, (before, after) => {
    const database = emptyLedger(TALLIES);
    const made = happen(database, before);
    migrate(database, "ledger", (name) => name >= TALLIES);
    expect(readTallies(database)).toEqual(recountTallies(database));
    happen(database, after, made);
    expect(readTallies(database)).toEqual(recountTallies(database));
  }), { numRuns: 15 });
});

test("a move that is refused, and a deletion, which always is, count nothing", () => {
  const database = emptyLedger();
  happen(database, [{ do: "open", tenant: "H26", rule: "R07", period: "2026-Q1", severity: 3, difference: 5, at: START }]);
  const before = readTallies(database);
  const move = "INSERT INTO discrepancy_event (tenant_id, discrepancy_id, version, transition, from_state, to_state, actor_id, actor_tenant_id, at, log_idx) VALUES ('H26', 'dis_0', ?, 'acknowledge', ?, 'ACKNOWLEDGED', 'x', 'VN', 0, 0)";
  expect(() => database.prepare(move).run(3, "NEW")).toThrow("the discrepancy has changed");
  expect(() => database.prepare("UPDATE discrepancy SET state = 'ACCEPTED', is_open = 0").run()).toThrow("a discrepancy moves by its events");
  expect(() => database.prepare("DELETE FROM discrepancy").run()).toThrow("FOREIGN KEY constraint failed");
  expect(() => database.prepare("DELETE FROM discrepancy_event").run()).toThrow("an event is never deleted");
  expect(readTallies(database)).toEqual(before);
});

function emptyLedger(until?: string): DatabaseSync {
  const database = migratedDatabase("ledger", until);
  for (const tenant of ["H26", "H29"]) database.prepare("INSERT INTO ledger_tenant VALUES (?)").run(tenant);
  return database;
}

type Made = { tenant: string; id: string; at: number };

/** Writes the happenings as the platform would, as far as triggers and keys let them; returns what was opened. */
function happen(database: DatabaseSync, happenings: readonly Happening[], made: Made[] = []): Made[] {
  for (const one of happenings) {
    if (one.do === "open") {
      made.push(open(database, one, `dis_${made.length}`));
      continue;
    }
    const chosen = made[one.which % made.length];
    if (chosen === undefined) continue;
    if (one.do === "see") database.prepare("UPDATE discrepancy SET severity = ?, difference = ?, times_seen = times_seen + 1 WHERE tenant_id = ? AND id = ?").run(one.severity, one.difference, chosen.tenant, chosen.id);
    else if (one.do === "move") move(database, one, chosen);
    else if (one.do === "draw") {
      database.prepare("INSERT OR IGNORE INTO second_review (tenant_id, discrepancy_id, month, closed_version, first_outcome, first_reviewer_id, seed_idx, drawn_at, log_idx) VALUES (?, ?, '2026-01', 1, 'accept', ?, 0, 0, 0)").run(chosen.tenant, chosen.id, one.reviewer);
    } else database.prepare("UPDATE second_review SET reviewer_id = 'x', outcome = ?, reviewed_at = 1 WHERE tenant_id = ? AND discrepancy_id = ? AND reviewed_at IS NULL").run(one.outcome, chosen.tenant, chosen.id);
  }
  return made;
}

function open(database: DatabaseSync, { tenant, rule, period, severity: rank, difference: far, at }: Extract<Happening, { do: "open" }>, id: string): Made {
  database
    .prepare(
      `INSERT INTO discrepancy (tenant_id, id, fingerprint, rule, rule_version, measure, report_type_id, period_id, subject, subject_name_vi, subject_name_en, severity, difference, state, is_open, version, times_seen, times_absent, opened_at, last_seen_at, last_run_id)
       VALUES (?, ?, ?, ?, '1.0', 'filings-online', 'services-quarter', ?, '1', 'x', 'x', ?, ?, 'NEW', 1, 1, 1, 0, ?, ?, 'run')`,
    )
    .run(tenant, id, id, rule, period, rank, far, at, at);
  database.prepare("INSERT INTO discrepancy_event (tenant_id, discrepancy_id, version, transition, to_state, actor_id, actor_tenant_id, at, log_idx) VALUES (?, ?, 1, 'open', 'NEW', 'system', ?, ?, 0)").run(tenant, id, tenant, at);
  return { tenant, id, at };
}

function move(database: DatabaseSync, { transition, to, assignee, dueOn, snooze, reason, hours }: Extract<Happening, { do: "move" }>, chosen: Made): void {
  const { state, version } = database.prepare("SELECT state, version FROM discrepancy WHERE tenant_id = ? AND id = ?").get(chosen.tenant, chosen.id) as { state: string; version: number };
  const staying = ["assign", "snooze", "wake"].includes(transition);
  chosen.at += hours * HOUR;
  database
    .prepare(
      `INSERT INTO discrepancy_event (tenant_id, discrepancy_id, version, transition, from_state, to_state, actor_id, actor_tenant_id, at, reason, due_on, assignee, snooze, log_idx)
       VALUES (?, ?, ?, ?, ?, ?, 'off_x', 'VN', ?, ?, ?, ?, ?, 0)`,
    )
    .run(chosen.tenant, chosen.id, version + 1, transition, state, staying ? state : to, chosen.at, reason, dueOn, assignee, snooze);
}
