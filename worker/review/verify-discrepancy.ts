import type { Context } from "../kernel/context.ts";
import { digestOf } from "../kernel/digest.ts";
import { listEntries, type StoredEntry } from "../log/queries.ts";
import { leafHash } from "../log/record.ts";
import type { DecisionManifest } from "../forms/contract.ts";
import { signedClaims } from "../signing/signed-claims.ts";
import { findDocument } from "../submissions/queries.ts";
import { requireReader } from "../tenancy/require-role.ts";
import { findDiscrepancyWithEvents, findOccurrence, listEventsOfRun, type Discrepancy, type DiscrepancyEvent } from "../audit/queries.ts";
import { eventsDigestOf } from "../audit/write-audit-run.ts";
import type { EventVerdict, VerificationView } from "./contract.ts";
import { withheldFromActor } from "./as-it-stood.ts";
import { claimsOf } from "./event-entry.ts";
import { requireFound } from "./get-discrepancy.ts";
import { observationDigest } from "./newest-observation.ts";
import { openedPart } from "./opened-part.ts";
import { overlayOf } from "./overlay-of.ts";
import { partDigest } from "./part-digest.ts";
import { listParts } from "./part-queries.ts";

/**
 * Makes the digests of the discrepancy's events again and holds them against the entries of the tenant's log, and the record against
 * its events: what somebody changed in the database afterwards is named. For whoever may read the discrepancy.
 */
export async function verifyDiscrepancy(context: Context, id: string): Promise<VerificationView> {
  requireReader(context);
  const { ledger, tenant } = context;
  const [found, withheld] = await Promise.all([findDiscrepancyWithEvents(ledger, tenant.code, id), withheldFromActor(context, id)]);
  const { discrepancy, events } = requireFound(found);
  const entries = new Map((await listEntries(ledger, tenant.code, events.map(({ logIndex }) => logIndex))).map((entry) => [entry.index, entry]));
  const judged = await Promise.all(events.map(async (event) => ({ version: event.version, logIndex: event.logIndex, verdict: await verdictOf(context, event, entries.get(event.logIndex)) })));
  const recordFollows = followsFrom(discrepancy, events);
  const shown = withheld ? judged.filter(({ version }) => version < withheld.version) : judged;
  return { isIntact: recordFollows && judged.every(({ verdict }) => verdict === "proved"), events: shown, recordFollows };
}

async function verdictOf(context: Context, event: DiscrepancyEvent, stored: StoredEntry | undefined): Promise<EventVerdict> {
  if (!stored) return "entry-missing";
  if (!isSame(await leafHash(stored.entry), stored.leaf)) return "entry-altered";
  const entry = JSON.parse(stored.entry) as Record<string, unknown>;
  if (!(await saysWhatItSaid(context, event, entry))) return "event-altered";
  return (await evidenceStands(context, event)) ? "proved" : "evidence-altered";
}

/** Members that only some entries have: gone from the event, they are missed. */
const sometimes = ["role", "observed", "evidence"] as const;

async function saysWhatItSaid({ ledger, tenant }: Context, event: DiscrepancyEvent, entry: Record<string, unknown>): Promise<boolean> {
  const at = entry["at"] === event.at;
  switch (entry["kind"]) {
    case "audit.run": {
      const events = await listEventsOfRun(ledger, tenant.code, { reportType: String(entry["reportType"]), period: String(entry["period"]) }, event.logIndex);
      return at && event.actorId === "system" && (await eventsDigestOf(events)) === entry["events"];
    }
    // An amended report is the correction: the entry is the report's own.
    case "submission": return at && event.transition === "file-correction" && event.toState === "CORRECTION_FILED" && entry["jti"] === event.submissionJti;
    case "discrepancy.moved": case "break-glass": {
      const claims: Record<string, unknown> = { ...(await claimsOf(event)), by: event.actorId, byTenant: event.actorTenantId };
      return at && [...Object.keys(claims), ...sometimes].every((name) => entry[name] === claims[name]) && (await documentStands(ledger, tenant.code, event, entry));
    }
    default: return false;
  }
}

/** The observation that the unit was asked about is there, and says what it said then. */
async function evidenceStands({ ledger, tenant }: Context, { discrepancyId, evidenceRun, evidenceDigest }: DiscrepancyEvent): Promise<boolean> {
  if (evidenceRun === null) return true;
  const observed = await findOccurrence(ledger, tenant.code, discrepancyId, evidenceRun);
  return observed !== null && (await observationDigest(observed)) === evidenceDigest;
}

/** The signed document behind the move is there, byte for byte the one that was logged. */
async function documentStands(ledger: D1Database, tenantCode: string, event: DiscrepancyEvent, entry: Record<string, unknown>): Promise<boolean> {
  const { submissionJti, transition } = event;
  if (submissionJti === null || transition === "file-correction") return entry["jti"] === undefined;
  const document = await findDocument(ledger, tenantCode, submissionJti);
  if (entry["jti"] !== submissionJti || document === null || entry["sha256"] !== (await digestOf(document.jws))) return false;
  return entry["part"] === undefined || partStands(ledger, event, entry, document.jws);
}

/** The event, with its salt, is the part of the manifest that the entry names: the digest at that place, the same words and the same conclusion. */
async function partStands(ledger: D1Database, event: DiscrepancyEvent, entry: Record<string, unknown>, manifest: string): Promise<boolean> {
  const part = (await listParts(ledger, event.tenantId, event.discrepancyId)).get(event.version);
  if (!part || part.place !== entry["place"] || part.jti !== event.submissionJti) return false;
  const { data } = signedClaims<{ data: DecisionManifest }>(manifest);
  const digest = await partDigest(openedPart(event, part));
  return entry["part"] === digest && data.parts[part.place] === digest && data.outcome === event.transition && (data.text === "" ? null : data.text) === event.comment;
}

function followsFrom(discrepancy: Discrepancy, events: readonly DiscrepancyEvent[]): boolean {
  const last = events.at(-1);
  const { assignee, snooze } = overlayOf(events);
  const isChain = events.every((event, place) => event.version === place + 1 && event.fromState === (events[place - 1]?.toState ?? null));
  return isChain && last !== undefined && discrepancy.state === last.toState && discrepancy.version === last.version && discrepancy.dueOn === last.dueOn && discrepancy.assignee === assignee && discrepancy.snooze === snooze && discrepancy.snoozed === (snooze !== null);
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, place) => byte === b[place]);
}
