import { useEffect, useState } from "react";
import type { SessionView } from "../../worker/tenancy/contract.ts";
import type { OutboxEntry } from "../device/device-database.ts";
import { ApiError } from "../shared/remote/api-error.ts";
import type { Destination } from "./destination.ts";
import { findUnanswered, keepForSending, sendKept, type Accepted } from "./outbox.ts";
import type { SigningKey } from "./sign-compact.ts";
import { signSubmission, type ToSign } from "./sign-submission.ts";
import { fetchSigningTicket, isNearlyOver, type HeldTicket } from "./signing-ticket.ts";
import { serverNow } from "../shared/remote/server-clock.ts";

export type Signing = {
  /** `unanswered`: something is signed for this subject and its answer never came. */
  state: "loading" | "ready" | "busy" | "unanswered" | "accepted";
  entry: OutboxEntry | null;
  error: ApiError | null;
  sign: (key: SigningKey) => Promise<void>;
  resend: () => Promise<void>;
};

/** Signs once, keeps what was signed, sends it, and sends the very same again when nobody knows whether it arrived. */
export function useSigning(session: SessionView, subject: string, destination: Destination, toSign: ToSign, onAccepted: (accepted: Accepted) => void): Signing {
  const [state, setState] = useState<Signing["state"]>("loading");
  const [entry, setEntry] = useState<OutboxEntry | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [held, setHeld] = useState<HeldTicket | null>(null);
  const { form, locale } = toSign;

  useEffect(() => void findUnanswered(subject).then((found) => (setEntry(found), setState(found ? "unanswered" : "ready"))), [subject]);
  useEffect(() => {
    setHeld(null);
    fetchSigningTicket(destination.tenant, form, locale).then(setHeld, setErrorUnlessOffline);
  }, [form.digest, locale, session.officer.id]);

  /** Without a network the page can still be read; signing asks for the ticket again. */
  function setErrorUnlessOffline(caught: unknown) {
    if (caught instanceof ApiError && caught.code !== "offline") setError(caught);
  }

  async function send(kept: OutboxEntry) {
    setEntry(kept);
    const accepted = await sendKept(kept);
    setState("accepted");
    onAccepted(accepted);
  }

  async function attempt(work: () => Promise<void>) {
    setState("busy");
    setError(null);
    try {
      await work();
    } catch (caught) {
      setError(caught instanceof ApiError ? caught : new ApiError("internal", 0, String(caught)));
      const left = await findUnanswered(subject);
      setEntry(left);
      setHeld(null);
      setState(left ? "unanswered" : "ready");
    }
  }

  const sign = (key: SigningKey) =>
    attempt(async () => {
      const ticket = held && !isNearlyOver(held) ? held : await fetchSigningTicket(destination.tenant, form, locale);
      const { jws, jti } = await signSubmission(key, ticket, toSign);
      const fresh: OutboxEntry = { subject, destination, jws, jti, signedAt: serverNow() };
      await send((await keepForSending(fresh)) ? fresh : ((await findUnanswered(subject)) ?? fresh));
    });
  const resend = () => attempt(async () => void (entry && (await send(entry))));
  return { state, entry, error, sign, resend };
}
