import type { Context } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { furtherEntry, thisIndex, type Guard } from "../log/record.ts";
import { MAX_OVERLAP_DAYS, type KeyRegistration } from "./contract.ts";
import { keyEventStatement } from "./key-events.ts";
import { parseCompact, parseJsonObject } from "./parse-compact.ts";
import { findKey } from "./queries.ts";
import { requireProof } from "./require-proof.ts";

const DAY = 86_400_000;

/** The key that ends, and the moment from which it signs no more (milliseconds). */
export type Replaced = { kid: string; retiresAt: number };

/**
 * The owner's active key that vouches for the new one (as ACME's key change does, RFC 8555 7.3.5), or null when none is named. Nobody
 * else needs to approve then: whoever stood behind the old key stands behind its successor.
 */
export async function findReplacedKey(context: Context, { prevPop, overlapDays }: KeyRegistration, proven: { ownerId: string; holder: string; thumbprint: string }): Promise<Replaced | null> {
  if (prevPop === undefined) {
    if (overlapDays === undefined) return null;
    throw new Problem("body-invalid", "Only a rotation has an overlap. Send `prevPop`, the proof signed by the old key, or leave `overlapDays` out.", [{ pointer: "/overlapDays", code: "not-here" }]);
  }
  const kid = kidOf(prevPop);
  const old = kid === proven.thumbprint ? null : await findKey(context.ledger, context.tenant.code, kid, context.now);
  if (old?.ownerId !== proven.ownerId) throw new Problem("key-proof-invalid", "`prevPop` is not signed by another key of the same owner. Sign the same claims with the key that is to be replaced.");
  await requireProof(context, prevPop, old, proven);
  // Only after the proof: a key's state is for its holder.
  if (old.state !== "active" || old.ownerEnded) throw new Problem("key-not-active", `The old key is ${old.state} and vouches for no other. Register without \`prevPop\`: somebody else approves.`, undefined, { key_state: old.state });
  if (old.replacedBy !== null) throw new Problem("transition-refused", "This key was replaced already. Rotate from its successor.");
  return { kid: old.kid, retiresAt: context.now + (overlapDays ?? MAX_OVERLAP_DAYS) * DAY };
}

/** The successor is active from its own entry of the log on; the old key's end is planned in that entry, or written at once when there is no overlap. */
export async function replacingStatements(context: Context, successor: { kid: string; registrar: string }, { kid: old, retiresAt }: Replaced): Promise<D1PreparedStatement[]> {
  const { ledger, tenant, now } = context;
  const { kid, registrar } = successor;
  const activate = ledger.prepare(`UPDATE signing_key SET state = 'active', approved_at = ?, activated_idx = ${thisIndex} WHERE tenant_id = ? AND kid = ?`).bind(now, tenant.code, tenant.code, kid);
  const plan = ledger.prepare("UPDATE signing_key SET replaced_by = ?, retires_at = ? WHERE tenant_id = ? AND kid = ?").bind(kid, retiresAt, tenant.code, old);
  const activated = [
    await furtherEntry(context, { kind: "key.activated", at: now, kid, by: registrar, replaces: old, retiresAt }),
    activate, plan, keyEventStatement(context, kid), keyEventStatement(context, old),
  ];
  if (retiresAt > now) return activated;
  const end = ledger
    .prepare(`UPDATE signing_key SET state = 'revoked', revoked_by = ?, revoked_at = ?, reason = 'superseded', revoked_idx = ${thisIndex} WHERE tenant_id = ? AND kid = ?`)
    .bind(registrar, now, tenant.code, tenant.code, old);
  return [...activated, await furtherEntry(context, { kind: "key.revoked", at: now, kid: old, by: registrar, reason: "superseded" }), end, keyEventStatement(context, old)];
}

/** Held again at the moment of writing: one key is replaced once, while it may sign. */
export function stillReplaceable({ tenant, now }: Pick<Context, "tenant" | "now">, kid: string): Guard {
  return {
    holds: "EXISTS (SELECT 1 FROM signing_key WHERE tenant_id = ?1 AND kid = ?2 AND state = 'active' AND replaced_by IS NULL AND COALESCE(not_after, ?3 + 1) > ?3)",
    params: [tenant.code, kid, now],
  };
}

/** Which key claims to have signed: says where to look, proves nothing. */
function kidOf(jws: string): string {
  const { kid } = parseJsonObject(parseCompact(jws, 4096).headerBytes, (why) => new Problem("jws-header-invalid", `The JWS header is not valid JSON. ${why}`));
  return typeof kid === "string" ? kid : "";
}
