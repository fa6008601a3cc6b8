import { useState } from "react";
import type { CalendarChangeList, CalendarChangeView, CalendarEffect } from "../../../worker/calendar/contract.ts";
import type { HolidayList, ReportTypeList } from "../../../worker/directory/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { Button } from "../../shared/components/button.tsx";
import { Notice } from "../../shared/components/notice.tsx";
import { EmptyState, ErrorState, WhenReady } from "../../shared/components/states.tsx";
import { Table, type Column } from "../../shared/components/table.tsx";
import { Tag, type Tone } from "../../shared/components/tag.tsx";
import { inLocale } from "../../shared/locale/current-locale.ts";
import { formatDay, formatMoment, formatPeriod, formatWindow } from "../../shared/locale/format-moment.ts";
import { reportTypeName } from "../../shared/locale/report-type-name.ts";
import { callConfirmed } from "../../shared/session/call-confirmed.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { hasRole } from "../../shared/session/use-session.ts";
import { useAgainWhenOnline } from "../use-again-when-online.ts";
import { useAct } from "../use-act.ts";
import { dayKindNames, ruleNames } from "./calendar-names.ts";
import { obstacleText } from "./obstacle-text.ts";
import { ProposeDays } from "./propose-days.tsx";
import { ProposeSetting } from "./propose-setting.tsx";

type Props = { session: SessionView; types: ReportTypeList["reportTypes"]; type: string; year: string; changed: () => void };

/** What two persons of the authority decide about windows, deadlines and days off: what waits, with what it would move, and the history. */
export function CalendarChanges({ session, types, type, year, changed }: Props) {
  const [remote, reload] = useRemote<CalendarChangeList>("/v1/calendar-changes");
  const [days] = useRemote<HolidayList>(`/v1/holidays?year=${year}`);
  const [dialog, setDialog] = useState<"setting" | "days" | null>(null);
  useAgainWhenOnline(remote, reload);
  const done = () => (setDialog(null), reload(), changed());
  const unconfirmed = days.state === "ready" ? days.value.holidays.filter(({ confirmed }) => !confirmed) : [];
  return (
    <section aria-labelledby="calendar-changes-title">
      <h2 id="calendar-changes-title">{m.calendar_changes()}</h2>
      <p className="soft">{m.calendar_changes_lead()}</p>
      {hasRole(session, "operator", "supervisor") && (
        <div className="actions">
          <Button kind="primary" onPress={() => setDialog("days")}>{m.calendar_propose_days()}</Button>
          <Button onPress={() => setDialog("setting")}>{m.calendar_propose_setting()}</Button>
        </div>
      )}
      <WhenReady remote={remote} retry={reload}>
        {({ changes }) => {
          const [waiting, decided] = [changes.filter(({ state }) => state === "proposed"), changes.filter(({ state }) => state !== "proposed")];
          return (
            <>
              {waiting.length === 0 && <EmptyState title={m.calendar_nothing_waits()} />}
              {waiting.map((change) => <Waiting key={change.number} change={change} session={session} done={done} />)}
              {decided.length > 0 && (
                <details>
                  <summary>{m.calendar_history({ count: decided.length })}</summary>
                  <ul className="history small">{decided.map((change) => <Decided key={change.number} change={change} />)}</ul>
                </details>
              )}
            </>
          );
        }}
      </WhenReady>
      {dialog === "setting" && <ProposeSetting types={types} first={type} close={() => setDialog(null)} done={done} />}
      {dialog === "days" && <ProposeDays year={year} unconfirmed={unconfirmed} close={() => setDialog(null)} done={done} />}
    </section>
  );
}

