import { useEffect, useState } from "react";
import { useSearchParams } from "react-router";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import type { TenantView } from "../../../worker/directory/contract.ts";
import { m } from "../../words/m.ts";
import { Button } from "../../shared/components/button.tsx";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { Notice } from "../../shared/components/notice.tsx";
import { EmptyState, WhenReady } from "../../shared/components/states.tsx";
import { Table, type Column } from "../../shared/components/table.tsx";
import { Tag } from "../../shared/components/tag.tsx";
import { formatCount } from "../../shared/locale/format-count.ts";
import { inLocale } from "../../shared/locale/current-locale.ts";
import { formatMoment, formatPeriod, formatWindow } from "../../shared/locale/format-moment.ts";
import { reportTypeName } from "../../shared/locale/report-type-name.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { hasRole } from "../../shared/session/use-session.ts";
import { useAgainWhenOnline } from "../use-again-when-online.ts";
import { usePageTitle } from "../../shared/place/use-page-title.ts";
import { RulesOfRun } from "./rules-of-run.tsx";
import { Nights } from "./nights.tsx";
import { ReplayDialog } from "./replay-dialog.tsx";
import { StartNight } from "./start-night.tsx";
import { useRuns, type AuditRunList } from "./use-runs.ts";

type Run = AuditRunList["runs"][number];

const stateLooks = {
  running: { tone: "note", icon: "clock", text: m.run_running },
  done: { tone: "good", icon: "check", text: m.run_done },
  failed: { tone: "bad", icon: "octagon", text: m.run_failed },
} as const;

const order = { failed: 0, running: 1, done: 2 } as const;

/** Which audits ran, over what, with what result. A failed one stands on top of the page, never hidden in the list. */
export function RunsPage({ session }: { session: SessionView }) {
  usePageTitle(m.console_runs());
  const [params, setParams] = useSearchParams();
  const [day, setDay] = useState(params.get("date") ?? "");
  const [round, setRound] = useState(0);
  const [replayed, setReplayed] = useState<Run | null>(null);
  const tenant = params.get("tenant") ?? "";
  const [remote, reload] = useRuns(session, day, tenant);
  useAgainWhenOnline(remote, reload);
  const isAuthority = session.tenant.kind === "authority";
  const isRunning = remote.state === "ready" && remote.value.runs.some((run) => run.state === "running");
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(reload, 2000);
    return () => clearInterval(timer);
  }, [isRunning, reload]);
  const chooseDay = (next: string) => (setDay(next), setParams(next ? { date: next } : {}));
  const chooseTenant = (next: string) => (setDay(""), setParams(next ? { tenant: next } : {}));
  return (
    <>
      <h1>{m.console_runs()}</h1>
      {isAuthority && (
        <div className="runs-head">
          {tenant === "" && <TextField id="runs-day" type="date" label={m.runs_day()} hint={m.runs_day_hint()} value={day} onChange={chooseDay} />}
          <ChooseTenant value={tenant} choose={chooseTenant} />
          {hasRole(session, "operator", "auditor") && <StartNight started={() => (reload(), setRound((before) => before + 1))} />}
        </div>
      )}
      {isAuthority && <Nights session={session} round={round} />}
      {isAuthority && <h2>{m.console_runs()}</h2>}
      <WhenReady remote={remote} retry={reload}>
        {({ runs }) => (
          <>
            {runs.some((run) => run.state === "failed") && <Notice tone="bad" isUrgent title={m.last_run_failed({ count: runs.filter((run) => run.state === "failed").length })} />}
            {runs.length === 0 ? <EmptyState title={isAuthority ? m.runs_none() : m.last_run_none()} /> : <Table caption={m.console_runs()} columns={columnsFor(isAuthority, setReplayed)} rows={runs.toSorted((a, b) => order[a.state] - order[b.state])} rowKey={(run) => run.id} />}
          </>
        )}
      </WhenReady>
      {replayed && <ReplayDialog run={replayed} close={() => setReplayed(null)} />}
    </>
  );
}

/** One tenant's runs of every window, instead of everybody's of a day: the way to a window of the past. */
function ChooseTenant({ value, choose }: { value: string; choose: (tenant: string) => void }) {
  const [remote] = useRemote<{ tenants: TenantView[] }>("/v1/tenants");
  const tenants = remote.state === "ready" ? remote.value.tenants.filter(({ kind }) => kind !== "authority") : [];
  return <SelectField id="runs-tenant" label={m.column_tenant()} value={value} onChange={choose} options={[{ value: "", label: m.runs_all_tenants() }, ...tenants.map(({ code, nameVi, nameEn }) => ({ value: code, label: `${inLocale(nameVi, nameEn)} (${code})` }))]} />;
}

function columnsFor(isAuthority: boolean, replay: (run: Run) => void): Column<Run>[] {
  return [
    { id: "at", title: m.run_at(), isRowTitle: true, cell: (run) => formatMoment(run.startedAt) },
    { id: "state", title: m.column_state(), cell: (run) => <><Tag tone={stateLooks[run.state].tone} icon={stateLooks[run.state].icon} text={stateLooks[run.state].text()} />{run.failure && <p className="small">{run.failure}</p>}</> },
    ...(isAuthority ? [{ id: "tenant", title: m.column_tenant(), cell: (run: Run) => <span className="code">{run.tenant}</span> }] : []),
    { id: "type", title: m.run_report_type(), cell: (run) => reportTypeName(run.reportType) },
    { id: "window", title: m.column_period(), cell: (run) => <>{formatPeriod(run.window.id)}<br /><span className="soft small">{formatWindow(run.window)}</span></> },
    { id: "services", title: m.run_services(), isCount: true, cell: (run) => (run.services === null ? "–" : formatCount(run.services)) },
    { id: "findings", title: m.run_findings(), isCount: true, cell: (run) => (run.findings === null ? "–" : formatCount(run.findings)) },
    { id: "rules", title: m.run_rules(), cell: (run) => (run.rules === null ? "–" : <RulesOfRun rules={run.rules} />) },
    { id: "replay", title: m.replay_run(), cell: (run) => (run.state === "done" ? <Button onPress={() => replay(run)}>{m.replay_go()}</Button> : null) },
  ];
}
