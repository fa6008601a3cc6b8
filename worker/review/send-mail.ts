import type { Platform } from "../kernel/context.ts";
import { messageOf } from "../kernel/database-error.ts";
import { listUnsentDigests, markMailed } from "../worklist/digest-queries.ts";
import type { NoticeKind } from "./contract.ts";
import { listUnsent, type Unsent } from "./notice-queries.ts";

/** One mail, without a name and without an address: the platform holds none. Whoever delivers it knows the officer by id. */
export type Mail = { officer: string; tenant: string; link: string } & ({ kind: NoticeKind; discrepancy: string } | { kind: "digest"; view: string; matching: number; fresh: number });
/** What delivers mails. Throws when one was not taken: it stays in the outbox for the next time. */
export type Mailer = { send(mail: Mail): Promise<void> };

const AT_ONCE = 100;

/**
 * Hands over what waits in the outbox (notices nobody has mailed), each once taken never again. Without a mailer everything stays there.
 * Returns how many left.
 */
export async function sendMail(platform: Platform, mailer: Mailer | null, now: number): Promise<number> {
  if (!mailer) return 0;
  let sent = 0;
  for (const ledger of Object.values(platform.ledgers)) {
    for (const unsent of await listUnsent(ledger, now, AT_ONCE)) {
      try {
        await mailer.send(toMail(platform, unsent));
      } catch (error) {
        console.error(JSON.stringify({ job: "mail", kind: unsent.kind, error: messageOf(error) }));
        break;
      }
      await ledger.prepare("UPDATE notification SET mailed_at = ? WHERE tenant_id = ? AND officer_id = ? AND id = ?").bind(now, unsent.tenantId, unsent.officerId, unsent.id).run();
      sent++;
    }
    sent += await sendDigests(ledger, platform, mailer, now);
  }
  return sent;
}

async function sendDigests(ledger: D1Database, { origin }: Platform, mailer: Mailer, now: number): Promise<number> {
  let sent = 0;
  for (const unsent of await listUnsentDigests(ledger, AT_ONCE)) {
    const { officerId: officer, tenantId: tenant, viewId: view, matching, fresh, query, sort } = unsent;
    try {
      await mailer.send({ officer, tenant, kind: "digest", view, matching, fresh, link: `${origin}/console/discrepancies?${new URLSearchParams({ q: query, sort }).toString()}` });
    } catch (error) {
      console.error(JSON.stringify({ job: "mail", kind: "digest", error: messageOf(error) }));
      break;
    }
    await markMailed(ledger, unsent, now).run();
    sent++;
  }
  return sent;
}

function toMail({ origin }: Platform, { officerId, officerTenantId, kind, tenantId, discrepancyId }: Unsent): Mail {
  const path = officerTenantId === tenantId ? `/fill/discrepancies/${discrepancyId}` : `/console/discrepancies?open=${tenantId}/${discrepancyId}`;
  return { officer: officerId, tenant: officerTenantId, kind, discrepancy: discrepancyId, link: origin + path };
}
