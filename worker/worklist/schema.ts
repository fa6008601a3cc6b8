import { sql } from "drizzle-orm";
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

/** Who wants a mail on working days about what is new in a view; `view_id` is a saved view or one that every list starts with. */
export const viewSubscription = sqliteTable(
  "view_subscription",
  {
    tenantId: text("tenant_id").notNull(),
    officerId: text("officer_id").notNull(),
    viewId: text("view_id").notNull(),
    /** What moved after this instant is new: the last digest, or the moment of subscribing. */
    since: integer("since").notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.officerId, table.viewId] }), foreignKey({ columns: [table.tenantId, table.officerId], foreignColumns: [officer.tenantId, officer.id] })],
);

/** One digest: how many the view had and how many were new. At most one a view, person and day; notice and mail in one. */
export const viewDigest = sqliteTable(
  "view_digest",
  {
    tenantId: text("tenant_id").notNull(),
    officerId: text("officer_id").notNull(),
    viewId: text("view_id").notNull(),
    /** The Vietnamese day. */
    day: text("day").notNull(),
    /** The view as it was then; the name is empty for one that the list comes with. */
    name: text("name").notNull(),
    query: text("query").notNull(),
    sort: text("sort", { enum: listSorts }).notNull(),
    matching: integer("matching").notNull(),
    fresh: integer("fresh").notNull(),
    /** 1: there are more than were counted. */
    isCapped: integer("is_capped", { mode: "boolean" }).notNull(),
    at: integer("at").notNull(),
    readAt: integer("read_at"),
    mailedAt: integer("mailed_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.officerId, table.viewId, table.day] }),
    foreignKey({ columns: [table.tenantId, table.officerId], foreignColumns: [officer.tenantId, officer.id] }),
    index("view_digest_to_mail").on(table.at).where(sql`mailed_at IS NULL`),
  ],
);
