import { digestOf } from "../kernel/digest.ts";
import { Problem } from "../kernel/problem.ts";
import type { PlatformContext } from "../tenancy/authenticate.ts";
import { requireAuthority } from "../tenancy/require-role.ts";
import { severityAt } from "../audit/contract.ts";
import { MAX_DECIDED_TOGETHER } from "../forms/contract.ts";
import { toSubjectView } from "../worklist/discrepancy-view.ts";
import { bulkTransitions, MAX_BULK, MAX_BULK_DISMISSALS, type BulkPreview, type BulkRequest, type ManifestPreview, type ManifestRequest } from "./bulk-contract.ts";
import { chooseItems, type Item } from "./choose-items.ts";
import type { TransitionId } from "./contract.ts";
import { judgeItems } from "./judge-items.ts";
import { reasonFor } from "./reason-for.ts";

/** What an unsigned move of these would do now; nothing is written. */
export async function previewMany(context: PlatformContext, order: BulkRequest): Promise<BulkPreview> {
  const officer = requireAuthority(context, ["auditor", "supervisor"]);
  const items = await chooseForMove(context, order);
  const { movable, refused } = await judgeItems(context, officer, items, order.request.transition);
  return { total: items.length, movable: movable.length, refused, manifest: await listDigest(items, order.request.transition) };
}

/** The parts that one signed conclusion about these would have now; nothing is written. */
export async function previewManifest(context: PlatformContext, wish: ManifestRequest): Promise<ManifestPreview> {
  const officer = requireAuthority(context, ["auditor", "supervisor"]);
  const items = await chooseItems(context, wish, MAX_DECIDED_TOGETHER);
  const { movable, refused } = await judgeItems(context, officer, items, wish.outcome);
  const parts = movable.map(({ unit: { tenant }, discrepancy, events }) => {
    const { id, version, rule, periodId, severity, reported, actual, state } = discrepancy;
    const requestedReason = events.findLast(({ transition }) => transition === "request-dismissal")?.reason ?? null;
    return {
      tenant: { code: tenant.code, nameVi: tenant.nameVi, nameEn: tenant.nameEn }, id, version, rule, period: periodId, severity: severityAt(severity), subject: toSubjectView(discrepancy), reported, actual,
      reason: reasonFor(wish.outcome, state, requestedReason),
    };
  });
  return { total: items.length, refused, parts };
}

/** The items of an unsigned order. Refuses a move that is made one at a time, and more at once than the move allows. */
export function chooseForMove(context: PlatformContext, { items, q, request: { transition } }: BulkRequest): Promise<Item[]> {
  if (!(bulkTransitions as readonly string[]).includes(transition)) {
    throw new Problem("body-invalid", `\`${transition}\` is made for one discrepancy at a time, or with a signed manifest (POST /v1/discrepancies/bulk-decisions). Many at once: ${bulkTransitions.join(", ")}.`, [{ pointer: "/request/transition", code: "not-in-bulk" }]);
  }
  return chooseItems(context, { items, q }, transition === "request-dismissal" ? MAX_BULK_DISMISSALS : MAX_BULK);
}

/** Names exactly this list and this move. */
export function listDigest(items: readonly Item[], transition: TransitionId): Promise<string> {
  return digestOf(JSON.stringify(items.map(({ tenant, id, version }) => [tenant, id, version, transition])));
}
