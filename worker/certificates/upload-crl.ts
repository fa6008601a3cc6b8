import type { Context } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { requireRole } from "../tenancy/require-role.ts";
import { getAnchor } from "./move-anchor.ts";
import { storeCrl, type StoredCrl } from "./store-crl.ts";

/** A list that an administrator has as a file: verified exactly as a fetched one. For agencies without a way out, and CAs without https. */
export async function uploadCrl(context: Context, id: string, der: Uint8Array): Promise<StoredCrl> {
  const administrator = requireRole(context, ["administrator", "operator"]);
  const anchor = await getAnchor(context, id);
  if (anchor.state !== "active") throw new Problem("transition-refused", `The anchor is ${anchor.state}; lists are taken for trusted anchors only.`);
  return storeCrl(context, anchor, der, administrator.id);
}
