import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { ledgerTenant } from "../log/schema.ts";
import { ruleSetStates } from "./rule-set-contract.ts";

/** The authority's rule sets: the exact canonical document of each version, and who proposed and approved it. Frozen once proposed. */
export const ruleSet = sqliteTable(
  "rule_set",
  {
    tenantId: text("tenant_id").notNull().references(() => ledgerTenant.tenantId),
    id: text("id").notNull(),
    version: integer("version").notNull(),
    /** RFC 8785 bytes; `digest` is their SHA-256. */
    document: text("document").notNull(),
    digest: text("digest").notNull(),
    effectiveFrom: text("effective_from").notNull(),
    state: text("state", { enum: ruleSetStates }).notNull(),
    /** Why it is wanted, in its author's words. */
    reason: text("reason").notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: integer("created_at").notNull(),
    proposedBy: text("proposed_by"),
    proposedAt: integer("proposed_at"),
    proposedIndex: integer("proposed_idx"),
    approvedBy: text("approved_by"),
    approvedAt: integer("approved_at"),
    approvedIndex: integer("approved_idx"),
    /** The finished back-test of exactly this digest that the approval rests on; null only for the first. */
    backTestId: text("back_test_id"),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id, table.version] })],
);
