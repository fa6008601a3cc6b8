import type { Context } from "../kernel/context.ts";
import { findTenant } from "../directory/queries.ts";
import type { AttachmentView } from "../submissions/attachment-contract.ts";
import { listAttachmentsOf } from "../submissions/attachment-queries.ts";
import { listOfficerNames } from "../tenancy/queries.ts";
import type { DiscrepancyEvent } from "../audit/queries.ts";
import type { DiscrepancyEventView } from "./contract.ts";
import { openedPart } from "./opened-part.ts";
import { partDigest } from "./part-digest.ts";
import { listParts } from "./part-queries.ts";
import { toSnooze } from "../worklist/discrepancy-view.ts";

/** The life of a discrepancy with the names of those who acted and the files they attached; one read for each tenant they act for, one where a unit signed. */
export async function toEventViews(context: Pick<Context, "central" | "platform" | "ledger" | "tenant">, events: readonly DiscrepancyEvent[]): Promise<DiscrepancyEventView[]> {
  const ofTheUnit = events.filter(({ transition }) => transition === "explain" || transition === "appeal").flatMap(({ submissionJti }) => submissionJti ?? []);
  const [names, attachments, parts] = await Promise.all([namesOf(context, events), listAttachmentsOf(context.ledger, context.tenant.code, ofTheUnit), partsOf(context, events)]);
  return events.map((event) => ({ ...toEventView(event, names.get(event.actorId) ?? null, attachments.get(event.submissionJti ?? "") ?? []), part: parts.get(event.version) ?? null }));
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

function toEventView(event: DiscrepancyEvent, name: string | null, attachments: AttachmentView[]): Omit<DiscrepancyEventView, "part"> {
  const { version, transition, fromState, toState, at, actorId, actorTenantId, reason, comment, dueOn, submissionJti, logIndex, assignee, snooze, wishedOn, relatedId, contested } = event;
  return {
    version, transition, from: fromState, to: toState, at: new Date(at).toISOString(), actor: { id: actorId, tenant: actorTenantId, name },
    reason, comment, dueOn, assignee, snooze: toSnooze(snooze), wishedOn, duplicateOf: relatedId, submission: submissionJti, attachments, contested: contested && { confirmedBy: contested.confirmedJti, counteredIndex: contested.counteredIndex }, logIndex,
  };
}
