import type { SigningTicket } from "../../worker/signing/contract.ts";
import { callApi } from "../shared/remote/call-api.ts";

/** A ticket with the moment it came, on a clock that nobody sets back. */
export type HeldTicket = { ticket: SigningTicket; arrivedAt: number };

/** A single-use ticket to sign this edition in this language for the tenant. It lives an hour. */
export async function fetchSigningTicket(tenant: string, form: { id: string; rev: number }, locale: "vi" | "en"): Promise<HeldTicket> {
  const ticket = await callApi<SigningTicket>(`/v1/t/${tenant}/signing-tickets`, { method: "POST", body: { form: form.id, rev: form.rev, locale } });
  return { ticket, arrivedAt: performance.now() };
}

/** The server's time now, in seconds, whatever the clock of this device says. */
export function serverTimeNow({ ticket, arrivedAt }: HeldTicket): number {
  return ticket.serverTime + Math.floor((performance.now() - arrivedAt) / 1000);
}

/** True in the last five minutes of the ticket's life and after: then a new one is fetched before signing. */
export function isNearlyOver(held: HeldTicket): boolean {
  return Date.parse(held.ticket.expiresAt) / 1000 - serverTimeNow(held) < 300;
}
