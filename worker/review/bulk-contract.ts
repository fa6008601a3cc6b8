import * as z from "zod";
import { decidedTogether, decisionReasons, MAX_DECIDED_TOGETHER } from "../forms/contract.ts";
import { MAX_JWS_LENGTH, receiptView } from "../submissions/contract.ts";
import { discrepancyView, MAX_QUERY_LENGTH } from "../worklist/contract.ts";
import { transitionIds, transitionRequest, type TransitionId } from "./contract.ts";

/** Moves that can be made with many at once without a signature. Breaking the glass is for one at a time; undoing is for an order as a whole. */
export const bulkTransitions = ["acknowledge", "ask", "request-dismissal", "reopen", "assign", "snooze", "wake", "set-due", "grant-extension", "deny-extension"] as const satisfies readonly TransitionId[];
export const MAX_BULK = 10_000;
export const MAX_BULK_DISMISSALS = 500;
/** So many are named one by one in a body; more are chosen by a query. */
export const MAX_BULK_ITEMS = 500;
/** So many are moved in one go, of which every one is kept before the next begins. */
export const BULK_CHUNK = 50;

const item = z.strictObject({ tenant: z.string().max(10), id: z.string().max(64), version: z.int().min(1) });

/** Which ones: named with the versions that were seen, or all that a query of the list (`q`, as in its box) matches now. */
const chosen = { items: z.array(item).min(1).max(MAX_BULK_ITEMS).optional(), q: z.string().max(MAX_QUERY_LENGTH).optional() };
const oneWay = ({ items, q }: { items?: unknown; q?: unknown }) => (items === undefined) !== (q === undefined);
export const bulkRequest = z.strictObject({ ...chosen, request: transitionRequest }).refine(oneWay, "Either `items` or `q`.");
export type BulkRequest = z.infer<typeof bulkRequest>;

const refusals = z.array(z.object({ code: z.string(), detail: z.string(), count: z.int(), examples: z.array(z.object({ tenant: z.string(), id: z.string() })) }));

/** What would happen: how many can move now, and why the others cannot. `manifest` is the digest of exactly this list. */
export const bulkPreview = z.object({ total: z.int(), movable: z.int(), refused: refusals, manifest: z.string() });
export type BulkPreview = z.infer<typeof bulkPreview>;

/** Which ones one signed conclusion would be about. */
export const manifestRequest = z.strictObject({ ...chosen, outcome: z.enum(decidedTogether) }).refine(oneWay, "Either `items` or `q`.");
export type ManifestRequest = z.infer<typeof manifestRequest>;

/** The parts of a manifest as it would be signed: each discrepancy that can be decided so now, with the reason it gets and what its signer should see. */
export const manifestPreview = z.object({
  total: z.int(),
  refused: refusals,
  parts: z.array(discrepancyView.pick({ tenant: true, id: true, version: true, rule: true, period: true, severity: true, subject: true, reported: true, actual: true }).extend({ reason: z.enum(decisionReasons) })),
});
export type ManifestPreview = z.infer<typeof manifestPreview>;

/** A signed manifest (`gov-submission+jwt` over the form decision-manifest, addressed to the authority) with the openings of its parts, in its order. */
export const decideMany = z.strictObject({
  signed: z.string().min(1).max(MAX_JWS_LENGTH),
  parts: z.array(item.extend({ reason: z.enum(decisionReasons), salt: z.string().regex(/^[A-Za-z0-9_-]{22}$/) })).min(1).max(MAX_DECIDED_TOGETHER),
});
export type DecideMany = z.infer<typeof decideMany>;

const order = {
  id: z.string(),
  transition: z.enum(transitionIds),
  at: z.iso.datetime(),
  total: z.int(),
  moved: z.int(),
  refused: z.int(),
  waiting: z.int(),
  /** Those that waited when it was stopped. */
  notMoved: z.int(),
  by: z.object({ id: z.string(), name: z.string().nullable() }),
  /** In how many milliseconds it begins; null once it may. Until then a stop moves nothing at all. */
  startsIn: z.int().nullable(),
  /** When it was stopped and by whom; null when nobody did. */
  stopped: z.object({ at: z.iso.datetime(), by: z.object({ id: z.string(), name: z.string().nullable() }) }).nullable(),
  /** When its last items were moved or refused; null before the first. */
  progressedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
  manifest: z.string(),
  /** The signed manifest of the authority that it carries out; null for an unsigned order. */
  submission: z.string().nullable(),
};
export const bulkView = z.object({
  ...order,
  /** Those that were not moved, at most 500, each with the code of its refusal. */
  failures: z.array(z.object({ tenant: z.string(), id: z.string(), code: z.string() })),
});
export type BulkView = z.infer<typeof bulkView>;
export const decideManyResult = bulkView.extend({ receipt: receiptView });
export type DecideManyResult = z.infer<typeof decideManyResult>;

/** What became of an item. */
export const itemOutcomes = ["waiting", "moved", "refused", "stopped"] as const;
export type ItemOutcome = (typeof itemOutcomes)[number];
/** The items of an order, in its order; `after` is the page before's `next`. */
export const itemQuery = z.strictObject({ outcome: z.enum(itemOutcomes).optional(), after: z.coerce.number().int().min(0).optional(), limit: z.coerce.number().int().min(1).max(200).default(100) });
export const itemList = z.object({
  /** `code`: why it was refused. */
  items: z.array(z.object({ place: z.int(), tenant: z.string(), id: z.string(), version: z.int(), outcome: z.enum(itemOutcomes), code: z.string().nullable() })),
  next: z.int().nullable(),
});
export type ItemList = z.infer<typeof itemList>;

/** Own orders, or for supervisors everybody's that are under way, the newest first; `before` is the page before's `next`. */
export const bulkQuery = z.strictObject({ of: z.enum(["me", "everybody"]).default("me"), before: z.string().max(64).optional(), limit: z.coerce.number().int().min(1).max(100).default(20) });
export const bulkList = z.object({ orders: z.array(z.object(order)), next: z.string().nullable() });
export type BulkList = z.infer<typeof bulkList>;
