/**
 * The ids of all accounts of the person behind an officer, the officer's own among them, as an SQL query. Two accounts are one person when a certificate or an account
 * at the identity provider shows it (`officer_mark`), directly or by way of a third. `tenant` and `officer` are expressions of the statement it stands in.
 */
export const accountsQuery = (tenant: string, officer: string): string => `(WITH RECURSIVE same (id) AS (
    SELECT ${officer} UNION SELECT other.officer_id FROM same JOIN officer_mark own ON own.tenant_id = ${tenant} AND own.officer_id = same.id
      JOIN officer_mark other ON other.tenant_id = own.tenant_id AND other.mark = own.mark)
  SELECT id FROM same)`;

/** The same in one text, with commas between: for the `SELECT` of another statement. */
export const accountsColumn = (tenant: string, officer: string): string => `(SELECT group_concat(id) FROM ${accountsQuery(tenant, officer)})`;

/** A person by one of their accounts, with all of them. */
export type Person = { id: string; accounts: readonly string[] };

/** Whether the person is this officer of the same tenant, under whichever account: where two people are asked for, these two are one. */
export function isSamePerson({ id, accounts }: Person, officerId: string | null): boolean {
  return officerId !== null && (officerId === id || accounts.includes(officerId));
}
