import { sql } from "drizzle-orm";
import { foreignKey, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { roles } from "../kernel/context.ts";
import { ledgerTenant } from "../log/schema.ts";
import { integrationEndReasons, sessionMethods } from "./contract.ts";

export const officer = sqliteTable(
  "officer",
  {
    tenantId: text("tenant_id").notNull().references(() => ledgerTenant.tenantId),
    id: text("id").notNull(),
    name: text("name").notNull(),
    /** Department or post, as people call it. */
    unit: text("unit").notNull(),
    /** 1 only for people the demo made up. */
    generated: integer("generated", { mode: "boolean" }).notNull(),
    createdAt: integer("created_at").notNull(),
    endedAt: integer("ended_at"),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
);

export const officerRole = sqliteTable(
  "officer_role",
  {
    tenantId: text("tenant_id").notNull(),
    officerId: text("officer_id").notNull(),
    role: text("role", { enum: roles }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.officerId, table.role] }),
    foreignKey({ columns: [table.tenantId, table.officerId], foreignColumns: [officer.tenantId, officer.id] }),
  ],
);

/**
 * What shows who stands behind an account: the subject of a certificate bound to a key of theirs, an account at the identity provider they came in by.
 * Two officers with the same are one person, for good. Written by triggers, where certificates and accounts are bound.
 */
export const officerMark = sqliteTable(
  "officer_mark",
  {
    tenantId: text("tenant_id").notNull(),
    officerId: text("officer_id").notNull(),
    /** `certificate ` and the subject's serialNumber, or `account `, the issuer, a space and the provider's unchanging name. */
    mark: text("mark").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.officerId, table.mark] }),
    foreignKey({ columns: [table.tenantId, table.officerId], foreignColumns: [officer.tenantId, officer.id] }),
    index("officer_by_mark").on(table.tenantId, table.mark),
  ],
);

/** The units a judge works or worked for outside the authority: nobody decides about them until a year after `until`. */
export const officerPastUnit = sqliteTable(
  "officer_past_unit",
  {
    tenantId: text("tenant_id").notNull(),
    officerId: text("officer_id").notNull(),
    /** The code of the tenant the officer belongs or belonged to. */
    unitTenantCode: text("unit_tenant_code").notNull(),
    /** The last day; null is "belongs to it still". */
    until: text("until"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.officerId, table.unitTenantCode] }),
    foreignKey({ columns: [table.tenantId, table.officerId], foreignColumns: [officer.tenantId, officer.id] }),
  ],
);

/** An opaque session: only the SHA-256 of its token is stored. */
export const session = sqliteTable(
  "session",
  {
    tenantId: text("tenant_id").notNull(),
    tokenHash: text("token_hash").notNull(),
    officerId: text("officer_id").notNull(),
    createdAt: integer("created_at").notNull(),
    lastSeenAt: integer("last_seen_at").notNull(),
    endedAt: integer("ended_at"),
    /** When the person last proved to be there; null is never in this session. */
    assertedAt: integer("asserted_at"),
    method: text("method", { enum: sessionMethods }).notNull().default("demo"),
    /** What the browser calls itself, for the list of one's own sessions. */
    device: text("device").notNull().default(""),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.tokenHash] }),
    foreignKey({ columns: [table.tenantId, table.officerId], foreignColumns: [officer.tenantId, officer.id] }),
    index("session_by_officer").on(table.tenantId, table.officerId).where(sql`ended_at IS NULL`),
  ],
);

/** What the tenant settled, version by version; the highest version holds. Triggers refuse update, delete and gaps. */
export const tenantPolicy = sqliteTable(
  "tenant_policy",
  {
    tenantId: text("tenant_id").notNull().references(() => ledgerTenant.tenantId),
    name: text("name").notNull(),
    version: integer("version").notNull(),
    /** JSON, as the policy's schema in the contract takes it. */
    value: text("value").notNull(),
    setBy: text("set_by").notNull(),
    setAt: integer("set_at").notNull(),
    logIndex: integer("log_idx").notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.name, table.version] })],
);

/** An agency's own system that pushes filing events. */
export const integration = sqliteTable(
  "integration",
  {
    tenantId: text("tenant_id").notNull().references(() => ledgerTenant.tenantId),
    id: text("id").notNull(),
    name: text("name").notNull(),
    /** Names the system in every filing it pushes; filing codes are unique within it. */
    source: text("source").notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: integer("created_at").notNull(),
    endedAt: integer("ended_at"),
    endedBy: text("ended_by"),
    endReason: text("end_reason", { enum: integrationEndReasons }),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
);
