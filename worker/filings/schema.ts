import { sql } from "drizzle-orm";
import { foreignKey, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { ledgerTenant } from "../log/schema.ts";
import { channels, filingMarks, markColumn, outcomes } from "./contract.ts";

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
    /** JSON: of the events that count from this batch on, how many fall into which half month; null for batches from before this was kept. */
    counted: text("counted"),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.jti] })],
);

/** Batches signed with a key that was, by then, in wrong hands: work until the same bytes came again under another key. Written by triggers alone. */
export const contestedBatch = sqliteTable(
  "contested_batch",
  {
    tenantId: text("tenant_id").notNull(),
    jti: text("jti").notNull(),
    kid: text("kid").notNull(),
    /** The log entry that says the key was compromised. */
    contestedIndex: integer("contested_idx").notNull(),
    confirmedJti: text("confirmed_jti"),
    confirmedAt: integer("confirmed_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.jti] }),
    foreignKey({ columns: [table.tenantId, table.jti], foreignColumns: [filingBatch.tenantId, filingBatch.jti] }),
  ],
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
    /** The kind; with its instant, base 36, where the kind can come more than once. */
    kind: text("kind").notNull(),
    serviceCode: text("service_code").notNull(),
    /** Milliseconds. */
    at: integer("at").notNull(),
    bucket: integer("bucket").notNull(),
    channel: text("channel", { enum: channels }),
    outcome: text("outcome", { enum: outcomes }),
    batchJti: text("batch_jti").notNull(),
    /** JSON of the optional members, or null. */
    facts: text("facts"),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.source, table.filingCode, table.kind] })],
);

const marks = Object.fromEntries(filingMarks.map((mark) => [mark, integer(markColumn(mark)).notNull().default(0)]));

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
    ...marks,
    /** All of the above that is not 0, as `packedSql` writes it: what audits read. */
    packed: text("packed").notNull().default(""),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.bucket, table.serviceCode] }),
    foreignKey({ columns: [table.tenantId], foreignColumns: [ledgerTenant.tenantId] }),
  ],
);

/** Lines that do not count and are not lost: of a service nobody declared, or against what is known. Gone when they count. */
export const filingAside = sqliteTable(
  "filing_aside",
  {
    tenantId: text("tenant_id").notNull().references(() => ledgerTenant.tenantId),
    source: text("source").notNull(),
    filingCode: text("filing_code").notNull(),
    kind: text("kind").notNull(),
    reason: text("reason", { enum: ["service-unknown", "filing-conflict"] }).notNull(),
    serviceCode: text("service_code").notNull(),
    bucket: integer("bucket").notNull(),
    batchJti: text("batch_jti").notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.source, table.filingCode, table.kind, table.reason] })],
);

/** A few filing codes behind a signal, the smallest: examples for the evidence. */
export const filingSample = sqliteTable(
  "filing_sample",
  {
    tenantId: text("tenant_id").notNull().references(() => ledgerTenant.tenantId),
    bucket: integer("bucket").notNull(),
    serviceCode: text("service_code").notNull(),
    signal: text("signal").notNull(),
    codes: text("codes").notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.bucket, table.serviceCode, table.signal] })],
);

/** Filings that were open past their due date at the end of a half month: by the half month they were due and were done in. */
export const filingPending = sqliteTable(
  "filing_pending",
  {
    tenantId: text("tenant_id").notNull().references(() => ledgerTenant.tenantId),
    /** 9999999 while it is not done. */
    doneBucket: integer("done_bucket").notNull(),
    serviceCode: text("service_code").notNull(),
    dueBucket: integer("due_bucket").notNull(),
    filings: integer("filings").notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.doneBucket, table.serviceCode, table.dueBucket] })],
);

/** What came in on a day, by the unit that numbered it; an empty unit for codes without a running number. */
export const filingDay = sqliteTable(
  "filing_day",
  {
    tenantId: text("tenant_id").notNull().references(() => ledgerTenant.tenantId),
    day: text("day").notNull(),
    unit: text("unit").notNull(),
    online: integer("online").notNull(),
    /** Filings with a running number, and the highest number. */
    numbered: integer("numbered").notNull(),
    highest: integer("highest").notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.day, table.unit] })],
);

/** Who filed for others: one keyed hash of a submitter and a half month, with the keyed hashes of at most 40 owners. */
export const filingSubmitter = sqliteTable(
  "filing_submitter",
  {
    tenantId: text("tenant_id").notNull().references(() => ledgerTenant.tenantId),
    bucket: integer("bucket").notNull(),
    submitter: text("submitter").notNull(),
    filings: integer("filings").notNull(),
    owners: text("owners").notNull(),
    ownersKnown: integer("owners_known").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.bucket, table.submitter] }),
    index("filing_submitter_of_several").on(table.tenantId, table.bucket).where(sql`owners_known >= 3`),
  ],
);

/** Live filings of a service and day by the short form of their owners' hashes: who filed the same thing twice on a day. No key and no index of it leads from a person to filings. */
export const filingOwner = sqliteTable(
  "filing_owner",
  {
    tenantId: text("tenant_id").notNull().references(() => ledgerTenant.tenantId),
    day: text("day").notNull(),
    serviceCode: text("service_code").notNull(),
    /** JSON: short form of the hash → live filings. */
    owners: text("owners").notNull(),
    /** Filings of owners who have more than one. */
    twice: integer("twice").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.day, table.serviceCode] }),
    index("filing_owner_twice").on(table.tenantId, table.day).where(sql`twice > 0`),
  ],
);

/** Which units below the tenant filings came from in a half month. */
export const filingUnit = sqliteTable(
  "filing_unit",
  {
    tenantId: text("tenant_id").notNull().references(() => ledgerTenant.tenantId),
    bucket: integer("bucket").notNull(),
    /** JSON: agency code, as it was written → filings received. */
    units: text("units").notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.bucket] })],
);
