import type { DiscrepancyDetail, DiscrepancyEventView } from "../../../../worker/review/contract.ts";
import { m } from "../../../words/m.ts";
import { AttachmentList } from "../../attachments/attachment-list.tsx";
import { formatMoment } from "../../locale/format-moment.ts";
import { eventName } from "../words.ts";
import { addressIn } from "./address-in.ts";
import { EventFacts } from "./event-facts.tsx";
import "./record.css";

/** What waits for a decision in which state. */
const asked: Partial<Record<DiscrepancyDetail["state"], string>> = { EXPLAINED: "explain", DISMISSAL_REQUESTED: "request-dismissal", APPEALED: "appeal" };

/** What the next decision is about, in the words of who asked for it: an explanation, a dismissal with its reason, an appeal, a wish for more days. */
export function ToDecide({ detail }: { detail: DiscrepancyDetail }) {
  const canAnswerWish = detail.available_transitions.some(({ id }) => id === "grant-extension");
  const transition = canAnswerWish ? "request-extension" : asked[detail.state];
  const event = transition === undefined ? undefined : detail.events.findLast((one) => one.transition === transition);
  return event ? <Asked event={event} tenant={detail.tenant.code} /> : null;
}

function Asked({ event, tenant }: { event: DiscrepancyEventView; tenant: string }) {
  return (
    <div className="to-decide" role="group" aria-label={m.decide_about()}>
      <p><strong>{eventName(event.transition)}</strong> <span className="soft small">{formatMoment(event.at)} · {event.actor.name ?? m.actor_platform()} ({event.actor.tenant})</span></p>
      {event.comment && <p className="said">{event.comment}</p>}
      <EventFacts event={event} addressOf={(id) => addressIn(tenant, id)} />
      <AttachmentList tenant={tenant} attachments={event.attachments} />
    </div>
  );
}
