import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { ledgerTenant } from "../log/schema.ts";

/** A published edition of a form. `package` is its canonical JSON (RFC 8785); never changed, only closed. */
export const formVersion = sqliteTable(
  "form_version",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => ledgerTenant.tenantId),
    formId: text("form_id").notNull(),
    revision: integer("rev").notNull(),
    digest: text("digest").notNull(),
    package: text("package").notNull(),
    publishedAt: integer("published_at").notNull(),
    publishedIndex: integer("published_idx").notNull(),
    closedAt: integer("closed_at"),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.formId, table.revision] })],
);
