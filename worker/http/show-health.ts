import type { Handler } from "hono";
import { platformOf } from "./platform.ts";
import type { HttpEnv } from "./router.ts";

/** Whether every database answers; 503 names the one that does not. */
export const showHealth: Handler<HttpEnv> = async (c) => {
  const databases = { CENTRAL: c.env.CENTRAL, ...platformOf(c.env).ledgers };
  const states = await Promise.all(Object.entries(databases).map(async ([name, database]) => [name, await stateOf(database)] as const));
  const isWell = states.every(([, state]) => state === "ok");
  return c.json({ status: isWell ? "ok" : "failing", databases: Object.fromEntries(states) }, isWell ? 200 : 503);
};

async function stateOf(database: D1Database): Promise<"ok" | "failing"> {
  return database.prepare("SELECT 1").first().then(() => "ok" as const, () => "failing" as const);
}
