import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { ledgerTenant } from "../log/schema.ts";

/** Who owes which report, from a day to a day. Never inferred from today's tenants. */
export const obligation = sqliteTable(
  "obligation",
  {
    tenantId: text("tenant_id").notNull().references(() => ledgerTenant.tenantId),
    reportTypeId: text("report_type_id").notNull(),
    validFrom: text("valid_from").notNull(),
    validTo: text("valid_to"),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.reportTypeId, table.validFrom] })],
);

/** One signed, filled form, verbatim. `sequence` is the rowid; what follows `jws` is computed by the server for look-ups. */
export const submission = sqliteTable(
  "submission",
  {
    sequence: integer("seq").primaryKey(),
    tenantId: text("tenant_id").notNull().references(() => ledgerTenant.tenantId),
    jti: text("jti").notNull(),
    jws: text("jws").notNull(),
    /** SHA-256 of the compact JWS. */
    digest: text("digest").notNull(),
    nonce: text("nonce").notNull(),
    kid: text("kid").notNull(),
    signerId: text("signer_id").notNull(),
    /** The tenant whose officer signed: the authority's, for decisions. */
    signerTenantId: text("signer_tenant_id").notNull(),
    act: text("act", { enum: ["submit", "amend"] }).notNull(),
    formId: text("form_id").notNull(),
    formRevision: integer("form_rev").notNull(),
    /** Reports only; null for explanations and decisions. */
    reportTypeId: text("report_type_id"),
    periodId: text("period_id"),
    /** The submission this one amends. */
    amendsJti: text("amends_jti"),
    receivedAt: integer("received_at").notNull(),
    logIndex: integer("log_idx").notNull(),
  },
  (table) => [
    uniqueIndex("submission_by_jti").on(table.tenantId, table.jti),
    uniqueIndex("submission_by_nonce").on(table.tenantId, table.nonce),
    index("submission_by_period").on(table.tenantId, table.reportTypeId, table.periodId).where(sql`period_id IS NOT NULL`),
    /** One first report a period, and one amendment of each: a chain, never a fork. */
    uniqueIndex("submission_amended_once").on(table.tenantId, table.amendsJti).where(sql`amends_jti IS NOT NULL`),
    uniqueIndex("submission_first_of_period").on(table.tenantId, table.reportTypeId, table.periodId).where(sql`period_id IS NOT NULL AND amends_jti IS NULL`),
  ],
);
