import type * as z from "zod";
import { findTenant } from "../directory/queries.ts";
import type { PlatformContext } from "../tenancy/authenticate.ts";
import { requireOfficer } from "../tenancy/require-role.ts";
import { readDigests } from "../worklist/digest-queries.ts";
import type { noticesRead } from "./contract.ts";
import { ledgersFor, listOwnNotices } from "./list-notices.ts";

/** Keeps that the signed-in officer has read these notices of their own, or all that were there until a moment. Ids of others change nothing. */
export async function markRead(context: PlatformContext, read: z.infer<typeof noticesRead>): Promise<{ unread: number }> {
  const officer = requireOfficer(context);
  for (const ledger of await ledgersFor(context, officer)) {
    const statement =
      read.until === undefined
        ? ledger.prepare("UPDATE notification SET read_at = ?1 WHERE officer_id = ?2 AND read_at IS NULL AND visible_at <= ?1 AND id IN (SELECT value FROM json_each(?3))").bind(context.now, officer.id, JSON.stringify(read.ids))
        : ledger.prepare("UPDATE notification SET read_at = ?1 WHERE officer_id = ?2 AND read_at IS NULL AND visible_at <= ?3").bind(context.now, officer.id, Math.min(context.now, Date.parse(read.until)));
    await statement.run();
  }
  const home = await findTenant(context.central, officer.tenantCode);
  if (home) await readDigests(context.platform.ledgers[home.ledger], home.code, officer.id, context.now, read.until === undefined ? { ids: read.ids! } : { until: Math.min(context.now, Date.parse(read.until)) }).run();
  return { unread: (await listOwnNotices(context, { limit: 1 })).unread };
}
