import { WorkflowEntrypoint, type WorkflowEvent, type WorkflowStep } from "cloudflare:workers";
import type { Context } from "./kernel/context.ts";
import { messageOf } from "./kernel/database-error.ts";
import { newId, type Id } from "./kernel/ids.ts";
import { Problem } from "./kernel/problem.ts";
import { platformOf } from "./http/platform.ts";
import { AUTHORITY } from "./tenancy/require-role.ts";
import { systemContextOf } from "./tenancy/system-context.ts";
import { finishBackTest, planBackTest, replayChunk, type BackTestOrder } from "./audit/back-test.ts";
import { failBackTest, markFinished, markRunning, type TaskKey, type TaskResult } from "./audit/night-progress.ts";
import { beginNightOf, closeNight, countWaiting, listQueuedAudits, queueNight, type QueuedAudit } from "./audit/run-night.ts";
import { assignNew } from "./review/assign-new.ts";
import type { OrderJob } from "./review/carry-out.ts";
import { runOrder } from "./review/run-order.ts";
import { recordFailedRun } from "./audit/record-failed-run.ts";
import { ruleSetOfVersion } from "./audit/rule-set-queries.ts";
import { runAudit } from "./audit/run-audit.ts";
import type { Night } from "./audit/start-audit.ts";

/** How many audits run side by side: a ledger answers one statement at a time, and officers want theirs answered too. */
const WAVE = 20;
/** A wave is waited for like this, in seconds, before the next one begins all the same: a child that hangs stops nobody. */
const PATIENCE = [1, 1, 2, 2, 4, 4, 8, 8, 15, 15, 30, 30, 60, 60] as const;

type Child = { id: string; params: QueuedAudit & { runId: Id<"run"> } };

/** One night: puts what is due into the queue and starts one child a tenant, report type and window, in waves. Children know nothing of each other. */
export class AuditNight extends WorkflowEntrypoint<Env, Night> {
  override async run(event: WorkflowEvent<Night>, step: WorkflowStep): Promise<{ started: number }> {
    const night = event.payload;
    try {
      const ruleSet = await step.do("begin", async () => beginNightOf(await contextOfJob(this.env, AUTHORITY), night));
      if (!night.isRetry) await step.do("queue what is due", async () => queueNight(await contextOfJob(this.env, AUTHORITY), night));
      const children = await step.do("list what is queued", async () =>
        (await listQueuedAudits(platformOf(this.env), night.key, ruleSet)).map((params): Child => ({ id: childId(params), params: { ...params, runId: newId("run", Date.now()) } })),
      );
      for (let start = 0; start < children.length; start += WAVE) await this.runWave(step, children.slice(start, start + WAVE), start);
      await step.do("close", async () => closeNight(await contextOfJob(this.env, AUTHORITY), night.key, null));
      return { started: children.length };
    } catch (error) {
      console.error(JSON.stringify({ job: "night", night: night.key, error: messageOf(error) }));
      await step.do("give up", async () => closeNight(await contextOfJob(this.env, AUTHORITY), night.key, "internal"));
      throw error;
    }
  }

  private async runWave(step: WorkflowStep, wave: readonly Child[], start: number): Promise<void> {
    await step.do(`start audits from ${start}`, async () => {
      // An id that exists is passed over: a step that is tried again starts only what it had not.
      await this.env.AUDIT_TENANT.createBatch([...wave]);
    });
    const tasks = wave.map(({ params }) => params);
    for (const [look, seconds] of PATIENCE.entries()) {
      const waiting = await step.do(`wait for audits from ${start}, look ${look}`, async () => countWaiting(await contextOfJob(this.env, AUTHORITY), tasks));
      if (waiting === 0) return;
      await step.sleep(`pause ${look} for audits from ${start}`, `${seconds} seconds`);
    }
  }
}

