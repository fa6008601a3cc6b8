import type { Context } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { thisIndex, type Guard } from "../log/record.ts";
import type { KeyRevocation } from "./contract.ts";
import { getChangeableKey } from "./get-changeable-key.ts";
import { keyStoredAs, recordKeyChange } from "./key-events.ts";
import type { RegisteredKey } from "./queries.ts";

/**
 * Ends a key for good: by its owner, or by an administrator. What it signed before stays in place; of a key in wrong hands since
 * `invalidityDate`, what was accepted since then becomes contested in the same batch. A key that was retired for another reason can
 * still be reported as compromised, once: thefts are noticed late.
 */
export async function revokeKey(context: Context, kid: string, { reason, invalidityDate }: KeyRevocation): Promise<void> {
  const { key, officer } = await getChangeableKey(context, kid);
  const invalidityAt = requireInvalidity(context, reason, invalidityDate);
  const isLateReport = key.state === "revoked" && key.revokedIndex !== null && key.reason !== "keyCompromise" && reason === "keyCompromise";
  if (key.state === "revoked" && key.revokedIndex !== null && !isLateReport) throw new Problem("transition-refused", "The key is revoked already. All that can still be said of it is that it was compromised, and since when.");
  const { ledger, tenant, now } = context;
  const entry = { kind: "key.revoked" as const, at: now, kid, by: officer.id, reason, ...(invalidityAt === null ? {} : { invalidity: invalidityAt }) };
  const update = isLateReport
    ? ledger.prepare("UPDATE signing_key SET reason = ?, invalidity_at = ? WHERE tenant_id = ? AND kid = ?").bind(reason, invalidityAt, tenant.code, kid)
    : ledger
        .prepare(`UPDATE signing_key SET state = 'revoked', revoked_by = ?, revoked_at = ?, reason = ?, invalidity_at = ?, revoked_idx = ${thisIndex} WHERE tenant_id = ? AND kid = ?`)
        .bind(officer.id, now, reason, invalidityAt, tenant.code, tenant.code, kid);
  await recordKeyChange(context, entry, [update], isLateReport ? notYetCompromised(context, kid) : keyStoredAs(context, kid, ["pending", "active", "suspended"]));
}

/** Ends a key whose successor has taken over and whose overlap is over; the platform writes down what was planned. */
export async function retireKey(context: Context, key: Pick<RegisteredKey, "kid">): Promise<void> {
  const { ledger, tenant, now } = context;
  const update = ledger
    .prepare(`UPDATE signing_key SET state = 'revoked', revoked_by = 'platform', revoked_at = ?, reason = 'superseded', revoked_idx = ${thisIndex} WHERE tenant_id = ? AND kid = ?`)
    .bind(now, tenant.code, tenant.code, key.kid);
  await recordKeyChange(context, { kind: "key.revoked", at: now, kid: key.kid, by: "platform", reason: "superseded" }, [update], keyStoredAs(context, key.kid, ["active", "suspended"]));
}

/** The moment a compromised key is doubted from, in milliseconds. */
function requireInvalidity({ now }: Context, reason: KeyRevocation["reason"], date: string | undefined): number | null {
  if (reason !== "keyCompromise") {
    if (date === undefined) return null;
    throw wrongDate("Only a compromise has an `invalidityDate`. Leave it out, or give the reason `keyCompromise`.", "not-here");
  }
  if (date === undefined) throw wrongDate("Say since when the key may have been in wrong hands (`invalidityDate`): what it signed from then on becomes contested.", "required");
  const at = Date.parse(date);
  if (at > now) throw wrongDate("`invalidityDate` lies in the future. Give the moment since when the key may have been in wrong hands.", "future");
  return at;
}

function wrongDate(detail: string, code: string): Problem {
  return new Problem("body-invalid", detail, [{ pointer: "/invalidityDate", code }]);
}

function notYetCompromised({ tenant }: Pick<Context, "tenant">, kid: string): Guard {
  return { holds: "EXISTS (SELECT 1 FROM signing_key WHERE tenant_id = ? AND kid = ? AND state = 'revoked' AND reason <> 'keyCompromise')", params: [tenant.code, kid] };
}
