import { foreignKey, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { ledgerTenant } from "../log/schema.ts";
import { taskOutcomes, taskStates } from "./night-contract.ts";

/** A night of audits, in the authority's ledger. How far it is follows from its tasks. */
export const auditNight = sqliteTable(
  "audit_night",
  {
    tenantId: text("tenant_id").notNull().references(() => ledgerTenant.tenantId),
    key: text("key").notNull(),
    /** As of which Vietnamese day windows are due. */
    day: text("day").notNull(),
    ruleSet: text("rule_set").notNull(),
    startedAt: integer("started_at").notNull(),
    /** Null until every task was handed out, or the night was given up. */
    finishedAt: integer("finished_at"),
    /** How many tasks; null while they are being found. */
    tasks: integer("tasks"),
    failure: text("failure"),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.key] }), index("audit_night_by_start").on(table.tenantId, table.startedAt)],
);

/** One audit of a night, in its tenant's ledger: written when the night starts, so that what has not run yet is seen too. */
export const auditTask = sqliteTable(
  "audit_task",
  {
    tenantId: text("tenant_id").notNull().references(() => ledgerTenant.tenantId),
    nightKey: text("night_key").notNull(),
    reportTypeId: text("report_type_id").notNull(),
    periodId: text("period_id").notNull(),
    windowFrom: text("window_from").notNull(),
    windowTo: text("window_to").notNull(),
    state: text("state", { enum: taskStates }).notNull(),
    /** How often it was started; a failed one can be asked for again. */
    attempt: integer("attempt").notNull(),
    startedAt: integer("started_at"),
    finishedAt: integer("finished_at"),
    /** What it came to: a new run, or the same as the last one. */
    outcome: text("outcome", { enum: taskOutcomes }),
    runId: text("run_id"),
    findings: integer("findings"),
    failure: text("failure"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.nightKey, table.reportTypeId, table.periodId] }),
    index("audit_task_by_night").on(table.nightKey, table.state),
  ],
);

/** A back-test of a rule set, in the authority's ledger: what it would open and close over the last windows. */
export const backTest = sqliteTable(
  "back_test",
  {
    tenantId: text("tenant_id").notNull().references(() => ledgerTenant.tenantId),
    id: text("id").notNull(),
    ruleSetId: text("rule_set_id").notNull(),
    version: integer("version").notNull(),
    /** The exact document that is tried, and the one in force that it is held against. */
    digest: text("digest").notNull(),
    baseVersion: integer("base_version").notNull(),
    baseDigest: text("base_digest").notNull(),
    windows: integer("windows").notNull(),
    state: text("state", { enum: ["running", "done", "failed"] }).notNull(),
    /** Audits to replay, replayed so far, and those that could not be. */
    total: integer("total"),
    done: integer("done").notNull(),
    failed: integer("failed").notNull(),
    opened: integer("opened").notNull(),
    closed: integer("closed").notNull(),
    kept: integer("kept").notNull(),
    /** Of the kept ones, those the new rule set holds to be more severe, and less. */
    raised: integer("raised").notNull().default(0),
    lowered: integer("lowered").notNull().default(0),
    askedBy: text("asked_by").notNull(),
    startedAt: integer("started_at").notNull(),
    finishedAt: integer("finished_at"),
    failure: text("failure"),
    /** The entry that says what it found. */
    logIndex: integer("log_idx"),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] }), index("back_test_of_digest").on(table.tenantId, table.digest)],
);

/** What a back-test found for one audited tenant, window and rule; only where something would open, close or change its severity, or could not be tried. */
export const backTestResult = sqliteTable(
  "back_test_result",
  {
    tenantId: text("tenant_id").notNull(),
    backTestId: text("back_test_id").notNull(),
    auditedTenant: text("audited_tenant").notNull(),
    reportTypeId: text("report_type_id").notNull(),
    periodId: text("period_id").notNull(),
    /** Empty where the audit could not be replayed. */
    rule: text("rule").notNull(),
    opened: integer("opened").notNull(),
    closed: integer("closed").notNull(),
    kept: integer("kept").notNull(),
    raised: integer("raised").notNull().default(0),
    lowered: integer("lowered").notNull().default(0),
    failure: text("failure"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.backTestId, table.auditedTenant, table.reportTypeId, table.periodId, table.rule] }),
    foreignKey({ columns: [table.tenantId, table.backTestId], foreignColumns: [backTest.tenantId, backTest.id] }),
  ],
);
