import { addDays, startOfDay } from "../kernel/windows.ts";
import { digestOf } from "../kernel/digest.ts";
import type { AuditFacts } from "./facts.ts";
import type { RuleSet } from "./contract.ts";

/** SHA-256, base64url, of everything the findings depend on. Of the clock only whether the deadline has passed. */
export function inputsDigestOf(facts: AuditFacts, ruleSet: RuleSet): Promise<string> {
  const { tenant, reportTypeId, window, dueOn, services, counts, resolved, report, previous } = facts;
  return digestOf(
    JSON.stringify([
      ruleSet,
      [tenant.code, reportTypeId, window.id, window.from, window.to, dueOn, facts.now >= startOfDay(addDays(dueOn, 1))],
      services.map(({ code, field, levelScheme, level, onlineSince, validTo }) => [code, field.code, levelScheme, level, onlineSince, validTo]).sort(byFirst),
      [...counts].map(([code, { onlineFull, onlinePartial, inPerson, post }]) => [code, onlineFull, onlinePartial, inPerson, post]).sort(byFirst),
      [...resolved].filter(([, { onTime, late }]) => onTime + late > 0).map(([code, { onTime, late }]) => [code, onTime, late]).sort(byFirst),
      report && [report.jti, report.digest, report.firstReceivedAt],
      previous && [previous.jti, previous.from, previous.to],
    ]),
  );
}

function byFirst(a: readonly unknown[], b: readonly unknown[]): number {
  return String(a[0]) < String(b[0]) ? -1 : 1;
}
