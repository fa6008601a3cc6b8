import { base64url } from "jose";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { addDays, dayAt } from "../../../worker/kernel/windows.ts";
import type { Discrepancy } from "../../../worker/audit/queries.ts";
import type { DecideMany } from "../../../worker/review/bulk-contract.ts";
import { partDigest } from "../../../worker/review/part-digest.ts";
import { signForm, type Signer } from "./sign-move.ts";

type Wanted = Pick<Discrepancy, "tenantId" | "id" | "version"> & { reason?: string };
const reasons: Record<string, string> = { accept: "explained", uphold: "not-explained", "approve-dismissal": "below_materiality", "deny-dismissal": "not-dismissible" };
export const words = "Đã đối chiếu với sổ tiếp nhận hồ sơ.";

/** What the page sends: one manifest signed for the authority, and the opening of each part. `wish` changes claims, `data` answers before signing. */
export async function signManifest(authority: Tenant, signer: Signer, outcome: string, wanted: readonly Wanted[], data: Record<string, unknown> = {}, wish: Record<string, unknown> = {}): Promise<DecideMany> {
  const parts = wanted.map(({ tenantId: tenant, id, version, reason = reasons[outcome]! }) => ({ tenant, id, version, reason: reason as DecideMany["parts"][number]["reason"], salt: base64url.encode(crypto.getRandomValues(new Uint8Array(16))) }));
  const digests = await Promise.all(parts.map(({ id, ...part }) => partDigest({ ...part, discrepancy: id, outcome })));
  const answers = { outcome, text: words, parts: digests, ...(outcome === "uphold" ? { remedyBy: addDays(dayAt(Date.now()), 14) } : {}), ...data };
  return { signed: await signForm(authority, signer, "decision-manifest", answers, wish), parts };
}
