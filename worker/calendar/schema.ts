import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { ledgerTenant } from "../log/schema.ts";
import { calendarChangeStates } from "./contract.ts";

/** What two persons of the authority decided about windows, deadlines and days off: the exact document, who proposed and who decided. */
export const calendarChange = sqliteTable(
  "calendar_change",
  {
    tenantId: text("tenant_id").notNull().references(() => ledgerTenant.tenantId),
    /** 1, 2, 3 … without a gap. */
    number: integer("number").notNull(),
    /** RFC 8785 bytes; `digest` is their SHA-256. */
    document: text("document").notNull(),
    digest: text("digest").notNull(),
    state: text("state", { enum: calendarChangeStates }).notNull(),
    proposedBy: text("proposed_by").notNull(),
    proposedAt: integer("proposed_at").notNull(),
    proposedIndex: integer("proposed_idx").notNull(),
    decidedBy: text("decided_by"),
    decidedAt: integer("decided_at"),
    decidedIndex: integer("decided_idx"),
    /** When the directory had it; null until then, and the hourly job tries again. */
    appliedAt: integer("applied_at"),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.number] })],
);
