import { assignTenants } from "./platform/assign-tenants.ts";
import { runWrangler } from "./platform/wrangler.ts";

/**
 * For a deployment: `npm run assign-tenants -- --remote` after the migrations, and again whenever the directory has new
 * tenants. `npm start` does the same locally.
 */
const where = process.argv.slice(2);
if (!where.includes("--remote") && !where.includes("--local")) {
  console.error("Say which databases: `npm run assign-tenants -- --remote` or `-- --local`.");
  process.exit(1);
}
const count = await assignTenants(async (binding, sql) => {
  const printed = await runWrangler(["d1", "execute", binding, ...where, "--json", "--command", sql]);
  return (JSON.parse(printed.slice(printed.indexOf("["))) as { results: Record<string, unknown>[] }[])[0]!.results;
});
console.log(`${count} tenants are in their ledgers.`);
