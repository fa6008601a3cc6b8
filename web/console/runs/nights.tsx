import { useEffect, useState } from "react";
import type { AuditNightDetail, AuditNightList, AuditNightView, AuditTaskView } from "../../../worker/audit/night-contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { Button } from "../../shared/components/button.tsx";
import { Notice } from "../../shared/components/notice.tsx";
import { EmptyState, ErrorState, WhenReady } from "../../shared/components/states.tsx";
import { Table, type Column } from "../../shared/components/table.tsx";
import { Tag } from "../../shared/components/tag.tsx";
import { formatCount } from "../../shared/locale/format-count.ts";
import { formatDay, formatMoment, formatPeriod } from "../../shared/locale/format-moment.ts";
import { reportTypeName } from "../../shared/locale/report-type-name.ts";
import { callApi } from "../../shared/remote/call-api.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { hasRole } from "../../shared/session/use-session.ts";
import { useAct } from "../use-act.ts";

const looks = {
  starting: { tone: "note", icon: "clock", text: m.night_state_starting },
  running: { tone: "note", icon: "clock", text: m.night_state_running },
  done: { tone: "good", icon: "check", text: m.night_state_done },
  partial: { tone: "bad", icon: "octagon", text: m.night_state_partial },
  failed: { tone: "bad", icon: "octagon", text: m.night_state_failed },
} as const;
const taskLooks = {
  queued: { tone: "calm", icon: "clock", text: m.task_queued },
  running: { tone: "note", icon: "clock", text: m.run_running },
  done: { tone: "good", icon: "check", text: m.run_done },
  failed: { tone: "bad", icon: "octagon", text: m.run_failed },
} as const;
/** The newest ones; the rest is history. */
const SHOWN = 5;

/** How far the last nights are, while they run: asked again every two seconds, said politely. What failed is never left out. */
export function Nights({ session, round }: { session: SessionView; round: number }) {
  const [remote, reload] = useRemote<AuditNightList>("/v1/audit-nights");
  const isUnderWay = remote.state === "ready" && remote.value.nights.some(({ state }) => state === "running" || state === "starting");
  useEffect(() => void (round > 0 && reload()), [round]);
  useEffect(() => {
    if (!isUnderWay) return;
    const timer = setInterval(reload, 2000);
    return () => clearInterval(timer);
  }, [isUnderWay, reload]);
  return (
    <section aria-labelledby="nights-title">
      <h2 id="nights-title">{m.night_title()}</h2>
      <WhenReady remote={remote} retry={reload}>
        {({ nights }) => (nights.length === 0 ? <EmptyState title={m.night_none()} /> : nights.slice(0, SHOWN).map((night) => <Night key={night.key} night={night} session={session} reload={reload} />))}
      </WhenReady>
    </section>
  );
}

function Night({ night, session, reload }: { night: AuditNightView; session: SessionView; reload: () => void }) {
  const [isOpen, setOpen] = useState(false);
  const { busy, error, act } = useAct();
  const { counts, total } = night;
  const look = looks[night.state];
  const ended = counts.done + counts.failed;
  const retry = () => act(async () => {
    const { retried } = await callApi<{ retried: number }>(`/v1/audit-nights/${night.key}/retries`, { method: "POST" });
    reload();
    return m.night_retried({ count: retried });
  });
  return (
    <article className="card night" aria-label={m.night_of({ date: formatDay(night.date) })}>
      <h3>{m.night_of({ date: formatDay(night.date) })} <Tag tone={look.tone} icon={look.icon} text={look.text()} /></h3>
      <p className="small soft">{formatMoment(night.startedAt)} · {m.night_rule_set({ name: night.ruleSet })}</p>
      <div role="status" aria-live="polite">
        {total === null ? <p>{m.night_starting()}</p> : <><progress max={Math.max(total, 1)} value={total === 0 ? 1 : ended} aria-label={m.night_progress({ done: ended, total })} /><p>{m.night_progress({ done: formatCount(ended), total: formatCount(total) })}</p></>}
      </div>
      <p className="small">{m.night_counts({ ...counts })}</p>
      {night.state === "failed" && <Notice tone="bad" isUrgent title={m.night_failed()} />}
      {counts.failed > 0 && <Notice tone="bad" isUrgent title={m.night_partial({ count: counts.failed })} />}
      {error && <ErrorState error={error} />}
      <div className="actions">
        {counts.failed > 0 && hasRole(session, "operator", "auditor") && <Button kind="primary" busy={busy} onPress={() => void retry()}>{m.night_retry()}</Button>}
        <Button onPress={() => setOpen(!isOpen)}>{isOpen ? m.night_hide() : m.night_show()}</Button>
      </div>
      {isOpen && <Tasks night={night} />}
    </article>
  );
}

function Tasks({ night }: { night: AuditNightView }) {
  const [remote, reload] = useRemote<AuditNightDetail>(`/v1/audit-nights/${night.key}`);
  const { queued, running, done, failed } = night.counts;
  useEffect(() => reload(), [queued, running, done, failed]);
  return (
    <WhenReady remote={remote} retry={reload}>
      {({ tasks }) => <Table caption={m.night_of({ date: formatDay(night.date) })} columns={taskColumns()} rows={tasks} rowKey={({ tenant, reportType, window }) => `${tenant} ${reportType} ${window.id}`} />}
    </WhenReady>
  );
}

const taskColumns = (): Column<AuditTaskView>[] => [
  { id: "tenant", title: m.column_tenant(), isRowTitle: true, cell: ({ tenant }) => <span className="code">{tenant}</span> },
  { id: "type", title: m.run_report_type(), cell: ({ reportType }) => reportTypeName(reportType) },
  { id: "period", title: m.column_period(), cell: ({ window }) => formatPeriod(window.id) },
  { id: "state", title: m.column_state(), cell: ({ state, failure, attempt, outcome }) => <><Tag tone={taskLooks[state].tone} icon={taskLooks[state].icon} text={taskLooks[state].text()} />{outcome === "unchanged" && <span className="small soft"> {m.task_unchanged()}</span>}{attempt > 1 && <span className="small soft"> {m.task_attempt({ count: attempt })}</span>}{failure && <p className="small">{failure}</p>}</> },
  { id: "findings", title: m.run_findings(), isCount: true, cell: ({ findings }) => (findings === null ? "–" : formatCount(findings)) },
];
