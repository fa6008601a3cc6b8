import { foreignKey, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { ledgerTenant } from "../log/schema.ts";
import { channels, eventKinds, outcomes } from "./contract.ts";

/** One signed batch. The exact body is in R2 under `bodyDigest`; `answer` is the verdict its sender got. */
export const filingBatch = sqliteTable(
  "filing_batch",
  {
    tenantId: text("tenant_id").notNull().references(() => ledgerTenant.tenantId),
    jti: text("jti").notNull(),
    integrationId: text("integration_id").notNull(),
    source: text("source").notNull(),
    jws: text("jws").notNull(),
    bodyDigest: text("body_digest").notNull(),
    lines: integer("lines").notNull(),
    accepted: integer("accepted").notNull(),
    receivedAt: integer("received_at").notNull(),
    logIndex: integer("log_idx").notNull(),
    /** JSON: the refused lines with their codes, and how many were known before. */
    verdict: text("verdict").notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.jti] })],
);

/**
 * What an integration told about a filing; one row an event and no second index. The key is the event's identity, so a
 * replay changes nothing and other content under the same identity is seen. WITHOUT ROWID, written by hand in the migration.
 */
export const filingEvent = sqliteTable(
  "filing_event",
  {
    tenantId: text("tenant_id").notNull(),
    source: text("source").notNull(),
    filingCode: text("filing_code").notNull(),
    kind: text("kind", { enum: eventKinds }).notNull(),
    serviceCode: text("service_code").notNull(),
    /** Milliseconds. */
    at: integer("at").notNull(),
    bucket: integer("bucket").notNull(),
    channel: text("channel", { enum: channels }),
    outcome: text("outcome", { enum: outcomes }),
    batchJti: text("batch_jti").notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.source, table.filingCode, table.kind] })],
);

/** How many, per service and half-month bucket. Written only in the batch that writes the events. */
export const filingCounter = sqliteTable(
  "filing_counter",
  {
    tenantId: text("tenant_id").notNull(),
    bucket: integer("bucket").notNull(),
    serviceCode: text("service_code").notNull(),
    onlineFull: integer("online_full").notNull().default(0),
    onlinePartial: integer("online_partial").notNull().default(0),
    inPerson: integer("in_person").notNull().default(0),
    post: integer("post").notNull().default(0),
    resolvedEarly: integer("resolved_early").notNull().default(0),
    resolvedOnTime: integer("resolved_on_time").notNull().default(0),
    resolvedLate: integer("resolved_late").notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.bucket, table.serviceCode] }),
    foreignKey({ columns: [table.tenantId], foreignColumns: [ledgerTenant.tenantId] }),
  ],
);
