import { newId } from "../kernel/ids.ts";
import type { Context } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { record } from "../log/record.ts";
import { listIntegrations } from "./queries.ts";

/** Adds an agency's own system to the tenant; `createdBy` is the administrator's id. Its key is registered afterwards. */
export async function addIntegration(context: Context, request: { name: string; source: string }, createdBy: string): Promise<string> {
  const known = await listIntegrations(context.ledger, context.tenant.code);
  if (known.some(({ source, ended }) => source === request.source && !ended)) {
    throw new Problem("body-invalid", `The source \`${request.source}\` is another integration's already. Filing codes are unique within a source: choose a new one.`, [{ pointer: "/source", code: "taken" }]);
  }
  const id = newId("integration", context.now);
  await record(context, { kind: "integration.added", at: context.now, subject: id, source: request.source, by: createdBy }, [
    context.ledger
      .prepare("INSERT INTO integration (tenant_id, id, name, source, created_by, created_at) VALUES (?, ?, ?, ?, ?, ?)")
      .bind(context.tenant.code, id, request.name, request.source, createdBy, context.now),
  ]);
  return id;
}
