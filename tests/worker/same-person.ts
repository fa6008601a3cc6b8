import type { Tenant } from "../../worker/kernel/context.ts";
import { contextFor } from "./make-tenant.ts";

let shown = 0;

/** These accounts of the tenant are one person, as if certificates of theirs had the same subject. */
export async function areOnePerson(tenant: Tenant, ...accounts: readonly { id: string }[]): Promise<void> {
  const { ledger } = contextFor(tenant);
  const mark = `certificate CCCD:${String(++shown).padStart(12, "0")}`;
  await ledger.batch(accounts.map(({ id }) => ledger.prepare("INSERT INTO officer_mark (tenant_id, officer_id, mark) VALUES (?, ?, ?)").bind(tenant.code, id, mark)));
}
