import * as z from "zod";
import { MAX_QUERY_LENGTH } from "../worklist/contract.ts";
import { transitionIds, transitionRequest, type TransitionId } from "./contract.ts";

/** Moves that can be made with many at once: unsigned ones of the authority. Appeals, signatures, undoing and breaking the glass are for one at a time. */
export const bulkTransitions = ["acknowledge", "ask", "request-dismissal", "reopen", "assign", "snooze", "wake", "set-due", "grant-extension", "deny-extension"] as const satisfies readonly TransitionId[];
export const MAX_BULK = 10_000;
export const MAX_BULK_DISMISSALS = 500;
/** So many are named one by one in a body; more are chosen by a query. */
export const MAX_BULK_ITEMS = 500;
/** So many are moved in one request; the next request goes on. */
export const BULK_CHUNK = 50;

const item = z.strictObject({ tenant: z.string().max(10), id: z.string().max(64), version: z.int().min(1) });

/** Which ones: named with the versions that were seen, or all that a query of the list (`q`, as in its box) matches now. */
const chosen = {
  items: z.array(item).min(1).max(MAX_BULK_ITEMS).optional(),
  q: z.string().max(MAX_QUERY_LENGTH).optional(),
  request: transitionRequest,
};
const oneWay = ({ items, q }: { items?: unknown; q?: unknown }) => (items === undefined) !== (q === undefined);
export const bulkRequest = z.strictObject(chosen).refine(oneWay, "Either `items` or `q`.");
export type BulkRequest = z.infer<typeof bulkRequest>;

/** What would happen: how many can move now, and why the others cannot. `manifest` is the digest of exactly this list. */
export const bulkPreview = z.object({
  total: z.int(),
  movable: z.int(),
  refused: z.array(z.object({ code: z.string(), detail: z.string(), count: z.int(), examples: z.array(z.object({ tenant: z.string(), id: z.string() })) })),
  manifest: z.string(),
});
export type BulkPreview = z.infer<typeof bulkPreview>;

export const bulkView = z.object({
  id: z.string(),
  transition: z.enum(transitionIds),
  at: z.iso.datetime(),
  total: z.int(),
  moved: z.int(),
  refused: z.int(),
  waiting: z.int(),
  finishedAt: z.iso.datetime().nullable(),
  manifest: z.string(),
  /** Those that were not moved, at most 500, each with the code of its refusal. */
  failures: z.array(z.object({ tenant: z.string(), id: z.string(), code: z.string() })),
});
export type BulkView = z.infer<typeof bulkView>;
