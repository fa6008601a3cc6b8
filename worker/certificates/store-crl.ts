import type { Context } from "../kernel/context.ts";
import { digestOf } from "../kernel/digest.ts";
import { Problem } from "../kernel/problem.ts";
import { GuardFailed, record, thisIndex, type Guard } from "../log/record.ts";
import { isSignedBy } from "./check-certificate-signature.ts";
import { ChainRefused } from "./chain-refused.ts";
import type { ChainReason } from "./contract.ts";
import { findNewestLists, listCasUnder, listCertificatesOf, type Anchor, type StoredList } from "./queries.ts";
import { nameOf } from "./read-name.ts";
import { equalBytes, readCertificate, type Certificate } from "./read-certificate.ts";
import { readCrl, type RevocationList } from "./read-crl.ts";

/** A CA's clock may be ahead of ours by so much, in milliseconds. */
const SKEW = 5 * 60_000;

/** `stored`: a new list counts from now on. `known`: this one is kept already; nothing was written. An older one is refused: nobody takes a revocation back with it. */
export type StoredCrl = { outcome: "stored" | "known"; digest: string };

/**
 * Keeps a revocation list that the anchor, or a CA below it, has signed and that is in force: its bytes by digest, its digest in the log, and for each
 * registered certificate whether it names it. `source` is the address or the officer. Refuses with `crl-invalid`.
 */
export async function storeCrl(context: Context, anchor: Anchor, der: Uint8Array, source: string): Promise<StoredCrl> {
  const { ledger, tenant, platform, now } = context;
  const list = readOrRefuse(der);
  const issuer = await findIssuer(context, anchor, list);
  if (list.thisUpdate > now + SKEW || list.nextUpdate <= now) throw refusal("list-stale", "It is not in force now: its time has passed or has not come. Get the CA's newest list.");
  const digest = await digestOf(der);
  const newest = (await findNewestLists(ledger, tenant.code, [issuer.sha256])).get(issuer.sha256);
  if (newest?.digest === digest) return { outcome: "known", digest };
  if (newest && isOlder(list, newest)) throw refusal("list-older", "A newer list of the same CA is kept already. The address serves an old one, or somebody keeps the newer one back: ask the CA.");
  await platform.evidence.put(digest, der);
  const marks = (await listCertificatesOf(ledger, tenant.code, anchor.sha256, issuer.sha256)).map(({ sha256, path }) => [sha256, revokedAt(path, issuer.sha256, list)] as const);
  const insert = ledger
    .prepare(
      `INSERT INTO revocation_list (tenant_id, issuer_sha256, issuer_name, this_update, next_update, digest, anchor_id, number, revoked, source, received_at, log_idx)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ${thisIndex})`,
    )
    .bind(tenant.code, issuer.sha256, nameOf(issuer.certificate), list.thisUpdate, list.nextUpdate, digest, anchor.id, list.number, list.revoked.size, source, now, tenant.code);
  const mark = ledger
    .prepare(
      `UPDATE certificate SET revoked_at = m.at, revoked_list = CASE WHEN m.at IS NULL THEN NULL ELSE ?1 END
       FROM (SELECT value ->> 0 AS sha256, value ->> 1 AS at FROM json_each(?2)) AS m
       WHERE tenant_id = ?3 AND certificate.sha256 = m.sha256 AND revoked_at IS NOT m.at AND (m.at IS NOT NULL OR revoked_list IN (SELECT digest FROM revocation_list WHERE tenant_id = ?3 AND issuer_sha256 = ?4))`,
    )
    .bind(digest, JSON.stringify(marks), tenant.code, issuer.sha256);
  const entry = { kind: "crl.seen" as const, at: now, anchor: anchor.id, issuer: issuer.sha256, sha256: digest, thisUpdate: list.thisUpdate, nextUpdate: list.nextUpdate, revoked: list.revoked.size };
  return record(context, entry, [insert, mark], [isNewest(tenant.code, issuer.sha256, list.thisUpdate)]).then(
    () => ({ outcome: "stored" as const, digest }),
    (error: unknown) => {
      if (error instanceof GuardFailed) return { outcome: "known" as const, digest };
      throw error;
    },
  );
}

/** By its time, or by its number, which only ever grows (RFC 5280 §5.2.3). */
function isOlder(list: RevocationList, newest: StoredList): boolean {
  const isNumbered = list.number !== null && newest.number !== null;
  return list.thisUpdate <= newest.thisUpdate || (isNumbered && BigInt(`0x${list.number}`) < BigInt(`0x${newest.number}`));
}

function readOrRefuse(der: Uint8Array): RevocationList {
  try {
    return readCrl(der);
  } catch (error) {
    throw refusal(error instanceof ChainRefused ? error.reason : "not-der", "It is not a complete X.509 revocation list in DER.");
  }
}

/** The CA whose name, key id and signature the list has: the anchor, or one that a chain under it has shown. */
async function findIssuer({ ledger, tenant }: Context, anchor: Anchor, list: RevocationList): Promise<{ sha256: string; certificate: Certificate }> {
  const cas = [{ sha256: anchor.sha256, der: anchor.der }, ...(await listCasUnder(ledger, tenant.code, anchor.sha256))];
  for (const { sha256, der } of cas) {
    const certificate = readCertificate(der);
    const isNamed = equalBytes(certificate.subject.der, list.issuer.der) && (list.authorityKeyId === null || list.authorityKeyId === certificate.subjectKeyId);
    if (isNamed && certificate.usage?.crlSign && (await isSignedBy(list, certificate.key))) return { sha256, certificate };
  }
  throw refusal("list-signature", "Neither the anchor nor a CA below it that was seen in a chain has signed it. Choose the anchor that it belongs to.");
}

function revokedAt(path: readonly (readonly [string, string])[], issuer: string, { revoked }: RevocationList): number | null {
  const moments = path.flatMap(([serial, by]) => (by === issuer ? (revoked.get(serial) ?? []) : []));
  return moments.length > 0 ? Math.min(...moments) : null;
}

/** Held again at the moment of writing: of two lists at once the newer one is kept. */
function isNewest(tenantCode: string, issuer: string, thisUpdate: number): Guard {
  return { holds: "NOT EXISTS (SELECT 1 FROM revocation_list WHERE tenant_id = ? AND issuer_sha256 = ? AND this_update >= ?)", params: [tenantCode, issuer, thisUpdate] };
}

function refusal(reason: ChainReason, why: string): Problem {
  return new Problem("crl-invalid", `The revocation list is not taken. ${why}`, undefined, { reason });
}
