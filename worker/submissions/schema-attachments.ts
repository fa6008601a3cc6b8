import { foreignKey, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { officer } from "../tenancy/schema.ts";
import { submission } from "./schema.ts";

/** A file that an officer uploaded to sign a document about. Its bytes are in EVIDENCE under `digest`; the row never changes. */
export const attachment = sqliteTable(
  "attachment",
  {
    tenantId: text("tenant_id").notNull(),
    id: text("id").notNull(),
    /** SHA-256 of the bytes. */
    digest: text("digest").notNull(),
    ownerId: text("owner_id").notNull(),
    /** As the signed text shows it. */
    name: text("name").notNull(),
    type: text("type").notNull(),
    size: integer("size").notNull(),
    at: integer("at").notNull(),
    logIndex: integer("log_idx").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    foreignKey({ columns: [table.tenantId, table.ownerId], foreignColumns: [officer.tenantId, officer.id] }),
    /** The same file again is the same attachment. */
    uniqueIndex("attachment_once").on(table.tenantId, table.digest, table.ownerId, table.name),
    index("attachment_by_owner").on(table.tenantId, table.ownerId, table.at),
  ],
);

/** Which files a signed document names, in its order. */
export const submissionAttachment = sqliteTable(
  "submission_attachment",
  {
    tenantId: text("tenant_id").notNull(),
    jti: text("jti").notNull(),
    place: integer("place").notNull(),
    attachmentId: text("attachment_id").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.jti, table.place] }),
    foreignKey({ columns: [table.tenantId, table.jti], foreignColumns: [submission.tenantId, submission.jti] }),
    foreignKey({ columns: [table.tenantId, table.attachmentId], foreignColumns: [attachment.tenantId, attachment.id] }),
    index("submission_attachment_by_file").on(table.tenantId, table.attachmentId),
  ],
);
