import type { ExtensionDecision, ExtensionRequest } from "../forms/contract.ts";
import { signedClaims } from "../signing/signed-claims.ts";
import type { ExtensionView } from "./obligation-contract.ts";
import type { ExtensionRow } from "./obligation-queries.ts";

/** An extension with the reason and the deadline that its signed request names; names by the persons' ids. */
export function toExtensionView(row: ExtensionRow, names: ReadonlyMap<string, string>): ExtensionView {
  const { data } = signedClaims<{ data: ExtensionRequest }>(row.requestJws);
  const person = (id: string) => ({ id, name: names.get(id) ?? null });
  return {
    id: row.id,
    tenant: row.tenantId,
    reportType: row.reportTypeId,
    period: row.periodId,
    state: row.state,
    dueOn: data.dueOn,
    wantedUntil: row.wantedUntil,
    until: row.until,
    reason: data.reason,
    requestedBy: person(row.requestedBy),
    requestedAt: new Date(row.requestedAt).toISOString(),
    requestJti: row.requestJti,
    decidedBy: row.decidedBy === null ? null : person(row.decidedBy),
    decidedAt: row.decidedAt === null ? null : new Date(row.decidedAt).toISOString(),
    decisionJti: row.decisionJti,
    answer: row.decisionJws === null ? null : signedClaims<{ data: ExtensionDecision }>(row.decisionJws).data.text,
    logIndex: row.logIndex,
    decisionIndex: row.decisionIndex,
    isContested: row.isContested === 1,
  };
}
