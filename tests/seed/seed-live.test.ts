import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LocalPlatform } from "../../scripts/platform/open-local-platform.ts";
import { seedLive } from "../../scripts/seed/seed-live.ts";
import { findTenant } from "../../worker/directory/queries.ts";
import { openFreshPlatform } from "./open-fresh-platform.ts";

/** A day on which the deadlines of the month before and of the quarter have passed. */
const NOW = Date.parse("2026-11-25T08:00:00Z");
let local: LocalPlatform;
beforeAll(async () => {
  local = await openFreshPlatform((fresh) => seedLive(fresh, NOW));
});
afterAll(() => local.close());

async function rowsOf<Row>(unit: string, sql: string): Promise<Row[]> {
  const { ledger } = (await findTenant(local.central, unit))!;
  return (await local.platform.ledgers[ledger].prepare(sql).bind(unit).all<Row>()).results;
}

describe("the live demo", () => {
  test("shows the Ministry of Finance's discrepancies in every state that people lead to", async () => {
    const states = await rowsOf<{ state: string; snoozed: number }>("G12", "SELECT DISTINCT state, snoozed FROM discrepancy WHERE tenant_id = ?");
    const shown = states.map(({ state, snoozed }) => (snoozed ? "snoozed" : state));
    expect(shown.toSorted()).toEqual(["ACCEPTED", "ACKNOWLEDGED", "APPEALED", "AWAITING_EXPLANATION", "DISMISSAL_REQUESTED", "DISMISSED", "EXPLAINED", "NEW", "UPHELD", "snoozed"]);
  });

  test("has a comment of the authority's own and one for both sides", async () => {
    const comments = await rowsOf<{ visibility: string }>("G12", "SELECT visibility FROM discrepancy_comment WHERE tenant_id = ? ORDER BY visibility");
    expect(comments.map(({ visibility }) => visibility)).toEqual(["internal", "shared"]);
  });

  test("leaves everybody in it three notices to read at most: the older ones were read", async () => {
    const told = await rowsOf<{ total: number; unread: number }>("G12", "SELECT count(*) AS total, count(*) FILTER (WHERE read_at IS NULL) AS unread FROM notification WHERE tenant_id = ? GROUP BY officer_id");
    expect(Math.max(...told.map(({ total }) => total))).toBeGreaterThan(3);
    expect(told.every(({ unread }) => unread <= 3)).toBe(true);
  });

  test.each(["H26", "H57-2025"])("leaves those of %s new", async (unit) => {
    const states = await rowsOf<{ state: string }>(unit, "SELECT DISTINCT state FROM discrepancy WHERE tenant_id = ?");
    expect(states).toEqual([{ state: "NEW" }]);
  });

  test("has filings that only the national portal knows of at Huế, and nowhere else", async () => {
    const found = (unit: string) => rowsOf<{ actual: number }>(unit, "SELECT actual FROM discrepancy WHERE tenant_id = ? AND rule = 'R27'");
    const hue = await found("H57-2025");
    expect(hue.length).toBeGreaterThan(0);
    expect(hue.every(({ actual }) => actual > 0)).toBe(true);
    expect(await Promise.all(["G12", "H26"].map(found))).toEqual([[], []]);
  });

  test("leaves no key that signs: their private halves ended with the seed", async () => {
    for (const unit of ["VN", "G12", "H26", "H57-2025"]) expect(await rowsOf(unit, "SELECT kid FROM signing_key WHERE tenant_id = ? AND state = 'active'")).toEqual([]);
  });
});
