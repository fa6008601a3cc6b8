/** Runs one statement in a database, by its binding, and gives its rows. */
export type RunSql = (binding: string, sql: string) => Promise<Record<string, unknown>[]>;

/**
 * Gives every tenant of the directory its place in its ledger: each ledger has a wall that lets in only tenants it knows. Ledgers
 * share their migrations, so this is no migration; running it again changes nothing.
 */
export async function assignTenants(run: RunSql): Promise<number> {
  const tenants = (await run("CENTRAL", "SELECT code, ledger FROM tenant ORDER BY code")) as { code: string; ledger: string }[];
  for (const [ledger, members] of Map.groupBy(tenants, (tenant) => tenant.ledger)) {
    const rows = members.map(({ code }) => `('${code.replaceAll("'", "''")}')`).join(", ");
    await run(ledger, `INSERT INTO ledger_tenant (tenant_id) VALUES ${rows} ON CONFLICT DO NOTHING`);
  }
  return tenants.length;
}
