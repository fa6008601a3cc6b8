import { sql } from "drizzle-orm";
import { foreignKey, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { ledgerTenant } from "../log/schema.ts";
import { extensionStates, obligationActions } from "./obligation-contract.ts";
import { submission } from "./schema.ts";

/** What was decided about who owes a report, version by version of (tenant, report type). Never changed: what was owed stays owed. */
export const obligationEvent = sqliteTable(
  "obligation_event",
  {
    tenantId: text("tenant_id").notNull().references(() => ledgerTenant.tenantId),
    reportTypeId: text("report_type_id").notNull(),
    /** 1, 2, 3 … without a gap. */
    version: integer("version").notNull(),
    action: text("action", { enum: obligationActions }).notNull(),
    /** The obligation it is about, by its first day, and the last day it has from now on. */
    validFrom: text("valid_from").notNull(),
    validTo: text("valid_to"),
    reason: text("reason").notNull(),
    actorId: text("actor_id").notNull(),
    at: integer("at").notNull(),
    logIndex: integer("log_idx").notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.reportTypeId, table.version] })],
);

/** More time for one report: asked for with a signature by the tenant's head, granted or refused with one by the authority. */
export const extension = sqliteTable(
  "extension",
  {
    tenantId: text("tenant_id").notNull(),
    id: text("id").notNull(),
    reportTypeId: text("report_type_id").notNull(),
    periodId: text("period_id").notNull(),
    state: text("state", { enum: extensionStates }).notNull(),
    /** The last day in time that was asked for, and the one that was granted. */
    wantedUntil: text("wanted_until").notNull(),
    until: text("until"),
    requestJti: text("request_jti").notNull(),
    requestedBy: text("requested_by").notNull(),
    requestedAt: integer("requested_at").notNull(),
    decisionJti: text("decision_jti"),
    decidedBy: text("decided_by"),
    decidedAt: integer("decided_at"),
    logIndex: integer("log_idx").notNull(),
    decisionIndex: integer("decision_idx"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    foreignKey({ columns: [table.tenantId, table.requestJti], foreignColumns: [submission.tenantId, submission.jti] }),
    foreignKey({ columns: [table.tenantId, table.decisionJti], foreignColumns: [submission.tenantId, submission.jti] }),
    /** One request at a time a report. */
    uniqueIndex("extension_asked_once").on(table.tenantId, table.reportTypeId, table.periodId).where(sql`state = 'requested'`),
    index("extension_of_period").on(table.tenantId, table.reportTypeId, table.periodId),
    index("extension_by_request").on(table.tenantId, table.requestJti),
    index("extension_by_decision").on(table.tenantId, table.decisionJti),
    index("extension_by_state").on(table.state),
  ],
);

/**
 * Answers to requests for more time that were signed with a key that was, by then, in wrong hands: work until somebody else has decided anew.
 * What the answer says goes on to hold until then.
 */
export const contestedExtension = sqliteTable(
  "contested_extension",
  {
    tenantId: text("tenant_id").notNull(),
    /** The contested answer. */
    jti: text("jti").notNull(),
    extensionId: text("extension_id").notNull(),
    kid: text("kid").notNull(),
    /** The entry of the tenant's log that says so. */
    contestedIndex: integer("contested_idx").notNull(),
    /** The answer that took its place. */
    settledJti: text("settled_jti"),
    settledAt: integer("settled_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.jti] }),
    foreignKey({ columns: [table.tenantId, table.jti], foreignColumns: [submission.tenantId, submission.jti] }),
    foreignKey({ columns: [table.tenantId, table.extensionId], foreignColumns: [extension.tenantId, extension.id] }),
    index("contested_extension_open").on(table.tenantId, table.extensionId).where(sql`settled_jti IS NULL`),
  ],
);
