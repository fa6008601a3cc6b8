import type { Context } from "../kernel/context.ts";
import { newId } from "../kernel/ids.ts";
import { toJsonChunks } from "../kernel/to-json-chunks.ts";
import { record, thisIndex } from "../log/record.ts";
import type { PreparedSubmission } from "../submissions/prepare-submission.ts";
import { AUTHORITY } from "../tenancy/require-role.ts";
import type { Item } from "./choose-items.ts";
import type { TransitionId, UnsignedRequest } from "./contract.ts";

export type NewOrder = {
  by: string;
  transition: TransitionId;
  /** The move that is made with each; null where `signed` says it. */
  request: UnsignedRequest | null;
  /** Names exactly what was ordered: the digest of the list, or of the signed manifest. */
  manifest: string;
  /** Nothing is moved before this moment; null for at once. */
  startsAt: number | null;
  items: readonly (Item & { reason?: string; salt?: string })[];
  signed: Pick<PreparedSubmission, "claims" | "statement" | "alongside" | "guards" | "entryMembers"> | null;
};

/** Keeps an order with its list as it is now, and one entry in the authority's log; nothing is moved yet. A signed one is kept together with its document. */
export async function keepOrder(home: Context, { by, transition, request, manifest, startsAt, items, signed }: NewOrder): Promise<{ id: string; index: number; entry: string }> {
  const { ledger, now } = home;
  const id = newId("bulk", now);
  const { index, entry } = await record(
    home,
    { ...signed?.entryMembers, kind: "bulk-move", at: now, bulk: id, transition, manifest, total: items.length, by },
    [
      ...(signed ? [signed.statement, ...signed.alongside] : []),
      ledger
        .prepare(`INSERT INTO bulk_move (tenant_id, id, actor_id, at, transition, request, manifest, total, submission_jti, starts_at, log_idx) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ${thisIndex.replace("?", "?1")})`)
        .bind(AUTHORITY, id, by, now, transition, JSON.stringify(request), manifest, items.length, signed?.claims.jti ?? null, startsAt),
      ...toJsonChunks(items.map((item, place) => ({ ...item, place }))).map((json) =>
        ledger
          .prepare(
            `INSERT INTO bulk_item (tenant_id, bulk_id, place, unit_tenant_id, discrepancy_id, version, reason, salt)
             SELECT ?1, ?2, value ->> 'place', value ->> 'tenant', value ->> 'id', value ->> 'version', value ->> 'reason', value ->> 'salt' FROM json_each(?3)`,
          )
          .bind(AUTHORITY, id, json),
      ),
    ],
    signed?.guards,
  );
  return { id, index, entry };
}
