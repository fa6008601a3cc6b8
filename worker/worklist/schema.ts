import { foreignKey, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { officer } from "../tenancy/schema.ts";
import { listSorts } from "./contract.ts";

/** A query with its order and columns under a name, kept by an officer; shared, all of the tenant's people see it. */
export const savedView = sqliteTable(
  "saved_view",
  {
    tenantId: text("tenant_id").notNull(),
    id: text("id").notNull(),
    ownerId: text("owner_id").notNull(),
    name: text("name").notNull(),
    isShared: integer("is_shared", { mode: "boolean" }).notNull(),
    query: text("query").notNull(),
    sort: text("sort", { enum: listSorts }).notNull(),
    /** JSON: the columns shown, in their order. */
    columns: text("columns").notNull(),
    version: integer("version").notNull(),
    changedAt: integer("changed_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    foreignKey({ columns: [table.tenantId, table.ownerId], foreignColumns: [officer.tenantId, officer.id] }),
    index("saved_view_of_owner").on(table.tenantId, table.ownerId),
  ],
);
