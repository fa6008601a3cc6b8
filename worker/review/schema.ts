import { sql } from "drizzle-orm";
import { foreignKey, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { discrepancy, discrepancyEvent } from "../audit/schema.ts";
import { ledgerTenant } from "../log/schema.ts";
import { submission } from "../submissions/schema.ts";
import { commentVisibilities, movingForms, noticeKinds } from "./contract.ts";

/** What people say about a discrepancy. An edit is a new row with the next version; triggers refuse update, delete and another author. */
export const discrepancyComment = sqliteTable(
  "discrepancy_comment",
  {
    tenantId: text("tenant_id").notNull(),
    discrepancyId: text("discrepancy_id").notNull(),
    id: text("id").notNull(),
    version: integer("version").notNull(),
    authorId: text("author_id").notNull(),
    authorTenantId: text("author_tenant_id").notNull(),
    /** Internal ones exist only for the authority. */
    visibility: text("visibility", { enum: commentVisibilities }).notNull(),
    text: text("text").notNull(),
    at: integer("at").notNull(),
    logIndex: integer("log_idx").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.discrepancyId, table.id, table.version] }),
    foreignKey({ columns: [table.tenantId, table.discrepancyId], foreignColumns: [discrepancy.tenantId, discrepancy.id] }),
  ],
);

/** That an officer should know something. Nobody sees it before `visible_at`: a move that is undone until then was never told. */
export const notification = sqliteTable(
  "notification",
  {
    tenantId: text("tenant_id").notNull(),
    officerId: text("officer_id").notNull(),
    id: text("id").notNull(),
    officerTenantId: text("officer_tenant_id").notNull(),
    discrepancyId: text("discrepancy_id").notNull(),
    kind: text("kind", { enum: noticeKinds }).notNull(),
    /** The record's version that it tells of; null for a reminder. */
    version: integer("version"),
    at: integer("at").notNull(),
    visibleAt: integer("visible_at").notNull(),
    readAt: integer("read_at"),
    mailedAt: integer("mailed_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.officerId, table.id] }),
    foreignKey({ columns: [table.tenantId, table.discrepancyId], foreignColumns: [discrepancy.tenantId, discrepancy.id] }),
    index("notification_of_officer").on(table.officerId, table.visibleAt),
    index("notification_unread").on(table.officerId, table.visibleAt).where(sql`read_at IS NULL`),
    index("notification_to_mail").on(table.visibleAt).where(sql`mailed_at IS NULL`),
    index("notification_of_discrepancy").on(table.tenantId, table.discrepancyId, table.version),
  ],
);

/** What a unit's people write together before one of them signs it. Not evidence: only what is signed counts. */
export const discrepancyDraft = sqliteTable(
  "discrepancy_draft",
  {
    tenantId: text("tenant_id").notNull(),
    discrepancyId: text("discrepancy_id").notNull(),
    form: text("form", { enum: movingForms }).notNull(),
    version: integer("version").notNull(),
    answers: text("answers").notNull(),
    writtenBy: text("written_by").notNull(),
    writtenAt: integer("written_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.discrepancyId, table.form] }),
    foreignKey({ columns: [table.tenantId, table.discrepancyId], foreignColumns: [discrepancy.tenantId, discrepancy.id] }),
  ],
);

/** A closed discrepancy that was drawn for a second look, and what the second reviewer came to without seeing the first decision. */
export const secondReview = sqliteTable(
  "second_review",
  {
    tenantId: text("tenant_id").notNull(),
    discrepancyId: text("discrepancy_id").notNull(),
    /** The month in which it was closed, `2026-10`. */
    month: text("month").notNull(),
    /** What was decided first: the event's version, its move and its maker. */
    closedVersion: integer("closed_version").notNull(),
    firstOutcome: text("first_outcome").notNull(),
    firstReviewerId: text("first_reviewer_id").notNull(),
    /** The authority's log entry whose leaf hash is the seed: nobody could know it before the month was over. */
    seedIndex: integer("seed_idx").notNull(),
    drawnAt: integer("drawn_at").notNull(),
    reviewerId: text("reviewer_id"),
    outcome: text("outcome"),
    text: text("text"),
    reviewedAt: integer("reviewed_at"),
    logIndex: integer("log_idx").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.discrepancyId, table.month] }),
    foreignKey({ columns: [table.tenantId, table.discrepancyId], foreignColumns: [discrepancy.tenantId, discrepancy.id] }),
    index("second_review_open").on(table.month).where(sql`reviewed_at IS NULL`),
  ],
);

export const routines = ["morning", "second-review-draw"] as const;
export type Routine = (typeof routines)[number];

/** A routine of the review that ran to its end for the day or month: what has no row was missed, or cut off. Lives with the authority. */
export const routineMark = sqliteTable(
  "routine_mark",
  {
    tenantId: text("tenant_id").notNull().references(() => ledgerTenant.tenantId),
    routine: text("routine", { enum: routines }).notNull(),
    /** `2026-11-25`, or `2026-10`. */
    mark: text("mark").notNull(),
    logIndex: integer("log_idx").notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.routine, table.mark] })],
);

