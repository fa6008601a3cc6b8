import type { Context } from "../kernel/context.ts";
import { findTenant } from "../directory/queries.ts";
import type { Standing } from "../signing/contract.ts";
import { listKeysInTime } from "../signing/queries.ts";
import { standingAcrossLogs, standingOf, type KeyInTime } from "../signing/standing.ts";
import type { SubmissionView } from "./contract.ts";
import type { Submission } from "./queries.ts";
import { agencyState } from "./report-queries.ts";

/** Submissions as they cross the wire, each with what its signature is worth at `context.now`. */
export async function toSubmissionViews(context: Pick<Context, "tenant" | "central" | "platform" | "now">, submissions: readonly Submission[]): Promise<SubmissionView[]> {
  const elsewhere = await keysElsewhere(context, submissions);
  return submissions.map((submission) => toView(submission, standing(context, submission, elsewhere)));
}

/** What the signature of one submission is worth at `context.now`. */
export async function standingOfSubmission(context: Pick<Context, "tenant" | "central" | "platform" | "now">, submission: Submission): Promise<Standing> {
  return standing(context, submission, await keysElsewhere(context, [submission]));
}

function standing({ tenant, now }: Pick<Context, "tenant" | "now">, submission: Submission, elsewhere: ReadonlyMap<string, KeyInTime>): Standing {
  if (submission.signerTenantId !== tenant.code) {
    const key = submission.keyRegisteredAt === null ? (elsewhere.get(submission.kid) ?? null) : submission;
    return standingAcrossLogs(submission.receivedAt, key, now);
  }
  return standingOf({ index: submission.logIndex, receivedAt: submission.receivedAt }, submission.keyRegisteredAt === null ? null : submission, now);
}

/** Auditors' keys, where the authority lives in another ledger than this tenant: one more read, and only then. */
async function keysElsewhere({ tenant, central, platform }: Pick<Context, "tenant" | "central" | "platform">, submissions: readonly Submission[]): Promise<ReadonlyMap<string, KeyInTime>> {
  const missing = submissions.filter(({ signerTenantId, keyRegisteredAt }) => keyRegisteredAt === null && signerTenantId !== tenant.code);
  const bySigner = Map.groupBy(missing, ({ signerTenantId }) => signerTenantId);
  const found = new Map<string, KeyInTime>();
  for (const [code, signed] of bySigner) {
    const signerTenant = await findTenant(central, code);
    if (!signerTenant) continue;
    for (const [kid, key] of await listKeysInTime(platform.ledgers[signerTenant.ledger], code, signed.map(({ kid: one }) => one))) found.set(kid, key);
  }
  return found;
}

function toView(submission: Submission, worth: Standing): SubmissionView {
  return {
    jti: submission.jti,
    form: { id: submission.formId, rev: submission.formRevision },
    act: submission.act,
    reportType: submission.reportTypeId ?? submission.refReportTypeId,
    period: submission.periodId ?? submission.refPeriodId,
    signer: { id: submission.signerId, name: submission.signerName },
    kid: submission.kid,
    digest: submission.digest,
    receivedAt: new Date(submission.receivedAt).toISOString(),
    logIndex: submission.logIndex,
    amends: submission.amendsJti,
    amendedBy: submission.amendedByJti,
    over: submission.refJti === null ? null : { jti: submission.refJti, countersignature: submission.countersignature! },
    agency: {
      state: agencyState(submission.needsHead, submission.headAct),
      jti: submission.headJti,
      by: submission.headSignerName,
      at: submission.headAt === null ? null : new Date(submission.headAt).toISOString(),
    },
    standing: worth,
    confirmedBy: submission.confirmedByJti,
  };
}
