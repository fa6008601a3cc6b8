import type * as z from "zod";
import type { Context } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { listOfficerNames } from "../tenancy/queries.ts";
import { requireOfficer } from "../tenancy/require-role.ts";
import { findDiscrepancy } from "../audit/queries.ts";
import type { DraftView, draftForms, draftWrite } from "./contract.ts";
import { requireFound } from "./get-discrepancy.ts";

export type DraftForm = (typeof draftForms)[number];
type DraftRow = { version: number; answers: string; writtenBy: string; writtenAt: number };

/** What the unit's people have written together so far. Nobody else reads it, the authority neither: it is not said yet. */
export async function getDraft(context: Context, discrepancyId: string, form: DraftForm): Promise<DraftView> {
  requireOwn(context);
  const { ledger, tenant } = context;
  requireFound(await findDiscrepancy(ledger, tenant.code, discrepancyId));
  const row = await ledger
    .prepare("SELECT version, answers, written_by AS writtenBy, written_at AS writtenAt FROM discrepancy_draft WHERE tenant_id = ? AND discrepancy_id = ? AND form = ?")
    .bind(tenant.code, discrepancyId, form)
    .first<DraftRow>();
  if (!row) return { version: 0, answers: {}, writtenBy: null, writtenAt: null };
  const names = await listOfficerNames(ledger, tenant.code, [row.writtenBy]);
  return {
    version: row.version, answers: JSON.parse(row.answers) as DraftView["answers"], writtenBy: { id: row.writtenBy, name: names.get(row.writtenBy) ?? null }, writtenAt: new Date(row.writtenAt).toISOString(),
  };
}

/** Keeps the next version of the draft, when `ifMatch` names the newest ("0" for none). Anybody of the unit may write; who signs needs the role. */
export async function keepDraft(context: Context, discrepancyId: string, form: DraftForm, ifMatch: string | undefined, { answers }: z.infer<typeof draftWrite>): Promise<DraftView> {
  const writer = requireOwn(context);
  const version = /^"(0|[1-9]\d{0,8})"$/.exec(ifMatch?.trim() ?? "")?.[1];
  if (version === undefined) throw new Problem("precondition-required", 'Say which version of the draft you are changing, e.g. `If-Match: "3"`; `"0"` where there is none yet.');
  const { ledger, tenant, now } = context;
  requireFound(await findDiscrepancy(ledger, tenant.code, discrepancyId));
  const { meta } = await ledger
    .prepare(
      `INSERT INTO discrepancy_draft (tenant_id, discrepancy_id, form, version, answers, written_by, written_at)
       SELECT ?1, ?2, ?3, 1, ?4, ?5, ?6 WHERE ?7 = 0 OR EXISTS (SELECT 1 FROM discrepancy_draft WHERE tenant_id = ?1 AND discrepancy_id = ?2 AND form = ?3)
       ON CONFLICT DO UPDATE SET version = version + 1, answers = excluded.answers, written_by = excluded.written_by, written_at = excluded.written_at WHERE version = ?7`,
    )
    .bind(tenant.code, discrepancyId, form, JSON.stringify(answers), writer.id, now, Number(version))
    .run();
  const current = await getDraft(context, discrepancyId, form);
  if (meta.changes === 0) throw new Problem("version-conflict", `The draft has version ${current.version} now: somebody of your unit wrote meanwhile. Look at \`current\`, join both, and send that with its version.`, undefined, { current });
  return current;
}

/** Taken away with the signature: the signed document says it now. */
export function dropDraft(ledger: D1Database, tenantId: string, discrepancyId: string, form: string): D1PreparedStatement {
  return ledger.prepare("DELETE FROM discrepancy_draft WHERE tenant_id = ? AND discrepancy_id = ? AND form = ?").bind(tenantId, discrepancyId, form);
}

function requireOwn(context: Context): ReturnType<typeof requireOfficer> {
  const officer = requireOfficer(context);
  if (officer.tenantCode !== context.tenant.code) throw new Problem("not-found", "Nothing is here that you may see. Drafts belong to the unit that writes them.");
  return officer;
}