/** One tenant, report type and window. What fails to the end is recorded as a failed run; it stops nobody else. */
export class AuditTenant extends WorkflowEntrypoint<Env, Child["params"]> {
  override async run(event: WorkflowEvent<Child["params"]>, step: WorkflowStep): Promise<{ state: "done" | "failed" }> {
    const due = event.payload;
    const result = await step
      .do("audit", { retries: { limit: 3, delay: "10 seconds", backoff: "exponential" }, timeout: "5 minutes" }, async () => auditOnce(this.env, due))
      .catch((error: unknown): TaskResult => {
        console.error(JSON.stringify({ job: "audit", run: due.runId, tenant: due.tenant, reportType: due.reportType, period: due.periodId, error: messageOf(error) }));
        return { state: "failed", runId: due.runId, failure: "internal" };
      });
    if (result.state === "failed") await step.do("record the failure", async () => recordFailedRun(await contextOfJob(this.env, due.tenant), due, result.failure));
    await step.do("say that it ended", async () => {
      const { ledger, now } = await contextOfJob(this.env, due.tenant);
      await markFinished(ledger, taskOf(due), result, now);
    });
    if (result.state !== "failed") await step.do("give out what is new", async () => assignNew(this.env.CENTRAL, platformOf(this.env), due.tenant, Date.now()));
    return { state: result.state };
  }
}

/** Done, or refused with the code of a Problem: trying again would refuse the same. Throws for mishaps. */
async function auditOnce(env: Env, due: Child["params"]): Promise<TaskResult> {
  const context = await contextOfJob(env, due.tenant);
  await markRunning(context.ledger, taskOf(due), context.now);
  try {
    const ruleSet = due.ruleSet === undefined ? null : await ruleSetOfVersion(context, due.ruleSet);
    const { run, isNew } = await runAudit(context, { reportType: due.reportType, periodId: due.periodId, runId: due.runId, ...(ruleSet ? { ruleSet } : {}) });
    // A step that is tried again finds its own run: that one was written.
    return { state: "done", outcome: isNew || run.id === due.runId ? "written" : "unchanged", runId: run.id, findings: run.findings };
  } catch (error) {
    if (error instanceof Problem) return { state: "failed", runId: due.runId, failure: error.code };
    throw error;
  }
}

function taskOf({ tenant, nightKey, reportType, periodId }: Child["params"]): TaskKey {
  return { tenant, nightKey, reportType, periodId };
}

/** Deterministic: the same night, tenant, report type, period and attempt are the same instance. */
function childId({ reportType, periodId, tenant, nightKey, attempt }: QueuedAudit): string {
  return `audit_${reportType}_${periodId}_${tenant}_${nightKey}${attempt > 1 ? `_${attempt}` : ""}`;
}

/** A rule set tried on the last windows, audit by audit, in steps of bounded size; nothing but the result is written. */
export class BackTest extends WorkflowEntrypoint<Env, BackTestOrder> {
  override async run(event: WorkflowEvent<BackTestOrder>, step: WorkflowStep): Promise<{ state: "done" | "failed" }> {
    const order = event.payload;
    try {
      const chunks = await step.do("plan", async () => planBackTest(await contextOfJob(this.env, AUTHORITY), order));
      for (const chunk of chunks) await step.do(`try from ${chunk.start}`, async () => replayChunk(await contextOfJob(this.env, AUTHORITY), order, chunk));
      await step.do("finish", async () => finishBackTest(await contextOfJob(this.env, AUTHORITY), order));
      return { state: "done" };
    } catch (error) {
      console.error(JSON.stringify({ job: "back-test", backTest: order.id, error: messageOf(error) }));
      await step.do("give up", async () => {
        const { ledger, now } = await contextOfJob(this.env, AUTHORITY);
        await failBackTest(ledger, order.id, now, "internal");
      });
      return { state: "failed" };
    }
  }
}

/** One order to move many, go after go until none waits; it sleeps until the order may begin. A go that is cut off is tried again and moves nothing twice. */
export class BulkOrder extends WorkflowEntrypoint<Env, OrderJob> {
  override async run(event: WorkflowEvent<OrderJob>, step: WorkflowStep): Promise<{ goes: number }> {
    for (let go = 1; ; go++) {
      const { isFinished, startsIn } = await step.do(`go ${go}`, { retries: { limit: 5, delay: "5 seconds", backoff: "exponential" }, timeout: "5 minutes" }, async () => runOrder(await contextOfJob(this.env, AUTHORITY), event.payload.bulk));
      if (isFinished) return { goes: go };
      if (startsIn > 0) await step.sleep(`wait after go ${go}`, startsIn);
    }
  }
}

function contextOfJob(env: Env, tenantCode: string): Promise<Context> {
  return systemContextOf(tenantCode, { central: env.CENTRAL, platform: platformOf(env), now: Date.now() });
}
