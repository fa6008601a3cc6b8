import { base64url } from "jose";
import { Problem } from "../kernel/problem.ts";
import { findTenant } from "../directory/queries.ts";
import type { PlatformContext } from "../tenancy/authenticate.ts";
import { AUTHORITY, requireOfficer, type SignedInOfficer } from "../tenancy/require-role.ts";
import { listDigests } from "../worklist/digest-queries.ts";
import { MOST_UNREAD, type NoticeList } from "./contract.ts";
import { listNotices, type NoticePlace, type StoredNotice } from "./notice-queries.ts";

/** What the signed-in officer was told, newest first. People of the authority are told in every ledger, others in their own. */
export async function listOwnNotices(context: PlatformContext, { cursor, limit }: { cursor?: string | undefined; limit: number }): Promise<NoticeList> {
  const officer = requireOfficer(context);
  const after = cursor === undefined ? null : readPlace(cursor);
  const pages = await Promise.all((await ledgersFor(context, officer)).map((ledger) => listNotices(ledger, officer.id, context.now, after, limit + 1)));
  const told = await ownDigests(context, officer);
  const rows = pages.flatMap(({ notices }) => notices).toSorted((a, b) => b.visibleAt - a.visibleAt || (a.id < b.id ? 1 : -1));
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    notices: shown.map(toNoticeView),
    digests: cursor === undefined && limit > 1 ? told.digests : [],
    unread: Math.min(MOST_UNREAD, pages.reduce((sum, { unread }) => sum + unread, told.unread)),
    next: last ? base64url.encode(`${last.visibleAt} ${last.id}`) : null,
  };
}

async function ownDigests({ central, platform }: PlatformContext, { id, tenantCode }: SignedInOfficer): Promise<Awaited<ReturnType<typeof listDigests>>> {
  const home = await findTenant(central, tenantCode);
  return home ? listDigests(platform.ledgers[home.ledger], tenantCode, id) : { digests: [], unread: 0 };
}

/** The ledgers in which the officer can have been told something. */
export async function ledgersFor({ central, platform }: Pick<PlatformContext, "central" | "platform">, officer: SignedInOfficer): Promise<D1Database[]> {
  if (officer.tenantCode === AUTHORITY) return Object.values(platform.ledgers);
  const tenant = await findTenant(central, officer.tenantCode);
  return tenant ? [platform.ledgers[tenant.ledger]] : [];
}

function toNoticeView({ id, kind, visibleAt, readAt, tenantId, discrepancyId, rule, periodId, subjectNameVi, subjectNameEn, day }: StoredNotice): NoticeList["notices"][number] {
  return {
    id, kind, at: new Date(visibleAt).toISOString(), read: readAt !== null, day,
    discrepancy: { tenant: tenantId, id: discrepancyId, nameVi: subjectNameVi, nameEn: subjectNameEn, rule, period: periodId },
  };
}

function readPlace(cursor: string): NoticePlace {
  try {
    const [at, id] = new TextDecoder().decode(base64url.decode(cursor)).split(" ");
    if (/^\d{1,15}$/.test(at ?? "") && id) return { visibleAt: Number(at), id };
  } catch {
    // Not base64url: said below.
  }
  throw new Problem("query-invalid", "This `cursor` is not one that this list gave. Take `next` of the page before as it is; or leave it out to begin again.", [{ pointer: "/cursor", code: "not-a-cursor" }]);
}
