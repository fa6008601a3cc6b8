import { useState } from "react";
import type { ObligationList, ObligationView } from "../../../worker/submissions/obligation-contract.ts";
import type { ReportTypeList, TenantView } from "../../../worker/directory/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { EmptyState, ErrorState, WhenReady } from "../../shared/components/states.tsx";
import { Table, type Column } from "../../shared/components/table.tsx";
import { inLocale } from "../../shared/locale/current-locale.ts";
import { formatDay, formatMoment } from "../../shared/locale/format-moment.ts";
import { reportTypeName } from "../../shared/locale/report-type-name.ts";
import { callApi } from "../../shared/remote/call-api.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { hasRole } from "../../shared/session/use-session.ts";
import { dayOf } from "../day-of.ts";
import { useAct } from "../use-act.ts";

/** Which reports a tenant owes, with everything that was decided about it. The authority chooses the tenant and decides. */
export function Obligations({ tenant, session }: { tenant: string | null; session: SessionView }) {
  const [tenants] = useRemote<{ tenants: TenantView[] }>(tenant === null ? "/v1/tenants" : null);
  const [chosen, setChosen] = useState("");
  const all = tenants.state === "ready" ? tenants.value.tenants.filter(({ kind }) => kind !== "authority") : [];
  const shown = tenant ?? (chosen || all[0]?.code);
  return (
    <section aria-labelledby="obligations-title">
      <h2 id="obligations-title">{m.obligations_title()}</h2>
      {tenant === null && all.length > 0 && <SelectField id="obligations-tenant" label={m.obligations_of()} value={shown ?? ""} onChange={setChosen} options={all.map(({ code, nameVi, nameEn }) => ({ value: code, label: `${inLocale(nameVi, nameEn)} (${code})` }))} />}
      {shown !== undefined && <OfTenant key={shown} tenant={shown} mayDecide={tenant === null && hasRole(session, "operator", "supervisor")} />}
    </section>
  );
}

function OfTenant({ tenant, mayDecide }: { tenant: string; mayDecide: boolean }) {
  const [remote, reload] = useRemote<ObligationList>(`/v1/t/${tenant}/obligations`);
  const [dialog, setDialog] = useState<ObligationView | "new" | null>(null);
  const today = dayOf(Date.now());
  const columns: Column<ObligationView>[] = [
    { id: "report", title: m.reporting_type(), isRowTitle: true, cell: ({ reportType, policyVersion }) => <>{reportTypeName(reportType)}{policyVersion !== null && <span className="small soft"> {m.obligations_version({ version: policyVersion })}</span>}</> },
    { id: "from", title: m.obligations_since(), cell: ({ from }) => formatDay(from) },
    { id: "to", title: m.obligations_until(), cell: ({ to }) => (to ? formatDay(to) : m.obligations_open()) },
    ...(mayDecide ? [{ id: "end", title: m.obligations_end(), cell: (row: ObligationView) => (row.to === null || row.to > today ? <Button onPress={() => setDialog(row)}>{m.obligations_end()}</Button> : null) }] : []),
  ];
  return (
    <WhenReady remote={remote} retry={reload}>
      {({ obligations, history }) => (
        <>
          {obligations.length === 0 ? <EmptyState title={m.obligations_none()} /> : <Table caption={m.obligations_title()} columns={columns} rows={obligations} rowKey={({ reportType, from }) => `${reportType} ${from}`} />}
          {mayDecide && <div className="actions"><Button kind="primary" onPress={() => setDialog("new")}>{m.obligations_set()}</Button></div>}
          {history.length > 0 && (
            <details>
              <summary>{m.obligations_history({ count: history.length })}</summary>
              <ul className="history small">
                {history.map((event) => (
                  <li key={`${event.reportType} ${event.version}`}>
                    {event.action === "set" ? m.obligations_action_set() : m.obligations_action_end()}: {reportTypeName(event.reportType)}, {formatDay(event.from)} – {event.to ? formatDay(event.to) : m.obligations_open()}. {event.reason} ({event.by.name ?? m.rule_set_platform()}, {formatMoment(event.at)}, {m.event_log({ index: event.logIndex })})
                  </li>
                ))}
              </ul>
            </details>
          )}
          {dialog && <Decide tenant={tenant} obligation={dialog === "new" ? null : dialog} close={() => setDialog(null)} done={() => (setDialog(null), reload())} />}
        </>
      )}
    </WhenReady>
  );
}

/** Sets an obligation anew, or ends the one given: from today on, with a reason. */
function Decide({ tenant, obligation, close, done }: { tenant: string; obligation: ObligationView | null; close: () => void; done: () => void }) {
  const [types] = useRemote<ReportTypeList>(obligation ? null : "/v1/report-types");
  const today = dayOf(Date.now());
  const [reportType, setReportType] = useState("");
  const [from, setFrom] = useState(today);
  const [to, setTo] = useState(obligation ? today : "");
  const [reason, setReason] = useState("");
  const { busy, error, act } = useAct();
  const options = types.state === "ready" ? types.value.reportTypes.map(({ id }) => ({ value: id, label: reportTypeName(id) })) : [];
  const send = () => act(async () => {
    if (obligation) await callApi(`/v1/t/${tenant}/obligations/${obligation.reportType}/${obligation.from}/end`, { method: "POST", body: { to, reason: reason.trim() } });
    else await callApi(`/v1/t/${tenant}/obligations`, { method: "POST", body: { reportType: reportType || options[0]?.value, from, to: to || null, reason: reason.trim() } });
    done();
    return m.obligations_done();
  });
  const title = obligation ? `${m.obligations_end()}: ${reportTypeName(obligation.reportType)}` : m.obligations_set();
  return (
    <Dialog title={title} onClose={close} actions={<><Button kind="primary" busy={busy} onPress={() => void send()}>{obligation ? m.obligations_end() : m.obligations_set()}</Button><Button onPress={close}>{m.cancel()}</Button></>}>
      <p>{m.obligations_past()}</p>
      {!obligation && <SelectField id="obligation-type" label={m.reporting_type()} value={reportType || (options[0]?.value ?? "")} onChange={setReportType} options={options} />}
      {!obligation && <TextField id="obligation-from" type="date" label={m.obligations_since()} value={from} onChange={setFrom} />}
      <TextField id="obligation-to" type="date" label={m.obligations_until()} value={to} onChange={setTo} />
      <TextField id="obligation-reason" rows={2} label={m.obligations_reason()} hint={m.obligations_reason_hint()} maxLength={1000} value={reason} onChange={setReason} />
      {error && <ErrorState error={error} />}
    </Dialog>
  );
}
