import type { DemoPeople } from "../../worker/tenancy/contract.ts";
import type { Role } from "../../worker/kernel/context.ts";

export type DemoRole = Role;

/** Signs in as the first person of the tenant with the role, through the demo's list, and gives the session's cookie. */
export async function signInAs(origin: string, tenant: string, role: DemoRole): Promise<{ name: string; value: string; url: string }> {
  const { people } = (await (await fetch(`${origin}/v1/demo/people`)).json()) as DemoPeople;
  const person = people.find((one) => one.tenant.code === tenant)?.officers.find(({ roles }) => roles.includes(role));
  if (!person) throw new Error(`The demo has no ${role} in ${tenant}.`);
  const response = await fetch(`${origin}/v1/t/${tenant}/sessions`, { method: "POST", headers: { "Content-Type": "application/json", Origin: origin }, body: JSON.stringify({ officer: person.id }) });
  if (!response.ok) throw new Error(`Signing in answered ${response.status}: ${await response.text()}`);
  const [name, value] = response.headers.getSetCookie()[0]!.split(";")[0]!.split("=") as [string, string];
  return { name, value, url: origin };
}