function Waiting({ change, session, done }: { change: CalendarChangeView; session: SessionView; done: () => void }) {
  const { busy, error, act } = useAct();
  const { number, digest, proposed, obstacles, effects } = change;
  const isOwn = proposed.by.id === session.officer.id;
  const isSupervisor = hasRole(session, "supervisor");
  const move = (name: "approve" | "withdraw") => void act(async () => {
    await callConfirmed(`/v1/calendar-changes/${number}/${name}`, { method: "POST", body: { digest } });
    done();
    return m.calendar_done();
  });
  return (
    <article className="card" aria-labelledby={`change-${number}`}>
      <h3 id={`change-${number}`}><Headline change={change} /> <StateTag change={change} /></h3>
      <Content change={change} />
      <p className="small soft">{personAndMoment(m.calendar_proposed_by, proposed)}</p>
      {obstacles.length > 0 && <Notice tone="bad" title={m.calendar_obstacle()}>{[...new Set(obstacles.map(({ code }) => obstacleText(code)))].map((text) => <p key={text}>{text}</p>)}</Notice>}
      {obstacles.length === 0 && <Effects effects={effects} />}
      {isOwn && <p className="small">{m.calendar_own()}</p>}
      {error && <ErrorState error={error} />}
      <div className="actions">
        {isSupervisor && !isOwn && obstacles.length === 0 && <Button kind="primary" icon="check" busy={busy} onPress={() => move("approve")}>{m.calendar_approve()}</Button>}
        {(isOwn || isSupervisor) && <Button kind="danger" icon="cross" busy={busy} onPress={() => move("withdraw")}>{m.calendar_withdraw()}</Button>}
      </div>
    </article>
  );
}

function Decided({ change }: { change: CalendarChangeView }) {
  const { proposed, decided } = change;
  return (
    <li>
      <p><strong><Headline change={change} /></strong> <StateTag change={change} /></p>
      <Content change={change} />
      <p className="soft">{personAndMoment(m.calendar_proposed_by, proposed)} {decided && personAndMoment(m.calendar_decided_by, decided)}</p>
    </li>
  );
}

const personAndMoment = (say: typeof m.calendar_proposed_by, { by, at, logIndex }: CalendarChangeView["proposed"]) => say({ name: by.name ?? by.id, when: formatMoment(at), index: logIndex });

function Headline({ change: { number, change } }: { change: CalendarChangeView }) {
  return <>{m.calendar_number({ number })}: {change.kind === "setting" ? m.calendar_of_type({ type: reportTypeName(change.reportType), day: formatDay(change.validFrom) }) : m.calendar_of_days({ count: change.days.length })}</>;
}

function Content({ change: { change } }: { change: CalendarChangeView }) {
  if (change.kind === "setting") return <p>{ruleNames[change.cutOffRule]()} · {m.calendar_working_days({ count: change.deadlineWorkingDays })} · {change.basis}</p>;
  return (
    <>
      <ul>{change.days.map(({ day, kind, nameVi, nameEn }) => <li key={day}>{formatDay(day)}: {dayKindNames[kind]()}, {inLocale(nameVi, nameEn)}</li>)}</ul>
      <p>{change.basis}</p>
    </>
  );
}

const looks: Record<CalendarChangeView["state"], { tone: Tone; text: () => string }> = { proposed: { tone: "attention", text: m.calendar_waits }, approved: { tone: "good", text: m.calendar_approved }, withdrawn: { tone: "calm", text: m.calendar_withdrawn } };

function StateTag({ change: { state, isApplied } }: { change: CalendarChangeView }) {
  const { tone, text } = looks[state];
  if (state === "approved" && !isApplied) return <Tag tone="attention" icon="triangle" text={m.calendar_not_applied()} />;
  return <Tag tone={tone} {...(state === "approved" ? { icon: "check" } : {})} text={text()} />;
}

/** What an approval would move; a confirmation of known days moves nothing, and says so. */
function Effects({ effects }: { effects: readonly CalendarEffect[] }) {
  if (effects.length === 0) return <p>{m.calendar_moves_nothing()}</p>;
  return (
    <details open={effects.length <= 6}>
      <summary>{m.calendar_effects({ count: effects.length })}</summary>
      <Table caption={m.calendar_effects({ count: effects.length })} columns={effectColumns()} rows={effects} rowKey={({ reportType, period }) => `${reportType} ${period}`} />
    </details>
  );
}

const said = ({ before, after }: CalendarEffect, of: (slot: CalendarEffect["before"]) => string) => (of(before) === of(after) ? of(after) : <><s>{of(before)}</s> <span aria-hidden="true">→</span> <strong>{of(after)}</strong></>);
const effectColumns = (): Column<CalendarEffect>[] => [
  { id: "report", title: m.reporting_type(), isRowTitle: true, cell: ({ reportType, period }) => <>{reportTypeName(reportType)} <span className="small soft">{formatPeriod(period)}</span></> },
  { id: "window", title: m.calendar_window(), cell: (effect) => said(effect, formatWindow) },
  { id: "due", title: m.calendar_due(), cell: (effect) => said(effect, ({ dueOn }) => formatDay(dueOn)) },
];
