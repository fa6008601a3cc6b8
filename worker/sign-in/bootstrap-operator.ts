import { Problem } from "../kernel/problem.ts";
import { equalBytes } from "../kernel/equal-bytes.ts";
import { record } from "../log/record.ts";
import { addOfficer } from "../tenancy/add-officer.ts";
import { AUTHORITY } from "../tenancy/require-role.ts";
import { systemContextOf, type Surroundings } from "../tenancy/system-context.ts";
import { bootstrapProof } from "./bootstrap-proof.ts";
import { writeEnrolment } from "./enrolment-links.ts";
import type { Enrolment } from "./queries.ts";
import { signInRefused } from "./sign-in-refused.ts";

/**
 * The first operator of a deployment, by proof of the platform's secret: an enrolment link, as everybody else gets one. It works until
 * an operator has enrolled, and never again; an operator made before who never enrolled is ended.
 */
export async function bootstrapOperator({ central, platform, now }: Surroundings, request: { proof: string; name: string }): Promise<{ enrolment: Enrolment; secret: string }> {
  const expected = await bootstrapProof(platform.secret, platform.origin, now);
  const utf8 = new TextEncoder();
  if (!equalBytes(utf8.encode(request.proof), utf8.encode(expected))) throw signInRefused("challenge-not-ours");
  const context = await systemContextOf(AUTHORITY, { central, platform, now });
  const { ledger } = context;
  const operators = await listRealOperators(ledger);
  if (operators.some(({ enrolled }) => enrolled === 1)) throw new Problem("transition-refused", "An operator has enrolled already. Ask them: an operator or administrator of the authority makes enrolment links on the page of people.");
  if (operators.length > 0) {
    const ids = JSON.stringify(operators.map(({ id }) => id));
    await record(context, { kind: "officer.ended", at: now, subject: operators[0]!.id, by: "bootstrap" }, [
      ledger.prepare("UPDATE officer SET ended_at = ? WHERE tenant_id = ? AND id IN (SELECT value FROM json_each(?))").bind(now, AUTHORITY, ids),
    ]);
  }
  const id = await addOfficer(context, { name: request.name, unit: "—", roles: ["operator"], generated: false }, "bootstrap");
  return writeEnrolment(context, { id, roles: ["operator"] }, "bootstrap");
}

async function listRealOperators(ledger: D1Database): Promise<{ id: string; enrolled: number }[]> {
  const { results } = await ledger
    .prepare(
      `SELECT o.id, EXISTS (SELECT 1 FROM passkey p WHERE p.tenant_id = o.tenant_id AND p.officer_id = o.id)
         OR EXISTS (SELECT 1 FROM oidc_subject s WHERE s.tenant_id = o.tenant_id AND s.officer_id = o.id) AS enrolled
       FROM officer o JOIN officer_role r ON r.tenant_id = o.tenant_id AND r.officer_id = o.id AND r.role = 'operator'
       WHERE o.tenant_id = ? AND o.generated = 0 AND o.ended_at IS NULL`,
    )
    .bind(AUTHORITY)
    .all<{ id: string; enrolled: number }>();
  return results;
}