/** What is counted of the review as it happens; docs/data.md says what `part` is of each. */
export const reviewFigures = [
  "opened", "asleep", "due", "held", "explained-in", "decided-in", "closed", "reopened", "appeal-granted", "appeal-denied", "judged", "false-positive", "second-open", "second-same", "second-other",
] as const;
export type ReviewFigure = (typeof reviewFigures)[number];

/** One number of the tenant's review. Kept by triggers of discrepancies, their events and second reviews; a number that came to 0 has no row. */
export const reviewTally = sqliteTable(
  "review_tally",
  {
    tenantId: text("tenant_id").notNull().references(() => ledgerTenant.tenantId),
    figure: text("figure", { enum: reviewFigures }).notNull(),
    part: text("part").notNull(),
    count: integer("count").notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.figure, table.part] })],
);

/** One order to move many: who, what, over which, and how far it has come. Lives with the authority. */
export const bulkMove = sqliteTable(
  "bulk_move",
  {
    tenantId: text("tenant_id").notNull().references(() => ledgerTenant.tenantId),
    id: text("id").notNull(),
    actorId: text("actor_id").notNull(),
    at: integer("at").notNull(),
    transition: text("transition").notNull(),
    /** The JSON of the move that is made with each. */
    request: text("request").notNull(),
    /** SHA-256 over the list of (tenant, discrepancy, version, move). */
    manifest: text("manifest").notNull(),
    total: integer("total").notNull(),
    finishedAt: integer("finished_at"),
    logIndex: integer("log_idx").notNull(),
    /** How far it has come; written with the outcomes of the items. */
    moved: integer("moved").notNull().default(0),
    refused: integer("refused").notNull().default(0),
    progressedAt: integer("progressed_at"),
    /** The authority's signed manifest that it carries out; null for an unsigned order. */
    submissionJti: text("submission_jti"),
    /** Nothing is moved before; null for an order that is carried out at once. */
    startsAt: integer("starts_at"),
    /** Somebody stopped it; what waited then is not moved. */
    stoppedAt: integer("stopped_at"),
    stoppedBy: text("stopped_by"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index("bulk_move_of_actor").on(table.tenantId, table.actorId, table.id),
    index("bulk_move_unfinished").on(table.tenantId, table.id).where(sql`finished_at IS NULL`),
    /** A manifest is carried out once. */
    uniqueIndex("bulk_move_of_manifest").on(table.tenantId, table.submissionJti).where(sql`submission_jti IS NOT NULL`),
  ],
);

export const bulkItem = sqliteTable(
  "bulk_item",
  {
    tenantId: text("tenant_id").notNull(),
    bulkId: text("bulk_id").notNull(),
    place: integer("place").notNull(),
    unitTenantId: text("unit_tenant_id").notNull(),
    discrepancyId: text("discrepancy_id").notNull(),
    version: integer("version").notNull(),
    /** `moved`, `stopped`, or the code of the problem; null while it waits. */
    outcome: text("outcome"),
    /** Of a part of a manifest: the reason it gives, and the salt of its digest. */
    reason: text("reason"),
    salt: text("salt"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.bulkId, table.place] }),
    index("bulk_item_waiting").on(table.tenantId, table.bulkId, table.place).where(sql`outcome IS NULL`),
    foreignKey({ columns: [table.tenantId, table.bulkId], foreignColumns: [bulkMove.tenantId, bulkMove.id] }),
  ],
);

/** At a unit that a stopped order was about: from here on none of its moves is written there. That it was stopped stands in the authority's log. */
export const orderStop = sqliteTable(
  "order_stop",
  {
    tenantId: text("tenant_id").notNull().references(() => ledgerTenant.tenantId),
    bulkId: text("bulk_id").notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.bulkId] })],
);

/** An event that a manifest decided: which part of it, and the salt that opens the part for the unit. The rest of the opening is the event itself. */
export const decidedPart = sqliteTable(
  "decided_part",
  {
    tenantId: text("tenant_id").notNull(),
    discrepancyId: text("discrepancy_id").notNull(),
    /** The event's. */
    version: integer("version").notNull(),
    /** The manifest, of which the tenant has a copy. */
    jti: text("jti").notNull(),
    place: integer("place").notNull(),
    salt: text("salt").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.discrepancyId, table.version] }),
    foreignKey({ columns: [table.tenantId, table.discrepancyId, table.version], foreignColumns: [discrepancyEvent.tenantId, discrepancyEvent.discrepancyId, discrepancyEvent.version] }),
    foreignKey({ columns: [table.tenantId, table.jti], foreignColumns: [submission.tenantId, submission.jti] }),
    uniqueIndex("decided_part_once").on(table.tenantId, table.jti, table.place),
  ],
);
