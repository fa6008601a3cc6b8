import type { Context } from "../kernel/context.ts";
import { digestOf } from "../kernel/digest.ts";
import { Problem, type Finding } from "../kernel/problem.ts";
import { GuardFailed, record, thisIndex } from "../log/record.ts";
import { policies, type PolicyName } from "./contract.ts";
import { requireRole } from "./require-role.ts";
import { requireStepUp } from "./require-step-up.ts";

/**
 * Settles a policy anew, from the next request on: by an administrator, or by the platform itself. `replaces` is the version that was
 * read, 0 where nobody had set it. Returns the new version. Earlier versions stay; the log keeps the value's digest.
 */
export async function setPolicy(context: Context, name: PolicyName, change: { value: unknown; replaces: number }): Promise<number> {
  const { ledger, tenant, now } = context;
  const by = context.actor.kind === "system" ? "platform" : requireRole(context, ["administrator"]).id;
  requireStepUp(context);
  const value = JSON.stringify(requireValue(name, change.value));
  const version = change.replaces + 1;
  const insert = ledger
    .prepare(`INSERT INTO tenant_policy (tenant_id, name, version, value, set_by, set_at, log_idx) VALUES (?, ?, ?, ?, ?, ?, ${thisIndex})`)
    .bind(tenant.code, name, version, value, by, now, tenant.code);
  const isNext = { holds: "COALESCE((SELECT MAX(version) FROM tenant_policy WHERE tenant_id = ? AND name = ?), 0) = ?", params: [tenant.code, name, change.replaces] };
  await record(context, { kind: "policy.changed", at: now, subject: name, version, by, sha256: await digestOf(value) }, [insert], [isNext]).catch((error: unknown) => {
    if (error instanceof GuardFailed) throw new Problem("version-conflict", "Somebody set this policy meanwhile. Load the settings again and decide anew.");
    throw error;
  });
  return version;
}

function requireValue(name: PolicyName, given: unknown): unknown {
  const result = policies[name].value.safeParse(given);
  if (result.success) return result.data;
  const errors = result.error.issues.map((issue): Finding => ({ pointer: ["/value", ...issue.path.map(String)].join("/"), code: issue.code, message: issue.message }));
  throw new Problem("body-invalid", `The value does not fit the policy \`${name}\`. \`errors\` names each place; correct them and send again.`, errors);
}
