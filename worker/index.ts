import { app } from "./app.ts";
import { runCron } from "./cron.ts";

export { AuditNight, AuditTenant, BackTest, BulkOrder } from "./jobs.ts";

/** What Cloudflare calls. */
export default {
  fetch: app.fetch,
  scheduled: (event, env) => runCron(event, env),
} satisfies ExportedHandler<Env>;
