import type { DiscrepancyEventView } from "../../../worker/review/contract.ts";
import { loadPeopleWords } from "../../words/load-people-words.ts";
import { m } from "../../words/m.ts";
import { later } from "../../shared/remote/later.tsx";
import { Tag, type Tone } from "../../shared/components/tag.tsx";
import { AttachmentList } from "../../shared/attachments/attachment-list.tsx";
import { Icon, type IconName } from "../../shared/components/icon.tsx";
import { formatDay, formatMoment } from "../../shared/locale/format-moment.ts";
import { SignatureDetails } from "../../signing/signature-details.tsx";
import { eventName, stateLooks } from "../../shared/discrepancies/words.ts";

const ManifestPart = later(async () => (await import("../../shared/discrepancies/manifest-part.tsx")).ManifestPart, loadPeopleWords);

/** What happened, newest first; each event stands in the tenant's log at the number shown. */
export function Timeline({ events, tenant, discrepancy }: { events: readonly DiscrepancyEventView[]; tenant: string; discrepancy: string }) {
  return (
    <section aria-labelledby="panel-timeline">
      <h3 id="panel-timeline">{m.panel_timeline()}</h3>
      <ol className="timeline">
        {events.toSorted((a, b) => b.version - a.version).map((event) => (
          <li key={event.version}>
            <p>
              <strong>{eventName(event.transition)}</strong> → {stateLooks[event.to].text()}
            </p>
            {event.contested && <p><Tag {...contestedLook(event.contested)} /></p>}
            <p className="soft small">
              {formatMoment(event.at)} · {event.actor.name ?? m.actor_platform()} ({event.actor.tenant})
            </p>
            {event.comment && <p className="said">{event.comment}</p>}
            <AttachmentList tenant={tenant} attachments={event.attachments} />
            {event.dueOn && <p className="small">{m.event_due({ day: formatDay(event.dueOn) })}</p>}
            <p className="soft small">
              {event.submission && <><Icon name="lock" /> {m.event_signed()} <span className="code">{event.submission}</span> · </>}
              {m.event_log({ index: event.logIndex })}
            </p>
            {event.part && <ManifestPart tenant={tenant} discrepancy={discrepancy} event={event} />}
            {event.submission && <SignatureDetails tenant={tenant} jti={event.submission} />}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** How a signature stands whose key was in wrong hands by then. */
function contestedLook({ confirmedBy, counteredIndex }: NonNullable<DiscrepancyEventView["contested"]>): { tone: Tone; icon: IconName; text: string } {
  if (confirmedBy !== null) return { tone: "good", icon: "check", text: m.standing_contested_confirmed() };
  if (counteredIndex !== null) return { tone: "calm", icon: "dash", text: m.event_countered({ index: counteredIndex }) };
  return { tone: "attention", icon: "triangle", text: m.standing_contested() };
}
