import type * as z from "zod";
import type { Platform } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { listServiceFigures } from "../audit/figure-queries.ts";
import type { unusedQuery, UnusedServices } from "./contract.ts";
import { foldWords } from "./fold-words.ts";
import { groupOf } from "./group-of.ts";
import { aboutWindow, readWindow } from "./read-window.ts";

type UnusedService = UnusedServices["services"][number];

/**
 * A page of the services without an online filing in the window, in the order of tenants and codes. One row a tenant is read; the page
 * goes on after the cursor's service, whether or not that one still stands in the list.
 */
export async function listUnusedServices(central: D1Database, platform: Platform, query: z.infer<typeof unusedQuery>): Promise<UnusedServices> {
  const national = await readWindow(central, platform, query.window);
  const { tenants, reportType, window } = national;
  if (query.tenant !== undefined && !tenants.has(query.tenant)) {
    throw new Problem("query-invalid", `There is no tenant \`${query.tenant}\`. GET /v1/tenants lists them all.`, [{ pointer: "/tenant", code: "unknown-tenant" }]);
  }
  const lists = (await Promise.all(Object.values(platform.ledgers).map((ledger) => listServiceFigures(ledger, reportType.id, window.id, "unused")))).flat();
  const places = new Map([...tenants.keys()].map((code, place) => [code, place]));
  const words = foldWords(query.q ?? "").split(/\s+/).filter(Boolean);
  const matching = lists
    .filter(({ tenantId }) => (query.tenant ?? tenantId) === tenantId && (query.kind === undefined || groupOf(tenants.get(tenantId) ?? { kind: "ministry" }) === query.kind))
    .sort((a, b) => places.get(a.tenantId)! - places.get(b.tenantId)!)
    .flatMap(({ tenantId, services }): UnusedService[] => services.map((service) => ({ ...service, tenant: tenantId })))
    .filter((service) => hasWords(service, words));

  const after = query.cursor?.split("/") as [tenant: string, code: string] | undefined;
  const isAfter = ({ tenant, code }: UnusedService) => !after || places.get(tenant)! > (places.get(after[0]) ?? -1) || (tenant === after[0] && code > after[1]);
  const rest = matching.filter(isAfter);
  const page = rest.slice(0, query.limit);
  const last = rest.length > page.length ? page.at(-1) : undefined;
  return { ...aboutWindow(national), count: matching.length, services: page, next: last ? `${last.tenant}/${last.code}` : null };
}

function hasWords({ code, nameVi, nameEn, fieldVi, fieldEn }: UnusedService, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = foldWords([code, nameVi, nameEn, fieldVi, fieldEn].join(" "));
  return words.every((word) => text.includes(word));
}
