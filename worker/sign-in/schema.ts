import { foreignKey, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { ledgerTenant } from "../log/schema.ts";
import { officer } from "../tenancy/schema.ts";

/** A passkey of an officer: the public half of a key that lives in their device or password manager. */
export const passkey = sqliteTable(
  "passkey",
  {
    tenantId: text("tenant_id").notNull(),
    /** The authenticator's own name of it, base64url. */
    credentialId: text("credential_id").notNull(),
    officerId: text("officer_id").notNull(),
    /** COSE, base64url. */
    publicKey: text("public_key").notNull(),
    counter: integer("counter").notNull(),
    /** JSON list of how the browser reaches it. */
    transports: text("transports").notNull(),
    /** 1 when it is kept beyond one device. */
    backedUp: integer("backed_up", { mode: "boolean" }).notNull(),
    label: text("label").notNull(),
    createdAt: integer("created_at").notNull(),
    lastUsedAt: integer("last_used_at"),
    removedAt: integer("removed_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.credentialId] }),
    foreignKey({ columns: [table.tenantId, table.officerId], foreignColumns: [officer.tenantId, officer.id] }),
    index("passkey_by_officer").on(table.tenantId, table.officerId),
  ],
);

/** A one-time link with which an officer makes a passkey. Only the SHA-256 of its secret is stored. */
export const enrolment = sqliteTable(
  "enrolment",
  {
    tenantId: text("tenant_id").notNull(),
    id: text("id").notNull(),
    officerId: text("officer_id").notNull(),
    secretHash: text("secret_hash").notNull(),
    /** 1 when it takes the place of what the officer had: used, it ends their earlier passkeys and sessions. */
    isRecovery: integer("is_recovery", { mode: "boolean" }).notNull(),
    /** 1 when it counts only after a second person approved it. */
    needsApproval: integer("needs_approval", { mode: "boolean" }).notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: integer("created_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
    approvedBy: text("approved_by"),
    approvedAt: integer("approved_at"),
    usedAt: integer("used_at"),
    revokedAt: integer("revoked_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    uniqueIndex("enrolment_by_secret").on(table.tenantId, table.secretHash),
    index("enrolment_by_officer").on(table.tenantId, table.officerId),
    foreignKey({ columns: [table.tenantId, table.officerId], foreignColumns: [officer.tenantId, officer.id] }),
  ],
);

/** Who an identity provider's person is here: bound by somebody, never by an e-mail address. */
export const oidcSubject = sqliteTable(
  "oidc_subject",
  {
    tenantId: text("tenant_id").notNull(),
    issuer: text("issuer").notNull(),
    /** The provider's own unchanging name of the person (`sub`). */
    subject: text("subject").notNull(),
    officerId: text("officer_id").notNull(),
    boundBy: text("bound_by").notNull(),
    boundAt: integer("bound_at").notNull(),
    lastUsedAt: integer("last_used_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.issuer, table.subject] }),
    index("oidc_subject_by_officer").on(table.tenantId, table.officerId),
    foreignKey({ columns: [table.tenantId, table.officerId], foreignColumns: [officer.tenantId, officer.id] }),
  ],
);

/** What counts once: challenges and machine tokens that were used, until they expire by themselves. Cron takes the expired away. */
export const spentToken = sqliteTable(
  "spent_token",
  {
    tenantId: text("tenant_id").notNull().references(() => ledgerTenant.tenantId),
    name: text("name").notNull(),
    expiresAt: integer("expires_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.name] })],
);
