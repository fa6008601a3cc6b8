import { useEffect, useRef, useState } from "react";
import type { ExtensionView } from "../../../worker/submissions/obligation-contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { Button } from "../../shared/components/button.tsx";
import { ExtensionTag } from "../../shared/extensions/extension-tag.tsx";
import { RequestExtension } from "../../shared/extensions/request-extension.tsx";
import { daysUntil, formatDay, formatMoment } from "../../shared/locale/format-moment.ts";
import { hasRole } from "../../shared/session/use-session.ts";
import { serverNow } from "../../shared/remote/server-clock.ts";

export type MoreTimeProps = { session: SessionView; report: { reportType: string; period: string; dueOn: string }; /** The unit's requests, the newest first. */ extensions: readonly ExtensionView[]; changed: () => void };

/** More time for one report that is not filed: what was asked for and answered, and what can be done about it now. */
export function MoreTime({ session, report, extensions, changed }: MoreTimeProps) {
  const [isAsking, setAsking] = useState(false);
  const part = useRef<HTMLDivElement>(null);
  const [sent, setSent] = useState(0);
  // The button that opened the dialog is gone once the request waits: the focus goes to where the request now stands.
  useEffect(() => void (sent > 0 && part.current?.focus()), [sent]);
  const own = extensions.filter(({ reportType, period }) => reportType === report.reportType && period === report.period);
  const isWaiting = own.some(({ state }) => state === "requested");
  return (
    <div className="more-time" ref={part} tabIndex={-1}>
      {own.length > 0 && <ul className="plain">{own.map((one) => <li key={one.id}><Asked extension={one} /></li>)}</ul>}
      {!isWaiting && <NextStep session={session} dueOn={report.dueOn} ask={() => setAsking(true)} />}
      {isAsking && <RequestExtension report={{ reportType: report.reportType, period: report.period, dueOn: report.dueOn }} session={session} keyAddress="/fill/key" close={() => setAsking(false)} sent={() => (setSent(sent + 1), changed())} />}
    </div>
  );
}

function Asked({ extension }: { extension: ExtensionView }) {
  const { wantedUntil, reason, requestedBy, requestedAt, decidedBy, decidedAt, answer } = extension;
  return (
    <>
      <p className="tags"><ExtensionTag {...extension} /> <span>{m.extension_asked({ day: formatDay(wantedUntil) })}</span></p>
      <p className="as-written">{reason}</p>
      <p className="small soft">{m.extension_asked_by({ name: requestedBy.name ?? requestedBy.id, when: formatMoment(requestedAt) })}</p>
      {decidedBy && decidedAt && <p className="small soft">{m.extension_answered_by({ name: decidedBy.name ?? m.signer_of_other_tenant(), when: formatMoment(decidedAt) })}</p>}
      {answer && <p className="as-written">{answer}</p>}
    </>
  );
}

/** The head asks, before the deadline has passed; everybody else is told so. */
function NextStep({ session, dueOn, ask }: { session: SessionView; dueOn: string; ask: () => void }) {
  const day = formatDay(dueOn);
  if (daysUntil(dueOn, serverNow()) < 0) return <p className="soft">{m.extension_too_late()}</p>;
  if (!hasRole(session, "head")) return <p className="soft">{m.extension_needs_head({ day })}</p>;
  return <p><Button icon="clock" opensDialog onPress={ask}>{m.extension_request()}</Button> <span className="small soft">{m.extension_until_when({ day })}</span></p>;
}
