import { blob, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** The tenants that live in this ledger. Every tenant_id in it refers here: the wall stands in the database. */
export const ledgerTenant = sqliteTable("ledger_tenant", {
  tenantId: text("tenant_id").primaryKey(),
});

/** The append-only log: one row an entry, `leaf` its RFC 6962 leaf hash. Triggers refuse update, delete and gaps. */
export const logEntry = sqliteTable(
  "log_entry",
  {
    tenantId: text("tenant_id").notNull().references(() => ledgerTenant.tenantId),
    index: integer("idx").notNull(),
    leaf: blob("leaf", { mode: "buffer" }).notNull(),
    entry: text("entry").notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.index] })],
);
