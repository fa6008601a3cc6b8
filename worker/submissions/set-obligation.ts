import type * as z from "zod";
import type { Context } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { dayAt } from "../kernel/windows.ts";
import { findReportType } from "../directory/queries.ts";
import { requireAuthority } from "../tenancy/require-role.ts";
import { addObligation, endObligation } from "./add-obligation.ts";
import type { obligationEnd, obligationRequest } from "./obligation-contract.ts";

/** The authority decides that the tenant owes a report, from today or a later day on. What was not owed in the past never becomes so. */
export async function setObligation(context: Context, { reportType, from, to = null, reason }: z.infer<typeof obligationRequest>): Promise<void> {
  requireAuthority(context, ["operator", "supervisor"]);
  const { tenant, central, now } = context;
  const today = dayAt(now);
  if (!(await findReportType(central, reportType))) throw refused("reportType", `There is no report type ${reportType}. GET /v1/report-types lists them.`);
  if (from < today) throw refused("from", `${from} has passed: what was not owed then is not owed afterwards. Begin today (${today}) or later.`);
  if (to !== null && to < from) throw refused("to", "The last day lies before the first.");
  if (tenant.kind === "authority") throw refused("reportType", "The national authority reports to nobody.");
  if (tenant.validTo !== null && tenant.validTo < from) throw new Problem("tenant-closed", `${tenant.code} ended on ${tenant.validTo} and cannot owe what comes after.${tenant.successorCode ? ` Its successor is ${tenant.successorCode}.` : ""}`);
  await addObligation(context, { reportTypeId: reportType, validFrom: from, validTo: to, reason });
}

/** The authority ends an obligation with today or a later day. What was owed up to then stays owed. */
export async function closeObligation(context: Context, reportTypeId: string, validFrom: string, { to, reason }: z.infer<typeof obligationEnd>): Promise<void> {
  requireAuthority(context, ["operator", "supervisor"]);
  const today = dayAt(context.now);
  if (to < today) throw refused("to", `${to} has passed: what was owed then stays owed. End it today (${today}) or later.`);
  if (to < validFrom) throw refused("to", "The last day lies before the first.");
  await endObligation(context, { reportTypeId, validFrom, lastDay: to, reason });
}

function refused(member: string, detail: string): Problem {
  return new Problem("body-invalid", detail, [{ pointer: `/${member}`, code: "invalid" }]);
}
