import { messageOf } from "../kernel/database-error.ts";
import { sha256 } from "../kernel/digest.ts";
import type { Context } from "../kernel/context.ts";

/** What the log keeps of an event that counts. Short codes and digests only: no personal data, nothing to erase. */
export type LogEntry = { kind: LogKind; at: number } & Record<string, string | number | null>;
export const logKinds = [
  "submission", "filing-batch", "key.registered", "key.activated", "key.suspended", "key.resumed", "key.revoked", "form.published", "integration.added", "integration.ended",
  "audit.run", "discrepancy.moved", "break-glass", "discrepancy.commented", "discrepancy.reminded", "second-review.drawn", "second-review.given", "second-review.made", "routine.done", "bulk-move", "service.declared", "policy.changed", "policy.refused", "list.exported",
  "officer.ended", "passkey.added", "passkey.renamed", "passkey.removed", "account.bound", "account.unbound",
  "enrolment.created", "enrolment.approved", "enrolment.revoked", "enrolment.used", "enrolment.refused",
  "rule-set.proposed", "rule-set.published", "rule-set.withdrawn", "rule-set.back-tested", "obligation.set", "obligation.ended", "extension.requested", "extension.decided", "extension.contested",
  "calendar.proposed", "calendar.approved", "calendar.withdrawn", "anchor.added", "anchor.approved", "anchor.retired", "crl.seen", "attachment.added", "webhook.added", "webhook.removed",
] as const;
export type LogKind = (typeof logKinds)[number];

/**
 * A condition that must hold at the moment of writing, as an SQL expression with its parameters. When it does not, the
 * whole batch fails with `GuardFailed` and the caller reads again to say why.
 */
export type Guard = { holds: string; params: unknown[] };
export class GuardFailed extends Error {}

/** Use inside a statement of `record` for the index the entry gets: `VALUES (…, ${thisIndex}, …)` with the tenant's code bound. */
export const thisIndex = "(SELECT MAX(idx) FROM log_entry WHERE tenant_id = ?)";

/**
 * Writes an entry of the tenant's log together with the statements that it is about: all of them or none (one D1 batch, one
 * round trip). Every write of the platform goes through here. D1 runs one batch at a time, so the index has no gap.
 * Returns the entry's index, its exact bytes and the results of the statements in their order.
 */
export async function record(
  context: Pick<Context, "ledger" | "tenant">,
  entry: LogEntry,
  statements: readonly D1PreparedStatement[],
  guards: readonly Guard[] = [],
): Promise<{ index: number; entry: string; results: D1Result[] }> {
  const { ledger, tenant } = context;
  const text = encodeEntry(tenant.code, entry);
  const batch = [
    ...guards.map((guard) => ledger.prepare(`SELECT CASE WHEN ${guard.holds} THEN 1 ELSE abs(-9223372036854775808) END`).bind(...guard.params)),
    await appendStatement(ledger, tenant.code, text),
    ...statements,
  ];
  const results = await ledger.batch(batch).catch((error: unknown) => {
    if (messageOf(error).includes("integer overflow")) throw new GuardFailed();
    throw error;
  });
  const index = (results[guards.length]!.results[0] as { idx: number }).idx;
  return { index, entry: text, results: results.slice(guards.length + 1) };
}

/**
 * One more entry in the same batch, for an act that is several steps at once, each of which has to stand in the log. Goes among the
 * statements of `record`; `thisIndex` means it in those that follow.
 */
export function furtherEntry({ ledger, tenant }: Pick<Context, "ledger" | "tenant">, entry: LogEntry): Promise<D1PreparedStatement> {
  return appendStatement(ledger, tenant.code, encodeEntry(tenant.code, entry));
}

async function appendStatement(ledger: D1Database, tenantCode: string, text: string): Promise<D1PreparedStatement> {
  return ledger
    .prepare("INSERT INTO log_entry (tenant_id, idx, leaf, entry) VALUES (?1, COALESCE((SELECT MAX(idx) + 1 FROM log_entry WHERE tenant_id = ?1), 0), ?2, ?3) RETURNING idx")
    .bind(tenantCode, await leafHash(text), text);
}

/** The entry's canonical bytes: version, kind, tenant, time, then the rest by name. */
export function encodeEntry(tenantCode: string, entry: LogEntry): string {
  const { kind, at, ...rest } = entry;
  const members = Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(Object.fromEntries([["v", 1], ["kind", kind], ["tenant", tenantCode], ["at", at], ...members]));
}

/** RFC 6962 §2.1: SHA-256 over 0x00 and the entry. */
export function leafHash(entry: string): Promise<Uint8Array> {
  const bytes = new TextEncoder().encode(entry);
  const leaf = new Uint8Array(bytes.length + 1);
  leaf.set(bytes, 1);
  return sha256(leaf);
}
