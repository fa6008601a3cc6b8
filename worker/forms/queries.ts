import { and, desc, eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { FormPackage } from "./contract.ts";
import { formVersion } from "./schema.ts";

/** A published edition of a form. `tenant` is its publisher; moments in integer milliseconds. */
export type FormVersion = {
  tenant: string;
  id: string;
  rev: number;
  /** SHA-256 of the canonical text of the package. */
  digest: string;
  package: FormPackage;
  publishedAt: number;
  publishedIndex: number;
  closedAt: number | null;
};

/** The edition with this number that the tenant itself published. */
export async function findFormVersion(ledger: D1Database, tenantCode: string, formId: string, rev: number): Promise<FormVersion | null> {
  const row = await drizzle(ledger)
    .select()
    .from(formVersion)
    .where(and(eq(formVersion.tenantId, tenantCode), eq(formVersion.formId, formId), eq(formVersion.revision, rev)))
    .get();
  return row ? toFormVersion(row) : null;
}

/** The tenant's newest edition of the form, open or closed. */
export async function findLastFormVersion(ledger: D1Database, tenantCode: string, formId: string): Promise<FormVersion | null> {
  const row = await drizzle(ledger)
    .select()
    .from(formVersion)
    .where(and(eq(formVersion.tenantId, tenantCode), eq(formVersion.formId, formId)))
    .orderBy(desc(formVersion.revision))
    .limit(1)
    .get();
  return row ? toFormVersion(row) : null;
}

/** Every edition the tenant published, by form, the newest first. */
export async function listForms(ledger: D1Database, tenantCode: string): Promise<FormVersion[]> {
  const rows = await drizzle(ledger)
    .select()
    .from(formVersion)
    .where(eq(formVersion.tenantId, tenantCode))
    .orderBy(formVersion.formId, desc(formVersion.revision))
    .all();
  return rows.map(toFormVersion);
}

function toFormVersion(row: typeof formVersion.$inferSelect): FormVersion {
  return {
    tenant: row.tenantId,
    id: row.formId,
    rev: row.revision,
    digest: row.digest,
    package: JSON.parse(row.package) as FormPackage,
    publishedAt: row.publishedAt,
    publishedIndex: row.publishedIndex,
    closedAt: row.closedAt,
  };
}
