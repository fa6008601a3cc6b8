import type { RuleId } from "./contract.ts";
import { toWhere, type Condition, type Sql } from "./discrepancy-conditions.ts";
import { orders, type ListSort } from "./list-orders.ts";

/** As the partial index of these has them, in its order. */
export const riskRuleIds: readonly RuleId[] = ["R23", "R35", "R36", "R37", "R38", "R52", "R53"];

export type AccessPath = {
  index: string;
  /** Repeats conditions in words that a partial index insists on; `covered` are those. */
  literal: string;
  covered: readonly Condition[];
  /** What the index begins with, in its order. */
  leads: readonly Condition["on"][];
  fixesOpen: boolean;
  /** The index has its rows in the order asked for; otherwise they are sorted when they are read. */
  isInOrder: boolean;
};

/**
 * The index that leads to the fewest rows. One tenant's, or one person's, are few: another order of them is sorted. Through an index of all
 * tenants, a tenant's list would go on from other tenants' rows, and its cursor would say which.
 */
export function accessPath(conditions: readonly Condition[], sort: ListSort): AccessPath {
  const only = (on: "tenant" | "state" | "assignee") => conditions.find((one) => one.on === on && !one.isNot && "values" in one && one.values.length === 1);
  const valueOf = (found: Condition | undefined) => (found && "values" in found ? (found.values[0] as string | null) : undefined);
  const path = (index: string, leads: AccessPath["leads"], more: Partial<AccessPath> = {}): AccessPath => ({ index, leads, literal: "1", covered: [], fixesOpen: false, isInOrder: true, ...more });
  const partial = (index: string, literal: string, covered: readonly Condition[], leads: AccessPath["leads"] = ["open", "severity"]) => path(index, leads, { literal, covered, fixesOpen: !leads.includes("open") });

  const service = conditions.find((one) => one.on === "subject" && !one.isNot && isLeading(one));
  if (only("tenant") && service) return path("discrepancy_of_subject", ["tenant", "subject"], { isInOrder: false });
  if (only("tenant")) return path("discrepancy_open_of_tenant", ["tenant", "open", "severity"], { isInOrder: sort === "severity" });
  if (typeof valueOf(only("assignee")) === "string") {
    const [index, leads] = sort === "due" ? ["discrepancy_mine", ["assignee", "open", "due"]] as const : ["discrepancy_by_assignee", ["assignee", "open", "severity"]] as const;
    return path(index, leads, { literal: "d.assignee IS NOT NULL", isInOrder: sort === "due" || sort === "severity" });
  }
  if (sort !== "severity") return inOrder(sort);
  const [state, nobody] = [only("state"), only("assignee")];
  if (valueOf(state) === "NEW" && valueOf(nobody) === null) return partial("discrepancy_inbox", "d.state = 'NEW' AND d.assignee IS NULL", [state!, nobody!], ["severity"]);
  if (state) return path("discrepancy_by_state", ["state", "severity"], { fixesOpen: true });
  const risky = conditions.find((one) => one.on === "rule" && !one.isNot && one.values.every((rule) => riskRuleIds.includes(rule as RuleId)));
  if (risky && "values" in risky) return partial("discrepancy_of_risk", `d.rule IN (${riskRuleIds.map((rule) => `'${rule}'`).join(", ")})`, new Set<unknown>(risky.values).size === riskRuleIds.length ? [risky] : []);
  const flag = (on: "snoozed" | "regressed") => conditions.find((one) => one.on === on && !one.isNot);
  const [snoozed, regressed] = [flag("snoozed"), flag("regressed")];
  if (snoozed) return partial("discrepancy_sleeping", "d.snoozed = 1", [snoozed]);
  if (regressed) return partial("discrepancy_regressed", "d.times_regressed > 0", [regressed]);
  return inOrder("severity");
}

/** The index that has every row of the ledger in the order. */
function inOrder(sort: ListSort): AccessPath {
  const leads = { severity: ["open", "severity"], due: ["open", "due"], newest: ["open"], difference: ["open", "difference"] } as const;
  return { index: orders[sort].index, leads: leads[sort], literal: "1", covered: [], fixesOpen: false, isInOrder: true };
}

/** What the path's index leads to without passing over any row, and the conditions that are left to ask of each. */
export function along(path: AccessPath, conditions: readonly Condition[]): { led: Sql; isSeverityFixed: boolean; rest: Condition[] } {
  const led: Condition[] = [];
  for (const on of path.leads) {
    const found = conditions.find((one) => one.on === on && !led.includes(one) && isLeading(one));
    if (!found) break;
    led.push(found);
  }
  const where = toWhere(led);
  return {
    led: { sql: `${path.literal} AND ${where.sql}`, params: where.params },
    isSeverityFixed: led.some((one) => one.on === "severity" && one.ranges[0]!.operator === "="),
    rest: conditions.filter((one) => !led.includes(one) && !path.covered.includes(one)),
  };
}

/** One range or one value that the index has in one piece. */
function isLeading(condition: Condition): boolean {
  const { on, isNot } = condition;
  if (on === "open") return true;
  if (isNot) return false;
  if (on === "tenant" || on === "state" || on === "assignee") return condition.values.length === 1;
  if (on === "subject") return condition.values.length === 1 && !condition.values[0]!.isPrefix;
  if (on === "severity") return condition.ranges.length === 1;
  if (on === "due") return condition.ranges.length === 1 && condition.ranges[0] !== "none" && condition.ranges[0]!.operator.startsWith("<");
  if (on === "difference") return condition.ranges.length === 1 && condition.ranges[0]!.operator.startsWith(">") && condition.ranges[0]!.value > 0;
  return false;
}

/** The path on which what meets the conditions is counted: a day or a size before which everything counts is where an order begins. */
export function pathOfCount(conditions: readonly Condition[]): AccessPath {
  const isOpenFixed = conditions.some(({ on }) => on === "open");
  const has = (on: "due" | "difference") => isOpenFixed && conditions.some((one) => one.on === on && isLeading(one));
  return accessPath(conditions, has("due") ? "due" : has("difference") ? "difference" : "severity");
}
