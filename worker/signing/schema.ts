import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { ledgerTenant } from "../log/schema.ts";
import { keyStates, signingAlgorithms } from "./contract.ts";

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
    state: text("state", { enum: keyStates }).notNull(),
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
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.kid] }), index("signing_key_by_owner").on(table.tenantId, table.ownerId)],
);
