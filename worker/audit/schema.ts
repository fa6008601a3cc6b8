import { sql } from "drizzle-orm";
import { foreignKey, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { levels, levelSchemes } from "../catalogue/contract.ts";
import { ledgerTenant } from "../log/schema.ts";
import { appealStates, discrepancyStates, measures, ruleIds, runStates } from "./contract.ts";

/** One execution of the rule set over one tenant, report type and window. Unchanged inputs make no new row. */
export const auditRun = sqliteTable(
  "audit_run",
  {
    tenantId: text("tenant_id").notNull().references(() => ledgerTenant.tenantId),
    id: text("id").notNull(),
    reportTypeId: text("report_type_id").notNull(),
    periodId: text("period_id").notNull(),
    windowFrom: text("window_from").notNull(),
    windowTo: text("window_to").notNull(),
    ruleSet: text("rule_set").notNull(),
    state: text("state", { enum: runStates }).notNull(),
    startedAt: integer("started_at").notNull(),
    finishedAt: integer("finished_at"),
    services: integer("services"),
    findings: integer("findings"),
    /** SHA-256 of what was compared, and of what was found: the same inputs give the same findings. */
    inputsDigest: text("inputs_digest"),
    findingsDigest: text("findings_digest"),
    logIndex: integer("log_idx"),
    failure: text("failure"),
    /** What became of each rule, as `encodeChecks` writes it: findings, or why it was not checked. */
    checks: text("checks"),
    /** SHA-256 of the canonical facts, whose bytes are in R2, and of the rule set; null for runs from before they were kept. */
    factsDigest: text("facts_digest"),
    ruleSetDigest: text("rule_set_digest"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index("audit_run_by_window").on(table.tenantId, table.reportTypeId, table.periodId, table.startedAt),
  ],
);

/** What the national table adds up: per tenant, window and level, kept with the last run of the window. */
export const auditFigure = sqliteTable(
  "audit_figure",
  {
    tenantId: text("tenant_id").notNull(),
    periodId: text("period_id").notNull(),
    levelScheme: text("level_scheme", { enum: levelSchemes }).notNull(),
    level: text("level", { enum: levels }).notNull(),
    runId: text("run_id").notNull(),
    services: integer("services").notNull(),
    withOnlineFilings: integer("with_online_filings").notNull(),
    reportedWithoutCounts: integer("reported_without_counts").notNull(),
    /** Filings received in the window at services of this level: online, of them full-process, and by every channel. */
    filingsOnline: integer("filings_online").notNull().default(0),
    filingsFull: integer("filings_full").notNull().default(0),
    filingsTotal: integer("filings_total").notNull().default(0),
    resolved: integer("resolved").notNull().default(0),
    resolvedOnTime: integer("resolved_on_time").notNull().default(0),
    /** What the report says of the services whose both numbers it gives; null when it gives none. */
    reportedOnline: integer("reported_online"),
    reportedTotal: integer("reported_total"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.periodId, table.levelScheme, table.level] }),
    index("audit_figure_by_period").on(table.periodId),
    foreignKey({ columns: [table.tenantId, table.runId], foreignColumns: [auditRun.tenantId, auditRun.id] }),
  ],
);

/** What the last run of a report's window leaves for the public pages: whether it was filed, what it says in sum, and both sides of every service. */
export const windowFigure = sqliteTable(
  "window_figure",
  {
    tenantId: text("tenant_id").notNull(),
    reportTypeId: text("report_type_id").notNull(),
    periodId: text("period_id").notNull(),
    runId: text("run_id").notNull(),
    filed: integer("filed", { mode: "boolean" }).notNull(),
    onTime: integer("on_time", { mode: "boolean" }).notNull(),
    /** Services the report lists, and of them those without a number; null when it does not report by service. */
    reportServices: integer("report_services"),
    reportWithoutCounts: integer("report_without_counts"),
    /** JSON: the sums of the columns of a report by field; null for the others. */
    reportSums: text("report_sums"),
    /** Services one could file online at, and of them those without an online filing in the window. */
    offeredCount: integer("offered_count").notNull(),
    unusedCount: integer("unused_count").notNull(),
    /** JSON: the unused services, then all of them, both sides of each. The list that is read more often stands first. */
    unused: text("unused").notNull(),
    services: text("services").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.reportTypeId, table.periodId] }),
    index("window_figure_by_period").on(table.periodId),
    foreignKey({ columns: [table.tenantId, table.runId], foreignColumns: [auditRun.tenantId, auditRun.id] }),
  ],
);

