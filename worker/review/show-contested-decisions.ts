import type { Context } from "../kernel/context.ts";
import { listOfficerNames } from "../tenancy/queries.ts";
import { AUTHORITY, requireReader } from "../tenancy/require-role.ts";
import { countRestingParts, listContestedDecisions, listManifests, type ContestedDecision, type StoredManifest } from "./contested-queries.ts";
import type { ContestedDecisionList, ContestedDecisionView, ContestedManifestView } from "./contract.ts";

/** How many are shown. */
const SHOWN = 500;

type Names = ReadonlyMap<string, string>;

/** The contested decisions of the tenant's people in all ledgers, and the manifests on which some still rest. Only the authority's people decide, so for every other tenant there are none. */
export async function showContestedDecisions(context: Context): Promise<ContestedDecisionList> {
  const reader = requireReader(context);
  const { tenant, ledger, platform } = context;
  if (tenant.code !== AUTHORITY) return { decisions: [], manifests: [] };
  const ledgers = Object.values(platform.ledgers);
  const [found, parts] = await Promise.all([Promise.all(ledgers.map((one) => listContestedDecisions(one, tenant.code, reader.id))), Promise.all(ledgers.map((one) => countRestingParts(one, tenant.code, reader.id)))]);
  const newest = found.flat().toSorted((a, b) => b.receivedAt - a.receivedAt || (a.jti < b.jti ? -1 : 1)).slice(0, SHOWN);
  const resting = new Map<string, number>();
  for (const part of parts.flat()) resting.set(part.jti, (resting.get(part.jti) ?? 0) + part.resting);
  const manifests = resting.size > 0 ? await listManifests(ledger, tenant.code, [...resting.keys()]) : [];
  const signers = [...new Set([...newest, ...manifests].map(({ signerId }) => signerId))];
  const names = signers.length > 0 ? await listOfficerNames(ledger, tenant.code, signers) : new Map<string, string>();
  return { decisions: newest.map((decision) => toDecisionView(decision, names)), manifests: manifests.map((manifest) => toManifestView(manifest, resting.get(manifest.jti)!, names)) };
}

function toDecisionView({ tenantId, jti, kid, transition, signerId, receivedAt, isPart, discrepancyId, nameVi, nameEn, rule, periodId }: ContestedDecision, names: Names): ContestedDecisionView {
  return { jti, kid, transition, signer: { id: signerId, name: names.get(signerId) ?? null }, receivedAt: new Date(receivedAt).toISOString(), isPart: isPart === 1, discrepancy: { tenant: tenantId, id: discrepancyId, nameVi, nameEn, rule, period: periodId } };
}

function toManifestView({ jti, kid, transition, signerId, receivedAt, moved }: StoredManifest, resting: number, names: Names): ContestedManifestView {
  return { jti, kid, transition, signer: { id: signerId, name: names.get(signerId) ?? null }, receivedAt: new Date(receivedAt).toISOString(), moved, resting };
}
