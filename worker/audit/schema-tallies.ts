import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { ledgerTenant } from "../log/schema.ts";

/** What a tally is told apart by, besides tenant, severity and sleep: the rule, or the period. */
const tallyFacets = ["rule", "period"] as const;

/**
 * How many discrepancies of the tenant a rule, or a period, has in each state, and the sum of their differences without signs. A row for each of
 * them, a column for each state (worker/audit/tally-kinds.ts): a move rewrites two rows. Kept by triggers, so counting never looks at discrepancies.
 */
export const discrepancyFacet = sqliteTable(
  "discrepancy_facet",
  {
    tenantId: text("tenant_id").notNull().references(() => ledgerTenant.tenantId),
    facet: text("facet", { enum: tallyFacets }).notNull(),
    value: text("value").notNull(),
    severity: integer("severity").notNull(),
    snoozed: integer("snoozed", { mode: "boolean" }).notNull(),
    newFree: integer("new_free").notNull().default(0),
    newTaken: integer("new_taken").notNull().default(0),
    acknowledged: integer("acknowledged").notNull().default(0),
    awaitingExplanation: integer("awaiting_explanation").notNull().default(0),
    explained: integer("explained").notNull().default(0),
    upheld: integer("upheld").notNull().default(0),
    correctionFiled: integer("correction_filed").notNull().default(0),
    dismissalRequested: integer("dismissal_requested").notNull().default(0),
    appealed: integer("appealed").notNull().default(0),
    accepted: integer("accepted").notNull().default(0),
    dismissed: integer("dismissed").notNull().default(0),
    verifiedFixed: integer("verified_fixed").notNull().default(0),
    newFreeDifference: integer("new_free_difference").notNull().default(0),
    newTakenDifference: integer("new_taken_difference").notNull().default(0),
    acknowledgedDifference: integer("acknowledged_difference").notNull().default(0),
    awaitingExplanationDifference: integer("awaiting_explanation_difference").notNull().default(0),
    explainedDifference: integer("explained_difference").notNull().default(0),
    upheldDifference: integer("upheld_difference").notNull().default(0),
    correctionFiledDifference: integer("correction_filed_difference").notNull().default(0),
    dismissalRequestedDifference: integer("dismissal_requested_difference").notNull().default(0),
    appealedDifference: integer("appealed_difference").notNull().default(0),
    acceptedDifference: integer("accepted_difference").notNull().default(0),
    dismissedDifference: integer("dismissed_difference").notNull().default(0),
    verifiedFixedDifference: integer("verified_fixed_difference").notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.facet, table.value, table.severity, table.snoozed] })],
);
