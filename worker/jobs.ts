import { WorkflowEntrypoint, type WorkflowEvent, type WorkflowStep } from "cloudflare:workers";
import type { Context } from "./kernel/context.ts";
import { messageOf } from "./kernel/database-error.ts";
import { newId, type Id } from "./kernel/ids.ts";
import { Problem } from "./kernel/problem.ts";
import { findTenant } from "./directory/queries.ts";
import { platformOf } from "./http/platform.ts";
import { recordFailedRun } from "./audit/record-failed-run.ts";
import { runAudit } from "./audit/run-audit.ts";
import { findDueAudits, type DueAudit, type Night } from "./audit/start-audit.ts";

type TenantAudit = DueAudit & { runId: Id<"run"> };
type Child = { id: string; params: TenantAudit };

/** createBatch takes so many instances at once. */
const CHILDREN_AT_ONCE = 100;

/** One night: finds what is due and starts one child a tenant, report type and window. Children know nothing of each other. */
export class AuditNight extends WorkflowEntrypoint<Env, Night> {
  override async run(event: WorkflowEvent<Night>, step: WorkflowStep): Promise<{ started: number }> {
    const { key, day } = event.payload;
    const children = await step.do("find what is due", async () => {
      const due = await findDueAudits(this.env.CENTRAL, platformOf(this.env), day);
      return due.map((one): Child => ({ id: childId(one, key), params: { ...one, runId: newId("run", Date.now()) } }));
    });
    for (let start = 0; start < children.length; start += CHILDREN_AT_ONCE) {
      await step.do(`start audits from ${start}`, async () => {
        // An id that exists is passed over: a step that is tried again starts only what it had not.
        await this.env.AUDIT_TENANT.createBatch(children.slice(start, start + CHILDREN_AT_ONCE));
      });
    }
    return { started: children.length };
  }
}

/** One tenant, report type and window. What fails to the end is recorded as a failed run; it stops nobody else. */
export class AuditTenant extends WorkflowEntrypoint<Env, TenantAudit> {
  override async run(event: WorkflowEvent<TenantAudit>, step: WorkflowStep): Promise<{ state: "done" | "failed" }> {
    const due = event.payload;
    const failure = await step
      .do("audit", { retries: { limit: 3, delay: "10 seconds", backoff: "exponential" }, timeout: "5 minutes" }, async () => auditOnce(this.env, due))
      .catch((error: unknown) => {
        console.error(JSON.stringify({ job: "audit", run: due.runId, tenant: due.tenant, reportType: due.reportType, period: due.periodId, error: messageOf(error) }));
        return "internal";
      });
    if (failure === null) return { state: "done" };
    await step.do("record the failure", async () => recordFailedRun(await contextOfJob(this.env, due.tenant), due, failure));
    return { state: "failed" };
  }
}

/** Null when the audit is done, the code of a Problem when it is refused: trying again would refuse the same. Throws for mishaps. */
async function auditOnce(env: Env, due: TenantAudit): Promise<string | null> {
  try {
    await runAudit(await contextOfJob(env, due.tenant), due);
    return null;
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
}

/** Deterministic: the same night, tenant, report type and period are the same instance. */
function childId({ reportType, periodId, tenant }: DueAudit, nightKey: string): string {
  return `audit_${reportType}_${periodId}_${tenant}_${nightKey}`;
}

async function contextOfJob(env: Env, tenantCode: string): Promise<Context> {
  const tenant = await findTenant(env.CENTRAL, tenantCode);
  if (!tenant) throw new Error(`The directory has no tenant ${tenantCode}`);
  const platform = platformOf(env);
  return { tenant, actor: { kind: "system" }, ledger: platform.ledgers[tenant.ledger], central: env.CENTRAL, now: Date.now(), platform };
}
