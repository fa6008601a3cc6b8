import { env } from "cloudflare:workers";
import worker from "../../worker/index.ts";
import { countD1 } from "./count-d1.ts";
import { ORIGIN } from "./make-tenant.ts";

/** What a request cost each database, and the statements it asked, as `LEDGER_1: SELECT …`. */
export type Asked = { calls: number; rowsRead: number; statements: string[] };

/** A request to the Worker as `ask` sends it, on databases that count. What the Worker does after the answer is not waited for. */
export async function askCounted(path: string, request: RequestInit): Promise<{ response: Response; asked: Asked }> {
  const names = ["CENTRAL", "LEDGER_1", "LEDGER_2"] as const;
  const counted = names.map((name) => ({ name, ...countD1(env[name]) }));
  const bindings = { ...env, ...Object.fromEntries(counted.map(({ name, database }) => [name, database])) };
  const response = await worker.fetch!(new Request(`${ORIGIN}${path}`, { redirect: "manual", ...request }) as never, bindings as never, { waitUntil() {}, passThroughOnException() {} } as never);
  const asked = { calls: 0, rowsRead: 0, statements: counted.flatMap(({ name, asked }) => asked.map((sql) => `${name}: ${sql}`)) };
  for (const { count } of counted) {
    asked.calls += count.calls;
    asked.rowsRead += count.rowsRead;
  }
  return { response, asked };
}
