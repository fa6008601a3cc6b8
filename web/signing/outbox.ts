import type { ReceiptView } from "../../worker/submissions/contract.ts";
import type { DecideMany, DecideManyResult } from "../../worker/review/bulk-contract.ts";
import type { TransitionRequest, TransitionResult } from "../../worker/review/contract.ts";
import { deviceDatabase, type OutboxEntry } from "../device/device-database.ts";
import { isOutcomeUnknown } from "../shared/remote/api-error.ts";
import { callApi } from "../shared/remote/call-api.ts";
import type { Destination } from "./destination.ts";

/** The platform's answer to something signed: its receipt; for a discrepancy the record after the move, for a manifest the order that carries it out. */
export type Accepted = { receipt: ReceiptView; discrepancy: TransitionResult | null; order: DecideManyResult | null };

/** What was signed for the subject and is not answered yet, or null. */
export async function findUnanswered(subject: string): Promise<OutboxEntry | null> {
  return (await (await deviceDatabase()).get("outbox", subject)) ?? null;
}

/** Keeps what was signed before it is sent. False when something signed for the subject is there already. */
export async function keepForSending(entry: OutboxEntry): Promise<boolean> {
  try {
    await (await deviceDatabase()).add("outbox", entry);
    return true;
  } catch (error) {
    if (error instanceof DOMException && error.name === "ConstraintError") return false;
    throw error;
  }
}

/**
 * Sends the kept document. It stays kept while nobody knows whether it arrived, so that the same bytes can be sent again; a
 * receipt or a clear refusal ends it. Throws ApiError.
 */
export async function sendKept(entry: OutboxEntry): Promise<Accepted> {
  try {
    const accepted = await post(entry.destination, entry.jws);
    await forget(entry);
    return accepted;
  } catch (error) {
    if (!isOutcomeUnknown(error) && !isWorthKeeping(error)) await forget(entry);
    throw error;
  }
}

/** Refusals that say nothing about the document: signing in again or waiting lets the same bytes through. */
function isWorthKeeping(error: unknown): boolean {
  return ["sign-in-required", "signer-session-mismatch", "rate-limited", "database-busy"].includes((error as { code?: string }).code ?? "");
}

async function forget(entry: OutboxEntry): Promise<void> {
  await (await deviceDatabase()).delete("outbox", entry.subject);
}

async function post(destination: Destination, jws: string): Promise<Accepted> {
  const tenant = `/v1/t/${destination.tenant}`;
  if (destination.kind === "submission") return { receipt: await callApi<ReceiptView>(`${tenant}/submissions`, { method: "POST", signed: jws }), discrepancy: null, order: null };
  if (destination.kind === "extension" || destination.kind === "extension-decision") {
    const address = destination.kind === "extension" ? `${tenant}/extensions` : `${tenant}/extensions/${destination.extension}/decision`;
    const { receipt } = await callApi<{ receipt: ReceiptView }>(address, { method: "POST", signed: jws });
    return { receipt, discrepancy: null, order: null };
  }
  if (destination.kind === "manifest") {
    const order = await callApi<DecideManyResult>("/v1/discrepancies/bulk-decisions", { method: "POST", body: { signed: jws, parts: destination.parts } satisfies DecideMany });
    return { receipt: order.receipt, discrepancy: null, order };
  }
  const move: TransitionRequest = { transition: destination.transition, signed: jws };
  const discrepancy = await callApi<TransitionResult>(`${tenant}/discrepancies/${destination.discrepancy}/transitions`, { method: "POST", body: move, ifMatch: destination.version });
  return { receipt: discrepancy.receipt!, discrepancy, order: null };
}
