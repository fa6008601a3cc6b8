import { expect, test } from "vitest";
import type { DiscrepancyState } from "../../../worker/audit/contract.ts";
import { contextFor, makeTenant } from "../make-tenant.ts";
import { makeDiscrepancy } from "./make-discrepancy.ts";

/** Rows that the event of a move writes, with the record, its indexes and every tally that follow from it; the log entry comes on top. */
const budgets: readonly { transition: string; from: DiscrepancyState; to: DiscrepancyState; rows: number; assignee?: string; dueOn?: string }[] = [
  { transition: "acknowledge", from: "NEW", to: "ACKNOWLEDGED", assignee: "off_a", rows: 13 },
  { transition: "ask", from: "ACKNOWLEDGED", to: "AWAITING_EXPLANATION", dueOn: "2999-01-01", rows: 14 },
  { transition: "explain", from: "AWAITING_EXPLANATION", to: "EXPLAINED", rows: 13 },
  { transition: "accept", from: "EXPLAINED", to: "ACCEPTED", rows: 16 },
  { transition: "assign", from: "ACKNOWLEDGED", to: "ACKNOWLEDGED", assignee: "off_b", rows: 13 },
];

test.each(budgets)("$transition writes at most $rows rows beside the log entry", async ({ transition, from, to, rows, assignee, dueOn }) => {
  const tenant = await makeTenant();
  const { id, version } = await makeDiscrepancy(tenant, { state: from });
  const { meta } = await contextFor(tenant)
    .ledger.prepare(
      `INSERT INTO discrepancy_event (tenant_id, discrepancy_id, version, transition, from_state, to_state, actor_id, actor_tenant_id, at, due_on, assignee, log_idx) VALUES (?, ?, ?, ?, ?, ?, 'off_x', 'VN', ?, ?, ?, 0)`,
    )
    .bind(tenant.code, id, version + 1, transition, from, to, Date.now(), dueOn ?? null, assignee ?? null)
    .run();
  expect(meta.rows_written).toBeLessThanOrEqual(rows);
});
