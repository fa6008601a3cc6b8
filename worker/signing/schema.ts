import { sql } from "drizzle-orm";
import { foreignKey, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { ledgerTenant, logEntry } from "../log/schema.ts";
import { signingAlgorithms, storedKeyStates } from "./contract.ts";

/** A registered public key. It belongs to one tenant and one owner; its state changes only with a log entry. */
export const signingKey = sqliteTable(
  "signing_key",
  {
    tenantId: text("tenant_id").notNull().references(() => ledgerTenant.tenantId),
    /** RFC 7638 thumbprint, computed here. */
    kid: text("kid").notNull(),
    ownerId: text("owner_id").notNull(),
    alg: text("alg", { enum: signingAlgorithms }).notNull(),
    jwk: text("jwk").notNull(),
    label: text("label").notNull(),
    /** As last written; what it is at a moment follows from `not_after` and `retires_at` too (key-state.ts). */
    state: text("state", { enum: storedKeyStates }).notNull(),
    registeredBy: text("registered_by").notNull(),
    registeredAt: integer("registered_at").notNull(),
    approvedBy: text("approved_by"),
    approvedAt: integer("approved_at"),
    /** Log indexes between which the key's signatures count. */
    activatedIndex: integer("activated_idx"),
    revokedIndex: integer("revoked_idx"),
    revokedBy: text("revoked_by"),
    revokedAt: integer("revoked_at"),
    reason: text("reason"),
    /** Moments from and until which it may sign; null is without limit. */
    notBefore: integer("not_before"),
    notAfter: integer("not_after"),
    suspendedBy: text("suspended_by"),
    /** Of a compromise: what it signed from this moment on is contested. */
    invalidityAt: integer("invalidity_at"),
    /** The key that took its place, and the moment from which the old one signs no more. */
    replacedBy: text("replaced_by"),
    retiresAt: integer("retires_at"),
    /** Of the certificate the key is bound to; a row of `certificate`. */
    certificateSha256: text("cert_sha256"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.kid] }),
    index("signing_key_by_owner").on(table.tenantId, table.ownerId),
    index("signing_key_retiring").on(table.retiresAt).where(sql`retires_at IS NOT NULL AND state <> 'revoked'`),
  ],
);

/** Which entries of the log tell a key's life. What happened stands in the entries themselves: this only finds them. */
export const signingKeyEvent = sqliteTable(
  "signing_key_event",
  {
    tenantId: text("tenant_id").notNull(),
    kid: text("kid").notNull(),
    logIndex: integer("log_idx").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.kid, table.logIndex] }),
    foreignKey({ columns: [table.tenantId, table.kid], foreignColumns: [signingKey.tenantId, signingKey.kid] }),
    foreignKey({ columns: [table.tenantId, table.logIndex], foreignColumns: [logEntry.tenantId, logEntry.index] }),
  ],
);
