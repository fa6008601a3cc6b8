import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";

await applyD1Migrations(env.CENTRAL, env.CENTRAL_MIGRATIONS);
await applyD1Migrations(env.LEDGER_1, env.LEDGER_MIGRATIONS);
await applyD1Migrations(env.LEDGER_2, env.LEDGER_MIGRATIONS);
