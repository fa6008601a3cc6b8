import type { Context } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { GuardFailed, record, thisIndex } from "../log/record.ts";
import { checkPackage } from "./check-package.ts";
import type { FormPackage } from "./contract.ts";
import { forgetFormVersions } from "./get-form-version.ts";
import { digestPackage } from "./package-digest.ts";
import { findLastFormVersion } from "./queries.ts";

/** Every isolate keeps published packages in memory, and every officer's phone loads one. */
const MAX_LENGTH = 262_144;

/**
 * Publishes the package as the next edition of its form under the context's tenant and closes the one before; national forms are
 * published under VN. Publishing again what is published already changes nothing and gives the same answer. Refuses with
 * `data-invalid` and every reason when the package is not fit (check-package.ts), and with `version-conflict` when two
 * people publish at once. Who may publish is the caller's question.
 */
export async function publishForm(context: Pick<Context, "ledger" | "tenant" | "now">, pkg: FormPackage): Promise<{ rev: number; digest: string }> {
  const findings = checkPackage(pkg);
  if (findings.length > 0)
    throw new Problem("data-invalid", "The form cannot be published. `errors` names each reason; correct them and publish again.", findings);
  const { text, digest } = await digestPackage(pkg);
  if (text.length > MAX_LENGTH) throw new Problem("data-invalid", `The form is longer than ${MAX_LENGTH} characters. Split it into two forms.`);
  const last = await findLastFormVersion(context.ledger, context.tenant.code, pkg.id);
  if (last?.digest === digest) return { rev: last.rev, digest };
  const rev = (last?.rev ?? 0) + 1;
  await writeEdition(context, { formId: pkg.id, rev, digest, text }).catch((error: unknown) => {
    if (error instanceof GuardFailed)
      throw new Problem("version-conflict", "Somebody else published an edition of this form meanwhile. Look at it, then publish again.");
    throw error;
  });
  forgetFormVersions(context.ledger);
  return { rev, digest };
}

type Edition = { formId: string; rev: number; digest: string; text: string };

async function writeEdition({ ledger, tenant, now }: Pick<Context, "ledger" | "tenant" | "now">, edition: Edition): Promise<void> {
  const { formId, rev, digest, text } = edition;
  await record(
    { ledger, tenant },
    { kind: "form.published", at: now, form: formId, rev, dig: digest },
    [
      ledger.prepare("UPDATE form_version SET closed_at = ? WHERE tenant_id = ? AND form_id = ? AND closed_at IS NULL").bind(now, tenant.code, formId),
      ledger
        .prepare(`INSERT INTO form_version (tenant_id, form_id, rev, digest, package, published_at, published_idx) VALUES (?, ?, ?, ?, ?, ?, ${thisIndex})`)
        .bind(tenant.code, formId, rev, digest, text, now, tenant.code),
    ],
    [{ holds: "(SELECT COALESCE(MAX(rev), 0) FROM form_version WHERE tenant_id = ? AND form_id = ?) = ?", params: [tenant.code, formId, rev - 1] }],
  );
}
