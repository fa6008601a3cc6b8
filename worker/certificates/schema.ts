import { sql } from "drizzle-orm";
import { blob, foreignKey, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { ledgerTenant } from "../log/schema.ts";
import { anchorKinds, anchorPurposes, anchorStates, revocationModes } from "./contract.ts";

/** A CA certificate that a tenant trusts: two people stand behind each, and nothing is trusted that is not here. */
export const trustAnchor = sqliteTable(
  "trust_anchor",
  {
    tenantId: text("tenant_id").notNull().references(() => ledgerTenant.tenantId),
    id: text("id").notNull(),
    /** Of `der`, which is compared byte by byte. */
    sha256: text("sha256").notNull(),
    der: blob("der", { mode: "buffer" }).notNull(),
    label: text("label").notNull(),
    kind: text("kind", { enum: anchorKinds }).notNull(),
    purpose: text("purpose", { enum: anchorPurposes }).notNull(),
    revocation: text("revocation", { enum: revocationModes }).notNull(),
    subject: text("subject").notNull(),
    notBefore: integer("not_before").notNull(),
    notAfter: integer("not_after").notNull(),
    /** The last day of the tenant's trust, where it ends before the certificate does. */
    trustedTo: text("trusted_to"),
    state: text("state", { enum: anchorStates }).notNull(),
    addedBy: text("added_by").notNull(),
    addedAt: integer("added_at").notNull(),
    approvedBy: text("approved_by"),
    approvedAt: integer("approved_at"),
    retiredBy: text("retired_by"),
    retiredAt: integer("retired_at"),
    reason: text("reason"),
    /** Log indexes between which it is trusted. */
    approvedIndex: integer("approved_idx"),
    retiredIndex: integer("retired_idx"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    uniqueIndex("trust_anchor_live").on(table.tenantId, table.sha256).where(sql`state <> 'retired'`),
  ],
);

/** Where the lists under an anchor are fetched from, as an administrator entered it; never an address out of a certificate. */
export const crlSource = sqliteTable(
  "crl_source",
  {
    tenantId: text("tenant_id").notNull(),
    anchorId: text("anchor_id").notNull(),
    url: text("url").notNull(),
    triedAt: integer("tried_at"),
    fetchedAt: integer("fetched_at"),
    /** What went wrong the last time. */
    failure: text("failure"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.anchorId, table.url] }),
    foreignKey({ columns: [table.tenantId, table.anchorId], foreignColumns: [trustAnchor.tenantId, trustAnchor.id] }),
  ],
);

/** A CA below an anchor, as it stood in a chain that held: its lists are verified with it. */
export const caCertificate = sqliteTable(
  "ca_certificate",
  {
    tenantId: text("tenant_id").notNull().references(() => ledgerTenant.tenantId),
    sha256: text("sha256").notNull(),
    der: blob("der", { mode: "buffer" }).notNull(),
    anchorSha256: text("anchor_sha256").notNull(),
    seenAt: integer("seen_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.sha256] }), index("ca_certificate_by_anchor").on(table.tenantId, table.anchorSha256)],
);

/** A revocation list that was verified. Its bytes are in EVIDENCE under its digest; of each issuer the newest counts. */
export const revocationList = sqliteTable(
  "revocation_list",
  {
    tenantId: text("tenant_id").notNull(),
    issuerSha256: text("issuer_sha256").notNull(),
    issuerName: text("issuer_name").notNull(),
    thisUpdate: integer("this_update").notNull(),
    nextUpdate: integer("next_update").notNull(),
    digest: text("digest").notNull(),
    anchorId: text("anchor_id").notNull(),
    number: text("number"),
    /** How many certificates it names. */
    revoked: integer("revoked").notNull(),
    /** The address, or the officer who uploaded it. */
    source: text("source").notNull(),
    receivedAt: integer("received_at").notNull(),
    logIndex: integer("log_idx").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.issuerSha256, table.thisUpdate, table.digest] }),
    foreignKey({ columns: [table.tenantId, table.anchorId], foreignColumns: [trustAnchor.tenantId, trustAnchor.id] }),
    index("revocation_list_by_anchor").on(table.tenantId, table.anchorId, table.receivedAt),
  ],
);

/** The certificate of a registered key: what was read once, when it was registered, so that no request reads DER again. */
export const certificate = sqliteTable(
  "certificate",
  {
    tenantId: text("tenant_id").notNull().references(() => ledgerTenant.tenantId),
    sha256: text("sha256").notNull(),
    der: blob("der", { mode: "buffer" }).notNull(),
    anchorSha256: text("anchor_sha256").notNull(),
    /** `[[serial, SHA-256 of its issuer], …]` from the certificate up to the one below the anchor. */
    path: text("path").notNull(),
    serial: text("serial").notNull(),
    subjectName: text("subject_name").notNull(),
    subjectOrganisation: text("subject_organisation"),
    subjectUnit: text("subject_unit"),
    /** Identity or tax number, as the CA certified it: two keys with the same are the same person's. */
    subjectSerial: text("subject_serial"),
    issuerName: text("issuer_name").notNull(),
    notBefore: integer("not_before").notNull(),
    notAfter: integer("not_after").notNull(),
    /** The earliest end in the path, the anchor with it. */
    pathUntil: integer("path_until").notNull(),
    checkedAt: integer("checked_at").notNull(),
    /** As the newest list says; null again when a suspension is lifted. */
    revokedAt: integer("revoked_at"),
    revokedList: text("revoked_list"),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.sha256] }), index("certificate_by_anchor").on(table.tenantId, table.anchorSha256)],
);
