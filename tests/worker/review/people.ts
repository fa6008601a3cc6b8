import type { Tenant } from "../../../worker/kernel/context.ts";
import type { Discrepancy } from "../../../worker/audit/queries.ts";
import { UNDO_WITHIN, type NoticeList } from "../../../worker/review/contract.ts";
import { listOwnNotices } from "../../../worker/review/list-notices.ts";
import type { Officer } from "../../../worker/tenancy/queries.ts";
import { ask } from "../ask.ts";
import { asPerson, contextFor } from "../make-tenant.ts";

export type Person = Officer & { cookie: string };
type Target = Pick<Discrepancy, "tenantId" | "id" | "version">;

/** A move of the discrepancy as the person's page sends it. */
export function move(person: { cookie: string }, { tenantId, id, version }: Target, body: object, headers: Record<string, string> = {}): Promise<Response> {
  return ask(`/v1/t/${tenantId}/discrepancies/${id}/transitions`, { method: "POST", headers: asPerson(person, { "Content-Type": "application/json", "If-Match": `"${version}"`, ...headers }), body: JSON.stringify(body) });
}

/** Anything under the discrepancy's address. */
export function at(person: { cookie: string }, { tenantId, id }: Target, path: string, request: { method?: string; body?: object; headers?: Record<string, string> } = {}): Promise<Response> {
  const { method = "GET", body, headers = {} } = request;
  return ask(`/v1/t/${tenantId}/discrepancies/${id}${path}`, { method, headers: asPerson(person, { ...(body && { "Content-Type": "application/json" }), ...headers }), ...(body && { body: JSON.stringify(body) }) });
}

/** What the person was told by `after` milliseconds from now: after ten seconds unless said otherwise. */
export function noticesOf(home: Tenant, { id, tenantId, roles }: Officer, after = UNDO_WITHIN + 1): Promise<NoticeList> {
  return listOwnNotices({ ...contextFor(home, Date.now() + after), actor: { kind: "officer", id, accounts: [id], tenantCode: tenantId, roles } }, { limit: 100 });
}
