import { policies, type PolicyName, type PolicyValue } from "./contract.ts";

type PolicyRow = { version: number; value: string };
export type StoredPolicy = { name: string; version: number; value: string; setBy: string; setByName: string | null; setAt: number; logIndex: number };

/** How many versions of one policy are listed. */
const SHOWN = 50;

/** The read of one policy, as a statement, so that it can ride in another batch of the same ledger. */
export function policyStatement(ledger: D1Database, tenantCode: string, name: PolicyName): D1PreparedStatement {
  return ledger.prepare("SELECT version, value FROM tenant_policy WHERE tenant_id = ? AND name = ? ORDER BY version DESC LIMIT 1").bind(tenantCode, name);
}

/** What holds, from the row of `policyStatement`: its initial value before anybody set it. */
export function policyValue<Name extends PolicyName>(name: Name, row: unknown): PolicyValue<Name> {
  return (row ? JSON.parse((row as PolicyRow).value) : policies[name].initial) as PolicyValue<Name>;
}

/** What the tenant's policy says now. */
export async function getPolicy<Name extends PolicyName>(ledger: D1Database, tenantCode: string, name: Name): Promise<PolicyValue<Name>> {
  return policyValue(name, await policyStatement(ledger, tenantCode, name).first());
}

/** The last versions of every policy that was ever set, the newest first. */
export async function listPolicyVersions(ledger: D1Database, tenantCode: string): Promise<StoredPolicy[]> {
  const { results } = await ledger
    .prepare(
      `SELECT p.name, p.version, p.value, p.set_by AS setBy, p.set_at AS setAt, p.log_idx AS logIndex, o.name AS setByName
       FROM tenant_policy p LEFT JOIN officer o ON o.tenant_id = p.tenant_id AND o.id = p.set_by
       WHERE p.tenant_id = ?1 AND p.version > (SELECT MAX(n.version) - ?2 FROM tenant_policy n WHERE n.tenant_id = p.tenant_id AND n.name = p.name)
       ORDER BY p.name, p.version DESC`,
    )
    .bind(tenantCode, SHOWN)
    .all<StoredPolicy>();
  return results;
}

/** The tenants of the ledger whose newest version of the policy says something, by code. */
export async function listTenantsWithPolicy(ledger: D1Database, name: PolicyName): Promise<string[]> {
  const { results } = await ledger
    .prepare(
      `SELECT tenant_id FROM tenant_policy p WHERE name = ?1 AND value <> 'null'
       AND version = (SELECT MAX(version) FROM tenant_policy n WHERE n.tenant_id = p.tenant_id AND n.name = ?1) ORDER BY tenant_id`,
    )
    .bind(name)
    .all<{ tenant_id: string }>();
  return results.map((row) => row.tenant_id);
}
