import type { DiscrepancyDetail } from "../../../worker/review/contract.ts";
import { eventName, stateLooks } from "../../shared/discrepancies/words.ts";
import { AttachmentList } from "../../shared/attachments/attachment-list.tsx";
import { loadPeopleWords } from "../../words/load-people-words.ts";
import { m } from "../../words/m.ts";
import { later } from "../../shared/remote/later.tsx";
import { formatMoment } from "../../shared/locale/format-moment.ts";

const ManifestPart = later(async () => (await import("../../shared/discrepancies/manifest-part.tsx")).ManifestPart, loadPeopleWords);

/** Everything that happened to the discrepancy, the newest first. */
export function DiscrepancyLife({ discrepancy }: { discrepancy: DiscrepancyDetail }) {
  return (
    <section aria-labelledby="life">
      <h2 id="life">{m.discrepancy_life()}</h2>
      <ol className="plain life">
        {discrepancy.events.toReversed().map((event) => (
          <li key={event.version}>
            <strong>{eventName(event.transition)}</strong> → {stateLooks[event.to].text()}
            <span className="soft small"> {formatMoment(event.at)} · {event.actor.name ?? m.actor_platform()} · {m.log_index()} {event.logIndex}</span>
            {event.comment && <p className="as-written">{event.comment}</p>}
            {event.part && <ManifestPart tenant={discrepancy.tenant.code} discrepancy={discrepancy.id} event={event} />}
            <AttachmentList tenant={discrepancy.tenant.code} attachments={event.attachments} />
          </li>
        ))}
      </ol>
    </section>
  );
}
