import { useState } from "react";
import type { NoticeKind, NoticeList, NoticeView } from "../../../worker/review/contract.ts";
import type { DigestView } from "../../../worker/worklist/contract.ts";
import { dayAt } from "../../../worker/kernel/windows.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { Button } from "../components/button.tsx";
import { WhenReady } from "../components/states.tsx";
import { Tag } from "../components/tag.tsx";
import { ruleNames } from "../discrepancies/words.ts";
import { inLocale } from "../locale/current-locale.ts";
import { formatCount } from "../locale/format-count.ts";
import { formatDay, formatMoment, formatPeriod } from "../locale/format-moment.ts";
import { callApi } from "../remote/call-api.ts";
import { useRemote } from "../remote/use-remote.ts";
import { NOTICES_READ } from "./notice-bell.tsx";

const PAGE = "/v1/session/notifications?limit=50";

const kindNames: Record<NoticeKind, () => string> = {
  asked: m.notice_asked, explained: m.notice_explained, decided: m.notice_decided, upheld: m.notice_upheld, "correction-filed": m.notice_correction_filed, "correction-failed": m.event_correction_failed,
  "dismissal-requested": m.notice_dismissal_requested, "dismissal-decided": m.notice_dismissal_decided, appealed: m.notice_appealed, "appeal-decided": m.notice_appeal_decided, reopened: m.notice_reopened,
  assigned: m.notice_assigned, "extension-requested": m.notice_extension_requested, "extension-decided": m.notice_extension_decided, "glass-requested": m.notice_glass_requested, "glass-broken": m.notice_glass_broken,
  "no-answer": m.event_no_answer, regressed: m.event_regress, escalated: m.event_escalate, "due-in-3": m.notice_due_in_3, "due-in-1": m.notice_due_in_1, "due-today": m.notice_due_today, overdue: m.notice_overdue,
  "overdue-escalated": m.notice_overdue_escalated, commented: m.notice_commented, mentioned: m.notice_mentioned, "second-review": m.notice_second_review, "decision-contested": m.notice_decision_contested,
};

type Page = { session: SessionView; read: (ids: readonly string[]) => Promise<void> };

/** What the officer was told, newest first and by days; each leads to its discrepancy and is read by going there, by its button, or all at once. */
export function NoticesList({ session }: { session: SessionView }) {
  const [remote, reload] = useRemote<NoticeList>(PAGE);
  const [busy, setBusy] = useState(false);
  const mark = async (body: object) => {
    setBusy(true);
    await callApi("/v1/session/notifications/read", { method: "POST", body }).catch(() => undefined);
    setBusy(false);
    dispatchEvent(new Event(NOTICES_READ));
    reload();
  };
  const read = (ids: readonly string[]) => mark({ ids });
  return (
    <WhenReady remote={remote} retry={reload}>
      {({ notices, digests, unread, next }) =>
        notices.length + digests.length === 0 ? (
          <p className="empty">{m.notices_none()}</p>
        ) : (
          <>
            {unread > 0 && <p><Button busy={busy} onPress={() => void mark({ until: [notices[0]?.at ?? "", digests[0]?.at ?? ""].toSorted().at(-1)! })}>{m.notices_read_all()}</Button></p>}
            {digests.length > 0 && <ul className="plain notices" aria-label={m.digests()}>{digests.map((digest) => <DigestLine key={digest.id} digest={digest} read={() => void read([digest.id])} />)}</ul>}
            <Days notices={notices} session={session} read={read} />
            {next && <Older key={next} cursor={next} session={session} read={read} />}
          </>
        )
      }
    </WhenReady>
  );
}

/** The page after another one, asked for by a button; it has the next such button. */
function Older({ cursor, session, read }: Page & { cursor: string }) {
  const [isOpen, setOpen] = useState(false);
  const [remote, reload] = useRemote<NoticeList>(isOpen ? `${PAGE}&${new URLSearchParams({ cursor })}` : null);
  if (!isOpen) return <Button onPress={() => setOpen(true)}>{m.notices_older()}</Button>;
  return (
    <WhenReady remote={remote} retry={reload}>
      {({ notices, next }) => (
        <>
          <Days notices={notices} session={session} read={async (ids) => (await read(ids), reload())} />
          {next && <Older key={next} cursor={next} session={session} read={read} />}
        </>
      )}
    </WhenReady>
  );
}

function Days({ notices, session, read }: Page & { notices: readonly NoticeView[] }) {
  const days = Map.groupBy(notices, ({ at }) => dayAt(Date.parse(at)));
  return [...days].map(([day, those]) => (
    <div key={day}>
      <h2>{formatDay(day)}</h2>
      <ul className="plain notices">{those.map((notice) => <NoticeLine key={notice.id} notice={notice} session={session} read={() => void read([notice.id])} />)}</ul>
    </div>
  ));
}

/** What is new in a view that the officer wants to hear of; leads to the view. */
function DigestLine({ digest: { name, query, sort, day, matching, fresh, isCapped, read: isRead }, read }: { digest: DigestView; read: () => void }) {
  const many = isCapped ? m.digest_at_least : m.digest_text;
  return (
    <li className={isRead ? "notice-line" : "notice-line unread"}>
      <a href={`/console/discrepancies?${new URLSearchParams({ q: query, sort })}`} onClick={() => !isRead && read()}>
        {name || m.digest_view({ query })}: {many({ fresh: formatCount(fresh), matching: formatCount(matching) })}
      </a>
      <p className="soft small">{!isRead && <Tag text={m.notice_new()} />} {m.digest_of({ day: formatDay(day) })}</p>
    </li>
  );
}

function NoticeLine({ notice, session, read }: { notice: NoticeView; session: SessionView; read: () => void }) {
  const { discrepancy, kind, at, day } = notice;
  const href = kind === "second-review" ? "/console/quality" : discrepancy.tenant === session.tenant.code && session.tenant.kind !== "authority" ? `/fill/discrepancies/${discrepancy.id}` : `/console/discrepancies?open=${discrepancy.tenant}/${discrepancy.id}`;
  const text = `${kindNames[kind]()}: ${inLocale(discrepancy.nameVi, discrepancy.nameEn) || ruleNames[discrepancy.rule]()}`;
  return (
    <li className={notice.read ? "notice-line" : "notice-line unread"}>
      <a href={href} onClick={() => !notice.read && read()}>{text}</a>
      {day && <p className="small">{kind === "extension-requested" ? m.notice_wished({ day: formatDay(day) }) : m.notice_day({ day: formatDay(day) })}</p>}
      <p className="soft small">
        {!notice.read && <Tag text={m.notice_new()} />} {discrepancy.tenant} · {ruleNames[discrepancy.rule]()} · {formatPeriod(discrepancy.period)} · {formatMoment(at)}
      </p>
      {!notice.read && <Button kind="quiet" icon="check" label={m.notice_read_of({ notice: text })} onPress={read}>{m.notice_read_one()}</Button>}
    </li>
  );
}
