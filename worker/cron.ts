import { nightAt, startNight } from "./audit/start-audit.ts";
import { settleCalendar } from "./calendar/settle-calendar.ts";
import { fetcherOf } from "./kernel/ask-outside.ts";
import type { Platform } from "./kernel/context.ts";
import { messageOf } from "./kernel/database-error.ts";
import { refreshCrls } from "./certificates/refresh-crls.ts";
import { platformOf } from "./http/platform.ts";
import { forgetExpired } from "./sign-in/forget-expired.ts";
import { assignNew } from "./review/assign-new.ts";
import { resumeStalled } from "./review/carry-out.ts";
import { contestExtensions } from "./submissions/contest-extensions.ts";
import { contestDecisions } from "./review/contest-decisions.ts";
import { drawSecondReviews } from "./review/draw-second-reviews.ts";
import { giveSecondReviews } from "./review/give-second-reviews.ts";
import { runMorning } from "./review/run-morning.ts";
import { sendMail, type Mailer } from "./review/send-mail.ts";
import { runDigests } from "./worklist/run-digests.ts";
import { drainWebhooks } from "./webhooks/drain-webhooks.ts";
import { queueOverdue } from "./webhooks/queue-overdue.ts";
import { retireKeys } from "./signing/retire-keys.ts";

type Job = (env: Env, scheduledAt: number) => Promise<unknown>;

/** Which cron line of wrangler.toml runs what. */
const jobs: Readonly<Record<string, Job>> = {
  // 18:00 UTC is 01:00 in Viet Nam: the night is named by the day that has just begun there.
  "0 18 * * *": (env, scheduledAt) => startNight(env.AUDIT_NIGHT, nightAt(scheduledAt)),
  // Every hour: replaced keys whose overlap is over get their last entry in the log; what a stolen key decided and no ledger says yet is written there; spent challenges and old sessions go; an approved change of the calendar that did not reach the directory does. Every sixth: the revocation lists under the anchors that tenants trust.
  "7 * * * *": (env, scheduledAt) => {
    const [central, platform, now] = [env.CENTRAL, platformOf(env), Date.now()];
    const isSixth = new Date(scheduledAt).getUTCHours() % 6 === 0;
    return allOf([retireKeys(central, platform, now), contestDecisions(central, platform, now), contestExtensions(central, platform, now), forgetExpired(platform, now), settleCalendar({ central, platform, now }), ...(isSixth ? [refreshCrls(central, platform, now, fetcherOf(env))] : [])]);
  },
  // 00:30 UTC is 7:30 in Viet Nam: what the day brings, what nobody has, and the mails. One that fails is no reason for the next not to be done.
  "30 0 * * *": async (env) => {
    const [central, platform, now] = [env.CENTRAL, platformOf(env), Date.now()];
    const works = [runMorning, queueOverdue, (...given: [D1Database, Platform, number]) => assignNew(given[0], given[1], null, given[2]), drawSecondReviews, giveSecondReviews, runDigests, () => sendMail(platform, mailerOf(env), now)];
    const results: PromiseSettledResult<unknown>[] = [];
    for (const work of works) results.push(...(await Promise.allSettled([work(central, platform, now)])));
    requireAll(results);
  },
  // Every minute: what happened to discrepancies, to the systems that want to know.
  "* * * * *": (env) => drainWebhooks({ central: env.CENTRAL, platform: platformOf(env), now: Date.now() }, fetcherOf(env, 10_000)),
  // Every ten minutes: the mails; orders to move many that have lost their runner get another.
  "*/10 * * * *": (env) => {
    const [platform, now] = [platformOf(env), Date.now()];
    return allOf([sendMail(platform, mailerOf(env), now), resumeStalled({ central: env.CENTRAL, platform, now }, env.BULK_ORDER)]);
  },
};

/** Runs the job of the cron line. Throws for a line nobody knows: a schedule without a job is a mistake, not a pause. */
export async function runCron(event: { cron: string; scheduledTime: number }, env: Env): Promise<void> {
  const job = jobs[event.cron];
  if (!job) throw new Error(`No job is registered for the cron line ${event.cron}; worker/cron.ts and wrangler.toml must name the same lines`);
  await job(env, event.scheduledTime);
}

/** Side by side, each to its end, whatever becomes of the others. */
async function allOf(works: readonly Promise<unknown>[]): Promise<void> {
  requireAll(await Promise.allSettled(works));
}

/** Throws when one of them failed, so that the platform's own list of cron runs shows it. */
function requireAll(results: readonly PromiseSettledResult<unknown>[]): void {
  const failed = results.flatMap((result) => (result.status === "rejected" ? [result.reason as unknown] : []));
  if (failed.length > 0) throw new AggregateError(failed, failed.map(messageOf).join("; "));
}

/** Whoever delivers mails, where one is bound; null where none is, and everything stays in the outbox. */
function mailerOf({ EMAIL: deliverer }: Env): Mailer | null {
  if (!deliverer) return null;
  return {
    async send(mail) {
      const response = await deliverer.fetch("https://email/", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(mail) });
      if (!response.ok) throw new Error(`The mailer answered ${response.status}`);
    },
  };
}
