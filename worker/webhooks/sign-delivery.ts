import { audienceOf, type Platform } from "../kernel/context.ts";
import { logOrigin, signAsLog } from "../log/receipt.ts";
import { severityAt } from "../audit/contract.ts";
import { SYSTEM_ACTOR } from "../audit/write-audit-run.ts";
import type { Delivery, Told } from "./queries.ts";

/** What the receiver knows a delivery by, for ever the same: sent again, it is known again. */
export function deliveryId({ discrepancyId, version, dueOn }: Pick<Delivery, "discrepancyId" | "version" | "dueOn">): string {
  return `${discrepancyId}.${version}${dueOn === "" ? "" : `.overdue.${dueOn}`}`;
}

/**
 * What happened, signed with the key of the log of the tenant it happened to: ids, codes, states, numbers and days; nobody's words, nobody's name.
 * Every attempt and every webhook gets the same bytes.
 */
export function signDelivery(platform: Platform, delivery: Delivery, told: Told): Promise<string> {
  const { tenantId, discrepancyId, version, event, at, logIndex } = delivery;
  const { severity, reported, actual, actorId, actorTenantId } = told;
  const tenant = { code: tenantId };
  const claims = {
    ver: 1, iss: logOrigin(platform, tenant), sub: audienceOf(platform, tenant), jti: deliveryId(delivery), iat: Math.floor(at / 1000), event, tenant: tenantId,
    discrepancy: {
      id: discrepancyId, version, rule: told.rule, measure: told.measure, reportType: told.reportType, period: told.period, subject: told.subject,
      severity: severity === null ? null : severityAt(severity), reported, actual, difference: reported === null || actual === null ? null : reported - actual,
      state: told.toState, dueOn: delivery.dueOn === "" ? told.dueOn : delivery.dueOn,
    },
    move: event === "discrepancy.overdue" ? null : { transition: told.transition, from: told.fromState, to: told.toState, by: actorId === SYSTEM_ACTOR ? "platform" : actorTenantId === tenantId ? "unit" : "authority", submission: told.submission },
    at: new Date(at).toISOString(), logIndex,
    links: { record: `${platform.origin}/v1/t/${tenantId}/discrepancies/${discrepancyId}`, unit: `${platform.origin}/fill/discrepancies/${discrepancyId}`, authority: `${platform.origin}/console/discrepancies?open=${tenantId}/${discrepancyId}` },
  };
  return signAsLog(platform, tenant, "gov-webhook+jwt", JSON.stringify(claims));
}
