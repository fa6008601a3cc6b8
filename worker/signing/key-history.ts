import type { KeyEventView, RevocationReason } from "./contract.ts";
import type { KeyHistoryRow } from "./queries.ts";

/** What the log's entries about keys hold besides what every entry holds. */
type KeyEntry = { kind: string; at: number; kid: string; by?: string; reason?: RevocationReason; invalidity?: number; replaces?: string; retiresAt?: number };

/** One line of the history of the key `kid`, read from the log's own entry. The entry that activates a successor is a line of both keys' histories. */
export function ownHistory(kid: string, row: KeyHistoryRow): KeyEventView {
  const entry = JSON.parse(row.entry) as KeyEntry;
  const isReplaced = entry.kid !== kid;
  return {
    kind: isReplaced ? "replaced" : (entry.kind.slice("key.".length) as KeyEventView["kind"]),
    at: new Date(entry.at).toISOString(),
    logIndex: row.logIndex,
    reason: entry.reason ?? null,
    invalidityDate: isoOf(entry.invalidity),
    otherKid: isReplaced ? entry.kid : (entry.replaces ?? null),
    retiresAt: isReplaced ? isoOf(entry.retiresAt) : null,
    by: entry.by === undefined || entry.by === "platform" ? null : { id: entry.by, name: row.byName },
  };
}

function isoOf(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}
