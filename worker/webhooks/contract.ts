import * as z from "zod";
import { queryText } from "../worklist/contract.ts";

export const webhookEvents = ["discrepancy.opened", "discrepancy.transitioned", "discrepancy.regressed", "discrepancy.overdue"] as const;
export type WebhookEvent = (typeof webhookEvents)[number];
export const deliveryStates = ["waiting", "accepted", "given-up"] as const;
export const MAX_WEBHOOKS = 3;

export const webhookView = z.object({
  id: z.string(),
  url: z.string(),
  /** What narrows it, in the words of the list; empty: it is told everything. */
  query: z.string(),
  /** False where the query means nothing any more: nothing new is told until another webhook takes its place. */
  isUnderstood: z.boolean(),
  createdAt: z.iso.datetime(),
  /** Deliveries that wait, and that were given up and still stand in the log. */
  waiting: z.int(),
  givenUp: z.int(),
});
export type WebhookView = z.infer<typeof webhookView>;
export const webhookList = z.object({ webhooks: z.array(webhookView) });
export type WebhookList = z.infer<typeof webhookList>;
export const newWebhook = z.strictObject({ url: z.string().min(1).max(500), query: queryText.default("") });

/** How far one delivery has come; `id` is what the receiver gets as `Webhook-Id`. */
export const deliveryView = z.object({
  id: z.string(),
  event: z.enum(webhookEvents),
  tenant: z.string(),
  discrepancy: z.string(),
  version: z.int(),
  at: z.iso.datetime(),
  state: z.enum(deliveryStates),
  attempts: z.int(),
  nextAt: z.iso.datetime().nullable(),
  triedAt: z.iso.datetime().nullable(),
  /** `address`, `redirect`, `status`, `too-large`, `timeout` or `unreachable`. */
  failure: z.string().nullable(),
});
export type DeliveryView = z.infer<typeof deliveryView>;
/** The newest first; `before` is the page before's `next`. */
export const deliveryQuery = z.strictObject({ before: z.string().max(300).optional(), limit: z.coerce.number().int().min(1).max(100).default(50) });
export const deliveryList = z.object({ deliveries: z.array(deliveryView), next: z.string().nullable() });
export type DeliveryList = z.infer<typeof deliveryList>;
export const webhooksDrained = z.object({ accepted: z.int(), failed: z.int() });
export type WebhooksDrained = z.infer<typeof webhooksDrained>;
