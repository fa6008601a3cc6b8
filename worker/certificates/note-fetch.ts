import type { Context } from "../kernel/context.ts";
import type { CrlSource } from "./queries.ts";

/** Notes when an address was last asked, and what went wrong (null: nothing). It proves nothing and counts for nothing: no log entry. */
export async function noteFetch({ ledger, now }: Pick<Context, "ledger" | "now">, source: CrlSource, failure: string | null): Promise<void> {
  await ledger
    .prepare("UPDATE crl_source SET tried_at = ?1, fetched_at = CASE WHEN ?2 IS NULL THEN ?1 ELSE fetched_at END, failure = ?2 WHERE tenant_id = ?3 AND anchor_id = ?4 AND url = ?5")
    .bind(now, failure, source.tenantId, source.anchorId, source.url)
    .run();
}
