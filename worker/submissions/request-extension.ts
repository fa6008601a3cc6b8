import type { Context } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { newId } from "../kernel/ids.ts";
import { addDays, clipWindow, dayAt, overlaps } from "../kernel/windows.ts";
import { isUniqueViolation } from "../kernel/database-error.ts";
import { findReportType, getHolidays } from "../directory/queries.ts";
import { dueDayOf, findReportWindow } from "../directory/report-windows.ts";
import type { ExtensionRequest } from "../forms/contract.ts";
import { record, thisIndex } from "../log/record.ts";
import type { SessionCookie } from "../tenancy/session.ts";
import type { ReceiptView } from "./contract.ts";
import { lastDayInTime } from "./last-day-in-time.ts";
import { findExtendedDay, findExtensionByDocument } from "./obligation-queries.ts";
import { prepareSubmission } from "./prepare-submission.ts";
import { listOwed } from "./queries.ts";
import { findNewestReport } from "./report-queries.ts";
import { isRace } from "./submit-form.ts";

/** An extension may be asked for at most so many days after the deadline. */
const LONGEST = 60;

export type Extended = { isNew: boolean; id: string; receipt: ReceiptView };

/**
 * Keeps a head's signed request for more time, or throws why not: the report is owed and not filed, its deadline has not passed, the wanted
 * day lies after it. The same document again gives its original receipt.
 */
export async function requestExtension(context: Context, jws: string, cookie: SessionCookie | null): Promise<Extended> {
  const { tenant, ledger, now } = context;
  const prepared = await prepareSubmission(context, { jws, audiences: ["extension"], signerTenant: tenant, cookie });
  if (prepared.kind === "stored") {
    const found = await findExtensionByDocument(ledger, tenant.code, prepared.claims.jti);
    return { isNew: false, id: found!.id, receipt: prepared.receipt };
  }
  const answers = prepared.answers as ExtensionRequest;
  await requireExtendable(context, answers);
  const id = newId("extension", now);
  const insert = ledger
    .prepare(
      `INSERT INTO extension (tenant_id, id, report_type_id, period_id, state, wanted_until, request_jti, requested_by, requested_at, log_idx)
       VALUES (?1, ?2, ?3, ?4, 'requested', ?5, ?6, ?7, ?8, ${thisIndex.replace("?", "?1")})`,
    )
    .bind(tenant.code, id, answers.reportType, answers.period, answers.until, prepared.claims.jti, prepared.signerId, now);
  try {
    const logged = { kind: "extension.requested", at: now, ...prepared.entryMembers, extension: id, reportType: answers.reportType, period: answers.period, until: answers.until } as const;
    const { index, entry } = await record(context, logged, [prepared.statement, insert], prepared.guards);
    return { isNew: true, id, receipt: await prepared.toReceipt(index, entry) };
  } catch (error) {
    if (isUniqueViolation(error, "extension.tenant_id")) throw new Problem("transition-refused", "A request for this report waits for its answer already. GET …/extensions shows it.");
    if (isRace(error)) throw new Problem("version-conflict", "The same document was being sent twice, or your key was changed meanwhile. Send it once more.");
    throw error;
  }
}

async function requireExtendable(context: Context, { reportType: typeId, period, dueOn: signedDueOn, until }: ExtensionRequest): Promise<void> {
  const { tenant, ledger, central, now } = context;
  const type = await findReportType(central, typeId);
  const window = type && findReportWindow(type, period);
  const own = window && clipWindow(window, tenant);
  const owed = await listOwed(ledger, tenant.code);
  if (!type || !own || !owed.some((one) => one.reportTypeId === type.id && overlaps(one, own))) throw new Problem("report-not-due", "The tenant does not owe this report for this period. GET …/reporting lists what it owes.");
  const [holidays, report, extended] = await Promise.all([getHolidays(central), findNewestReport(ledger, tenant.code, type.id, period), findExtendedDay(ledger, tenant.code, type.id, period)]);
  const dueOn = lastDayInTime(dueDayOf(type, period, holidays), extended);
  const wrong = (pointer: string, code: string, detail: string) => new Problem("data-invalid", detail, [{ pointer, code }]);
  if (signedDueOn !== dueOn) throw wrong("/dueOn", "other-deadline", `The report is due on ${dueOn}; the request says ${signedDueOn}. Open the request anew from the list of reports.`);
  if (report) throw new Problem("report-exists", "The report was filed already; more time is not needed.", undefined, { jti: report.jti });
  if (dayAt(now) > dueOn) throw new Problem("transition-refused", `The deadline, ${dueOn}, has passed. More time is asked for before it; file the report, it is counted as late.`);
  if (until > addDays(dueOn, LONGEST)) throw wrong("/until", "too-long", `At most ${LONGEST} days after the deadline, ${addDays(dueOn, LONGEST)}, can be asked for.`);
}
