import type { Context } from "../kernel/context.ts";
import { policies, policyNames, type PolicyView } from "./contract.ts";
import { listPolicyVersions } from "./policy-queries.ts";

/** Every policy as it holds for the tenant, with who set it to what before. */
export async function listPolicies({ ledger, tenant }: Pick<Context, "ledger" | "tenant">): Promise<PolicyView[]> {
  const stored = Map.groupBy(await listPolicyVersions(ledger, tenant.code), ({ name }) => name);
  return policyNames.map((name): PolicyView => {
    const history = (stored.get(name) ?? []).map(({ name: _, value, setAt, ...rest }) => ({ ...rest, value: JSON.parse(value) as unknown, setAt: new Date(setAt).toISOString() }));
    return { name, value: history[0]?.value ?? policies[name].initial, version: history[0]?.version ?? 0, history };
  });
}