/** A rule, a service or the whole unit, and a period for which reported and actual disagree. Values are not its identity. */
export const discrepancy = sqliteTable(
  "discrepancy",
  {
    tenantId: text("tenant_id").notNull().references(() => ledgerTenant.tenantId),
    id: text("id").notNull(),
    /** SHA-256 over rule, rule major, tenant, subject, period and measure. */
    fingerprint: text("fingerprint").notNull(),
    rule: text("rule", { enum: ruleIds }).notNull(),
    ruleVersion: text("rule_version").notNull(),
    measure: text("measure", { enum: measures }).notNull(),
    reportTypeId: text("report_type_id").notNull(),
    periodId: text("period_id").notNull(),
    /** A procedure code, a field code prefixed `field:`, or empty for the unit as a whole. */
    subject: text("subject").notNull(),
    subjectNameVi: text("subject_name_vi").notNull(),
    subjectNameEn: text("subject_name_en").notNull(),
    severity: integer("severity").notNull(),
    /** Null is "no number", never 0. */
    reported: integer("reported"),
    actual: integer("actual"),
    difference: integer("difference"),
    state: text("state", { enum: discrepancyStates }).notNull(),
    isOpen: integer("is_open", { mode: "boolean" }).notNull(),
    /** Grows with every event: the ETag of the record. */
    version: integer("version").notNull(),
    assignee: text("assignee"),
    dueOn: text("due_on"),
    timesSeen: integer("times_seen").notNull(),
    /** Consecutive runs that no longer find it; two close it. */
    timesAbsent: integer("times_absent").notNull(),
    openedAt: integer("opened_at").notNull(),
    lastSeenAt: integer("last_seen_at").notNull(),
    lastRunId: text("last_run_id").notNull(),
    /** 1 while it sleeps; a snoozed one is in every list and count. `snooze` is the JSON of what wakes it. */
    snoozed: integer("snoozed", { mode: "boolean" }).notNull().default(false),
    snooze: text("snooze"),
    appeal: text("appeal", { enum: appealStates }),
    /** Subject code and names, folded for search. */
    searchText: text("search_text").notNull().default(""),
    /** The signed document the numbers were held against. */
    documentJti: text("document_jti"),
    /** How often the same rule found the same subject in other periods before. */
    timesBefore: integer("times_before").notNull().default(0),
    timesRegressed: integer("times_regressed").notNull().default(0),
    /** The instant of the newest event. */
    movedAt: integer("moved_at").notNull().default(0),
    // What orders of the list are made of, so that an index can follow them.
    isClosed: integer("is_closed").generatedAlwaysAs(sql`(1 - is_open)`, { mode: "virtual" }),
    urgency: integer("urgency").generatedAlwaysAs(sql`(-severity)`, { mode: "virtual" }),
    dueKey: text("due_key").generatedAlwaysAs(sql`(COALESCE(due_on, '9999-12-31'))`, { mode: "virtual" }),
    differenceKey: integer("difference_key").generatedAlwaysAs(sql`(ABS(COALESCE(difference, 0)))`, { mode: "virtual" }),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    uniqueIndex("discrepancy_by_fingerprint").on(table.tenantId, table.fingerprint),
    index("discrepancy_in_order").on(table.isClosed, table.urgency, table.dueKey, table.id),
    index("discrepancy_open_of_tenant").on(table.tenantId, table.isClosed, table.urgency, table.dueKey, table.id),
    index("discrepancy_due").on(table.dueOn, table.state).where(sql`due_on IS NOT NULL`),
    // The list's orders, and the questions it is asked most.
    index("discrepancy_by_due").on(table.isClosed, table.dueKey, table.id),
    index("discrepancy_by_age").on(table.isOpen, table.id),
    index("discrepancy_by_difference").on(table.isOpen, table.differenceKey, table.id),
    index("discrepancy_by_state").on(table.state, table.urgency, table.dueKey, table.id),
    index("discrepancy_by_assignee").on(table.assignee, table.isClosed, table.urgency, table.dueKey, table.id).where(sql`assignee IS NOT NULL`),
    index("discrepancy_mine").on(table.assignee, table.isClosed, table.dueKey, table.id).where(sql`assignee IS NOT NULL`),
    // Of the rules that only raise questions, which are few among many; tests/guarantees/risk-rules.test.ts compares.
    index("discrepancy_of_risk").on(table.isClosed, table.urgency, table.dueKey, table.id).where(sql`rule IN ('R23', 'R35', 'R36', 'R37', 'R38', 'R52', 'R53')`),
    index("discrepancy_inbox").on(table.urgency, table.dueKey, table.id).where(sql`state = 'NEW' AND assignee IS NULL`),
    index("discrepancy_sleeping").on(table.isClosed, table.urgency, table.dueKey, table.id).where(sql`snoozed = 1`),
    index("discrepancy_regressed").on(table.isClosed, table.urgency, table.dueKey, table.id).where(sql`times_regressed > 0`),
    index("discrepancy_of_subject").on(table.tenantId, table.subject, table.rule),
    index("discrepancy_of_window").on(table.tenantId, table.reportTypeId, table.periodId),
  ],
);

