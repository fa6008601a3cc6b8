import { base64url } from "jose";
import type { Context, Role } from "../kernel/context.ts";
import { findTenant } from "../directory/queries.ts";
import { listLeaves } from "../log/queries.ts";
import type { AttachmentView } from "../submissions/attachment-contract.ts";
import { listAttachmentsOf } from "../submissions/attachment-queries.ts";
import { listOfficerNames } from "../tenancy/queries.ts";
import { AUTHORITY } from "../tenancy/require-role.ts";
import type { DiscrepancyEvent } from "../audit/queries.ts";
import type { DiscrepancyEventView } from "./contract.ts";
import { openedPart } from "./opened-part.ts";
import { partDigest } from "./part-digest.ts";
import { listParts } from "./part-queries.ts";
import { toSnooze } from "../worklist/discrepancy-view.ts";

/** The life of a discrepancy with the names of those who acted or were given it, the files they attached and the hashes of the log; one read for each tenant they act for, one of the log, one where a unit signed. */
export async function toEventViews(context: Pick<Context, "central" | "platform" | "ledger" | "tenant">, events: readonly DiscrepancyEvent[]): Promise<DiscrepancyEventView[]> {
  const ofTheUnit = events.filter(({ transition }) => transition === "explain" || transition === "appeal").flatMap(({ submissionJti }) => submissionJti ?? []);
  const given = events.flatMap(({ assignee }) => (assignee === null ? [] : [{ actorId: assignee, actorTenantId: AUTHORITY }]));
  const { ledger, tenant } = context;
  const [names, attachments, leaves, parts] = await Promise.all([
    namesOf(context, [...events, ...given]), listAttachmentsOf(ledger, tenant.code, ofTheUnit), listLeaves(ledger, tenant.code, events.map(({ logIndex }) => logIndex)), partsOf(context, events),
  ]);
  return events.map((event) => ({ ...toEventView(event, names, attachments.get(event.submissionJti ?? "") ?? [], leaves.get(event.logIndex)), part: parts.get(event.version) ?? null }));
}

/** The names of the people who acted, by their ids. */
export async function namesOf({ central, platform }: Pick<Context, "central" | "platform">, events: readonly Pick<DiscrepancyEvent, "actorId" | "actorTenantId">[]): Promise<Map<string, string>> {
  const people = Map.groupBy(events.filter(({ actorId }) => actorId.startsWith("off_")), ({ actorTenantId }) => actorTenantId);
  const found = await Promise.all(
    [...people].map(async ([tenantCode, theirs]) => {
      const tenant = await findTenant(central, tenantCode);
      return tenant ? [...(await listOfficerNames(platform.ledgers[tenant.ledger], tenantCode, theirs.map(({ actorId }) => actorId)))] : [];
    }),
  );
  return new Map(found.flat());
}

/** What opens the parts of manifests, by version; nothing is read where no order decided anything. */
async function partsOf({ ledger, tenant }: Pick<Context, "ledger" | "tenant">, events: readonly DiscrepancyEvent[]): Promise<Map<number, NonNullable<DiscrepancyEventView["part"]>>> {
  const decided = events.filter(({ bulkId, submissionJti }) => bulkId !== null && submissionJti !== null);
  if (decided.length === 0) return new Map();
  const kept = await listParts(ledger, tenant.code, decided[0]!.discrepancyId);
  const opened = await Promise.all(decided.flatMap((event) => {
    const part = kept.get(event.version);
    return part ? [partDigest(openedPart(event, part)).then((digest) => [event.version, { place: part.place, salt: part.salt, digest }] as const)] : [];
  }));
  return new Map(opened);
}

function toEventView(event: DiscrepancyEvent, names: ReadonlyMap<string, string>, attachments: AttachmentView[], leaf: Uint8Array | undefined): Omit<DiscrepancyEventView, "part"> {
  const { version, transition, fromState, toState, at, actorId, actorTenantId, actorRole, reason, comment, dueOn, submissionJti, logIndex, assignee, snooze, wishedOn, relatedId, evidenceRun, evidenceDigest, contested } = event;
  return {
    version, transition, from: fromState, to: toState, at: new Date(at).toISOString(), actor: { id: actorId, tenant: actorTenantId, name: names.get(actorId) ?? null, role: actorRole as Role | null },
    reason, comment, dueOn, assignee, assigneeName: assignee === null ? null : (names.get(assignee) ?? null), snooze: toSnooze(snooze), wishedOn, duplicateOf: relatedId,
    evidence: evidenceRun !== null && evidenceDigest !== null ? { run: evidenceRun, digest: evidenceDigest } : null,
    submission: submissionJti, attachments, contested: contested && { confirmedBy: contested.confirmedJti, counteredIndex: contested.counteredIndex }, logIndex, leaf: leaf ? base64url.encode(leaf) : null,
  };
}
