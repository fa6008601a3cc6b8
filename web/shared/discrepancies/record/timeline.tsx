import type { DiscrepancyDetail, DiscrepancyEventView } from "../../../../worker/review/contract.ts";
import { loadPeopleWords } from "../../../words/load-people-words.ts";
import { m } from "../../../words/m.ts";
import { later } from "../../remote/later.tsx";
import { Tag, type Tone } from "../../components/tag.tsx";
import { AttachmentList } from "../../attachments/attachment-list.tsx";
import { Icon, type IconName } from "../../components/icon.tsx";
import { formatMoment } from "../../locale/format-moment.ts";
import { SignatureDetails } from "../../../signing/signature-details.tsx";
import { roleNames } from "../../session/role-names.ts";
import { eventName, stateLooks } from "../words.ts";
import { addressIn } from "./address-in.ts";
import { EventFacts } from "./event-facts.tsx";
import { RecordPart } from "./record-part.tsx";

const ManifestPart = later(async () => (await import("../manifest-part.tsx")).ManifestPart, loadPeopleWords);

/** Everything that happened, newest first: who did it by which role, what it settles, and where it stands in the tenant's log. */
export function Timeline({ detail }: { detail: DiscrepancyDetail }) {
  const tenant = detail.tenant.code;
  return (
    <RecordPart id="panel-timeline" title={m.panel_timeline()}>
      <ol className="timeline">
        {detail.events.toSorted((a, b) => b.version - a.version).map((event) => (
          <li key={event.version}>
            <p>
              <strong>{eventName(event.transition)}</strong> → {stateLooks[event.to].text()}
            </p>
            {event.contested && <p><Tag {...contestedLook(event.contested)} /></p>}
            <p className="soft small">{formatMoment(event.at)} · <Actor event={event} /></p>
            {event.comment && <p className="said">{event.comment}</p>}
            <AttachmentList tenant={tenant} attachments={event.attachments} />
            <EventFacts event={event} addressOf={(id) => addressIn(tenant, id)} />
            <p className="soft small event-proof">
              {event.submission && <><Icon name="lock" /> {m.event_signed()} <span className="code">{event.submission}</span> · </>}
              {m.event_log({ index: event.logIndex })}
              {event.leaf && <> · {m.event_hash()} <span className="code">{event.leaf}</span></>}
            </p>
            {event.part && <ManifestPart tenant={tenant} discrepancy={detail.id} event={event} />}
            {event.submission && <SignatureDetails tenant={tenant} jti={event.submission} />}
          </li>
        ))}
      </ol>
    </RecordPart>
  );
}

/** Who it was, for whom, and by which role; the platform by its name. */
function Actor({ event: { actor } }: { event: DiscrepancyEventView }) {
  if (actor.id === "system") return <>{m.actor_platform()}</>;
  return <>{actor.name ?? <span className="code">{actor.id}</span>} ({actor.tenant}{actor.role && <>, {roleNames[actor.role]()}</>})</>;
}

/** How a signature stands whose key was in wrong hands by then. */
function contestedLook({ confirmedBy, counteredIndex }: NonNullable<DiscrepancyEventView["contested"]>): { tone: Tone; icon: IconName; text: string } {
  if (confirmedBy !== null) return { tone: "good", icon: "check", text: m.standing_contested_confirmed() };
  if (counteredIndex !== null) return { tone: "calm", icon: "dash", text: m.event_countered({ index: counteredIndex }) };
  return { tone: "attention", icon: "triangle", text: m.standing_contested() };
}