/** One run's values and evidence for a discrepancy. */
export const discrepancyOccurrence = sqliteTable(
  "discrepancy_occurrence",
  {
    tenantId: text("tenant_id").notNull(),
    discrepancyId: text("discrepancy_id").notNull(),
    runId: text("run_id").notNull(),
    observedAt: integer("observed_at").notNull(),
    severity: integer("severity").notNull(),
    reported: integer("reported"),
    actual: integer("actual"),
    /** JSON: both sides, the rule's parameters, the submission, the counters read. */
    evidence: text("evidence").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.discrepancyId, table.runId] }),
    foreignKey({ columns: [table.tenantId, table.discrepancyId], foreignColumns: [discrepancy.tenantId, discrepancy.id] }),
    foreignKey({ columns: [table.tenantId, table.runId], foreignColumns: [auditRun.tenantId, auditRun.id] }),
  ],
);

/** What one officer does not see for now: a discrepancy drawn for their second look, from the first judgement after the unit's last word on. The row is the order to look; it goes with the answer. */
export const withheldDiscrepancy = sqliteTable(
  "withheld_discrepancy",
  {
    tenantId: text("tenant_id").notNull(),
    discrepancyId: text("discrepancy_id").notNull(),
    /** An officer of the authority. */
    officerId: text("officer_id").notNull(),
    /** The month in which it was closed. */
    month: text("month").notNull(),
    /** The first event that is hidden, and its instant. */
    fromVersion: integer("from_version").notNull(),
    fromAt: integer("from_at").notNull(),
    givenAt: integer("given_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.discrepancyId, table.officerId, table.month] }),
    foreignKey({ columns: [table.tenantId, table.discrepancyId], foreignColumns: [discrepancy.tenantId, discrepancy.id] }),
    index("withheld_discrepancy_of_officer").on(table.officerId),
  ],
);

/** The life of a discrepancy. Triggers keep the record's state, version, due day, assignee, snooze and appeal from these rows alone. */
export const discrepancyEvent = sqliteTable(
  "discrepancy_event",
  {
    tenantId: text("tenant_id").notNull(),
    discrepancyId: text("discrepancy_id").notNull(),
    /** The record's version after the event: 1, 2, 3 … without a gap. */
    version: integer("version").notNull(),
    transition: text("transition").notNull(),
    fromState: text("from_state", { enum: discrepancyStates }),
    toState: text("to_state", { enum: discrepancyStates }).notNull(),
    actorId: text("actor_id").notNull(),
    actorTenantId: text("actor_tenant_id").notNull(),
    at: integer("at").notNull(),
    reason: text("reason"),
    comment: text("comment"),
    dueOn: text("due_on"),
    /** The signed document behind a signed move. */
    submissionJti: text("submission_jti"),
    logIndex: integer("log_idx").notNull(),
    /** Who has it after an event that assigns. */
    assignee: text("assignee"),
    /** JSON: what wakes it, for an event that snoozes. */
    snooze: text("snooze"),
    /** The day a unit asks for. */
    wishedOn: text("wished_on"),
    /** The discrepancy that this one is said to repeat. */
    relatedId: text("related_id"),
    /** `Idempotency-Key` of the request and the SHA-256 of its body. */
    requestKey: text("request_key"),
    requestDigest: text("request_digest"),
    /** The move of many at once that this one belongs to. */
    bulkId: text("bulk_id"),
    /** The role by which a person could make it. */
    actorRole: text("actor_role"),
    /** What the unit was asked about: the run whose observation was the newest, and the SHA-256 of that observation. */
    evidenceRun: text("evidence_run"),
    evidenceDigest: text("evidence_digest"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.discrepancyId, table.version] }),
    foreignKey({ columns: [table.tenantId, table.discrepancyId], foreignColumns: [discrepancy.tenantId, discrepancy.id] }),
    uniqueIndex("discrepancy_event_by_request").on(table.tenantId, table.actorId, table.requestKey).where(sql`request_key IS NOT NULL`),
    index("discrepancy_event_closing").on(table.at).where(sql`to_state IN ('ACCEPTED', 'DISMISSED')`),
    index("discrepancy_event_by_submission").on(table.tenantId, table.submissionJti).where(sql`submission_jti IS NOT NULL`),
  ],
);
