import type { Context } from "../../worker/kernel/context.ts";
import { listOwnNotices } from "../../worker/review/list-notices.ts";
import { markRead } from "../../worker/review/mark-read.ts";

/** So many of the newest notices are left for the visitor. */
const UNREAD = 3;

/** The person reads what they were told, but for the newest: the bell of a visitor's first minute points at something. */
export async function readOlderNotices(context: Context): Promise<void> {
  const { notices } = await listOwnNotices(context, { limit: 100 });
  const older = notices.slice(UNREAD).map(({ id }) => id);
  if (older.length > 0) await markRead(context, { ids: older });
}
