import { defineConfig } from "drizzle-kit";

const folder = process.env.DATABASE ?? "ledger";
export default defineConfig({
  dialect: "sqlite",
  schema: folder === "central" ? "./worker/directory/schema.ts" : "./worker/{log,tenancy,calendar,sign-in,certificates,signing,catalogue,forms,submissions,filings,audit,worklist,review,webhooks}/schema*.ts",
  out: `./migrations/${folder}`,
});
