import { useState } from "react";
import type { ExtensionView } from "../../../worker/submissions/obligation-contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { Button } from "../../shared/components/button.tsx";
import { EmptyState, WhenReady } from "../../shared/components/states.tsx";
import { Table, type Column } from "../../shared/components/table.tsx";
import { ExtensionTag } from "../../shared/extensions/extension-tag.tsx";
import { formatDay, formatMoment, formatPeriod } from "../../shared/locale/format-moment.ts";
import { reportTypeName } from "../../shared/locale/report-type-name.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { hasRole } from "../../shared/session/use-session.ts";
import { AnswerExtension } from "./answer-extension.tsx";

/** Requests for more time: for the authority what waits for its answer, for a tenant its own. */
export function Extensions({ session }: { session: SessionView }) {
  const isAuthority = session.tenant.kind === "authority";
  const [remote, reload] = useRemote<{ extensions: ExtensionView[] }>(isAuthority ? "/v1/extensions" : `/v1/t/${session.tenant.code}/extensions`);
  const [answering, setAnswering] = useState<ExtensionView | null>(null);
  const mayAnswer = isAuthority && hasRole(session, "supervisor");
  const columns: Column<ExtensionView>[] = [
    { id: "report", title: m.extension_which(), isRowTitle: true, cell: (row) => <>{isAuthority && <span className="code">{row.tenant} </span>}{reportTypeName(row.reportType)}, {formatPeriod(row.period)}<br /><span className="small soft">{m.reporting_due()}: {formatDay(row.dueOn)}</span></> },
    { id: "state", title: m.reporting_state(), cell: (row) => <ExtensionTag {...row} /> },
    { id: "until", title: m.extension_until(), cell: ({ wantedUntil }) => formatDay(wantedUntil) },
    { id: "reason", title: m.extension_reason(), cell: ({ reason, answer, requestedBy, requestedAt, decidedBy, decidedAt }) => <>{reason}{answer && <><br />{m.extension_answer()}: {answer}</>}<br /><span className="small soft">{requestedBy.name ?? requestedBy.id}, {formatMoment(requestedAt)}{decidedBy && decidedAt && <> · {decidedBy.name ?? decidedBy.id}, {formatMoment(decidedAt)}</>}</span></> },
    ...(mayAnswer ? [{ id: "answer", title: m.extension_answer(), cell: (row: ExtensionView) => (row.state === "requested" || (row.isContested && row.decidedBy?.id !== session.officer.id) ? <Button kind="primary" onPress={() => setAnswering(row)}>{row.isContested ? m.extension_anew() : m.extension_answer()}</Button> : null) }] : []),
  ];
  return (
    <section aria-labelledby="extensions-title">
      <h2 id="extensions-title">{m.extension_title()}</h2>
      <WhenReady remote={remote} retry={reload}>
        {({ extensions }) => (extensions.length === 0 ? <EmptyState title={m.extension_none()} /> : <Table caption={isAuthority ? m.extension_waiting({ count: extensions.length }) : m.extension_title()} columns={columns} rows={extensions} rowKey={({ id }) => id} />)}
      </WhenReady>
      {answering && <AnswerExtension extension={answering} session={session} close={() => setAnswering(null)} answered={() => (setAnswering(null), reload())} />}
    </section>
  );
}
