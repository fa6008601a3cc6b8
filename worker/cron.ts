/** Which cron line runs what. A line nobody knows throws. */
export async function runCron(event: { cron: string }, _env: Env): Promise<void> {
  throw new Error(`No job is registered for the cron line ${event.cron}`);
}
