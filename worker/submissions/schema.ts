import { sql } from "drizzle-orm";
import { foreignKey, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { ledgerTenant } from "../log/schema.ts";
import { acts, countersignatures } from "./contract.ts";
import { reportMarks } from "./obligation-contract.ts";

/** Who owes which report, from a day to a day. Never inferred from today's tenants. */
export const obligation = sqliteTable(
  "obligation",
  {
    tenantId: text("tenant_id").notNull().references(() => ledgerTenant.tenantId),
    reportTypeId: text("report_type_id").notNull(),
    validFrom: text("valid_from").notNull(),
    validTo: text("valid_to"),
    /** The version of the last `obligation_event` about it; null where it was there before events were kept. */
    policyVersion: integer("policy_version"),
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
    act: text("act", { enum: acts }).notNull(),
    formId: text("form_id").notNull(),
    formRevision: integer("form_rev").notNull(),
    /** Reports only; null for explanations and decisions. */
    reportTypeId: text("report_type_id"),
    periodId: text("period_id"),
    /** The submission this one amends. */
    amendsJti: text("amends_jti"),
    receivedAt: integer("received_at").notNull(),
    logIndex: integer("log_idx").notNull(),
    /** Of `approve` and `reject`: the earlier submission that is signed over, and what the second signature is for. */
    refJti: text("ref_jti"),
    countersignature: text("countersignature", { enum: countersignatures }),
    /** 1: a report that counts only when the head has signed over it, by the tenant's policy on the day it arrived. */
    needsHead: integer("needs_head", { mode: "boolean" }).notNull().default(false),
    /** Of reports: how many numbers were left as "no number given", and whether it says nothing or 0 everywhere. Null where the bytes say it (before it was kept). */
    unanswered: integer("unanswered"),
    mark: text("mark", { enum: reportMarks }),
  },
  (table) => [
    uniqueIndex("submission_by_jti").on(table.tenantId, table.jti),
    uniqueIndex("submission_by_nonce").on(table.tenantId, table.nonce),
    index("submission_by_period").on(table.tenantId, table.reportTypeId, table.periodId).where(sql`period_id IS NOT NULL`),
    /** One first report a period, and one amendment of each: a chain, never a fork. */
    uniqueIndex("submission_amended_once").on(table.tenantId, table.amendsJti).where(sql`amends_jti IS NOT NULL`),
    uniqueIndex("submission_first_of_period").on(table.tenantId, table.reportTypeId, table.periodId).where(sql`period_id IS NOT NULL AND amends_jti IS NULL`),
    index("submission_by_ref").on(table.tenantId, table.refJti).where(sql`ref_jti IS NOT NULL`),
    /** What another tenant's people signed here, the authority's, by their key: found again when that key was in wrong hands. */
    index("submission_signed_elsewhere").on(table.signerTenantId, table.kid, table.receivedAt).where(sql`signer_tenant_id <> tenant_id`),
  ],
);

/** Documents that one officer does not see for now: those that would tell a second reviewer what was decided first. */
export const withheldSubmission = sqliteTable(
  "withheld_submission",
  {
    tenantId: text("tenant_id").notNull(),
    jti: text("jti").notNull(),
    officerId: text("officer_id").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.jti, table.officerId] }),
    foreignKey({ columns: [table.tenantId, table.jti], foreignColumns: [submission.tenantId, submission.jti] }),
  ],
);

/** Submissions signed with a key that was, by then, in wrong hands: work until somebody has signed over them with another key. */
export const contestedSubmission = sqliteTable(
  "contested_submission",
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
    foreignKey({ columns: [table.tenantId, table.jti], foreignColumns: [submission.tenantId, submission.jti] }),
  ],
);

/**
 * Moves of discrepancies whose document was signed with a key that was, by then, in wrong hands; one document may have made several. Work until
 * somebody has signed over it with another key, or the discrepancy was opened anew. Named without a foreign key to it: discrepancies come later in the line.
 */
export const contestedMove = sqliteTable(
  "contested_move",
  {
    tenantId: text("tenant_id").notNull(),
    discrepancyId: text("discrepancy_id").notNull(),
    /** The event's. */
    version: integer("version").notNull(),
    jti: text("jti").notNull(),
    kid: text("kid").notNull(),
    /** The entry of the tenant's log that says so. */
    contestedIndex: integer("contested_idx").notNull(),
    confirmedJti: text("confirmed_jti"),
    confirmedAt: integer("confirmed_at"),
    /** The log entry of the move that opened the discrepancy anew: nothing rests on this one any more. */
    counteredIndex: integer("countered_idx"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.discrepancyId, table.version] }),
    foreignKey({ columns: [table.tenantId, table.jti], foreignColumns: [submission.tenantId, submission.jti] }),
    index("contested_move_by_document").on(table.tenantId, table.jti),
  ],
);
