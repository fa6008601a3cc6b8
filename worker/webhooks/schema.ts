import { sql } from "drizzle-orm";
import { foreignKey, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { discrepancyEvent } from "../audit/schema.ts";
import { ledgerTenant } from "../log/schema.ts";
import { deliveryStates, webhookEvents } from "./contract.ts";

/** An address of a tenant's own system that is told what happens to discrepancies. Never changed: another address is another webhook. */
export const webhook = sqliteTable(
  "webhook",
  {
    tenantId: text("tenant_id").notNull().references(() => ledgerTenant.tenantId),
    id: text("id").notNull(),
    url: text("url").notNull(),
    /** What narrows what it is told, as the list's query box has it; empty: nothing does. */
    query: text("query").notNull().default(""),
    createdBy: text("created_by").notNull(),
    createdAt: integer("created_at").notNull(),
    removedBy: text("removed_by"),
    removedAt: integer("removed_at"),
    logIndex: integer("log_idx").notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
);

/** Up to which entry of the tenant's log a webhook has been given what it wants. The authority's webhook has one in every tenant. */
export const webhookCursor = sqliteTable(
  "webhook_cursor",
  {
    tenantId: text("tenant_id").notNull().references(() => ledgerTenant.tenantId),
    webhookId: text("webhook_id").notNull(),
    index: integer("idx").notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.webhookId] })],
);

/** One thing that one webhook is told. What it says is made from the event each time; here is only how far telling has come. */
export const webhookDelivery = sqliteTable(
  "webhook_delivery",
  {
    tenantId: text("tenant_id").notNull(),
    webhookId: text("webhook_id").notNull(),
    discrepancyId: text("discrepancy_id").notNull(),
    version: integer("version").notNull(),
    /** Empty for an event of the life; the day that has passed for `discrepancy.overdue`. */
    dueOn: text("due_on").notNull(),
    event: text("event", { enum: webhookEvents }).notNull(),
    /** When it happened, and how long the tenant's log was then: what is said is as of this entry. */
    at: integer("at").notNull(),
    logIndex: integer("log_idx").notNull(),
    state: text("state", { enum: deliveryStates }).notNull(),
    attempts: integer("attempts").notNull(),
    /** Not before this instant; while an attempt is under way, when another may be made. */
    nextAt: integer("next_at").notNull(),
    triedAt: integer("tried_at"),
    /** Why the last attempt was not accepted. */
    failure: text("failure"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.webhookId, table.discrepancyId, table.version, table.dueOn] }),
    foreignKey({ columns: [table.tenantId, table.discrepancyId, table.version], foreignColumns: [discrepancyEvent.tenantId, discrepancyEvent.discrepancyId, discrepancyEvent.version] }),
    index("webhook_delivery_waiting").on(table.webhookId, table.nextAt).where(sql`state = 'waiting'`),
    index("webhook_delivery_log").on(table.webhookId, table.at, table.tenantId, table.discrepancyId, table.version, table.dueOn),
  ],
);
