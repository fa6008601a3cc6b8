import { useState } from "react";
import { LIST_TYPE, type AnchorView, type CrlsFetched, type RevocationListView } from "../../../worker/certificates/contract.ts";
import { m } from "../../words/m.ts";
import type { ApiError } from "../../shared/remote/api-error.ts";
import { callApi } from "../../shared/remote/call-api.ts";
import { announce } from "../../shared/components/announcements.tsx";
import { Button } from "../../shared/components/button.tsx";
import { Field } from "../../shared/components/field.tsx";
import { ErrorState } from "../../shared/components/states.tsx";
import { Table } from "../../shared/components/table.tsx";
import { Tag } from "../../shared/components/tag.tsx";
import { formatMoment } from "../../shared/locale/format-moment.ts";
import { failureText } from "./anchor-words.ts";
import type { AnchorCardProps } from "./anchor-card.tsx";
import { readDerFile } from "./read-der-file.ts";

const HOUR = 3_600_000;

/** How fresh the lists are, where they come from, every one that was received, and the ways to bring a new one. */
export function AnchorLists({ anchor, address, graceHours, session, mayChange, changed }: AnchorCardProps) {
  const [state, setState] = useState<{ busy: boolean; error: ApiError | null; said: string }>({ busy: false, error: null, said: "" });
  const attempt = async (work: () => Promise<string>) => {
    setState({ busy: true, error: null, said: "" });
    try {
      const said = await work();
      announce(said);
      setState({ busy: false, error: null, said });
      changed();
    } catch (error) {
      setState({ busy: false, error: error as ApiError, said: "" });
    }
  };
  const upload = (file: File | undefined) => file && attempt(async () => (await callApi(`${address}/revocation-lists`, { method: "POST", file: { type: LIST_TYPE, bytes: await readDerFile(file) } }), m.lists_received()));
  const fetchNow = () => attempt(async () => {
    const { stored, known, failed } = await callApi<CrlsFetched>(`${address}/fetch`, { method: "POST", body: {} });
    return m.lists_fetched({ stored, known, failed });
  });
  if (anchor.revocation === "none") return <p>{m.lists_not_needed()}</p>;
  const isOpen = mayChange && anchor.state === "active";
  return (
    <>
      <h3>{m.lists_title()}</h3>
      {anchor.state === "active" && <Freshness lists={anchor.lists} graceHours={graceHours} />}
      {anchor.sources.length > 0 && <ul className="history small">{anchor.sources.map((source) => <li key={source.url}><span className="code">{source.url}</span> · {sourceState(source)}</li>)}</ul>}
      {state.error && <ErrorState error={state.error} />}
      {state.said && <p role="status">{state.said}</p>}
      {isOpen && (
        <Field id={`list-${anchor.id}`} label={m.lists_upload()}>
          <input id={`list-${anchor.id}`} type="file" accept=".crl,.pem,application/pkix-crl" onChange={(event) => void upload(event.currentTarget.files?.[0])} />
        </Field>
      )}
      {isOpen && anchor.sources.length > 0 && <Button busy={state.busy} onPress={() => void fetchNow()}>{m.lists_fetch()}</Button>}
      {anchor.lists.length > 0 && <History lists={anchor.lists} tenant={session.tenant.code} />}
    </>
  );
}

/** By the oldest of the newest lists: one CA's stale list is enough to stop those below it. */
function Freshness({ lists, graceHours }: { lists: readonly RevocationListView[]; graceHours: number }) {
  const newest = new Map<string, RevocationListView>();
  for (const list of lists) if (!newest.has(list.issuer)) newest.set(list.issuer, list);
  const first = [...newest.values()].toSorted((a, b) => a.nextUpdate.localeCompare(b.nextUpdate))[0];
  if (!first) return <p><Tag tone="bad" icon="octagon" text={m.lists_missing()} /></p>;
  const late = Date.now() - Date.parse(first.nextUpdate);
  const when = formatMoment(first.nextUpdate);
  if (late <= 0) return <p><Tag tone="good" icon="check" text={m.lists_fresh({ when })} /></p>;
  if (late <= graceHours * HOUR) return <p><Tag tone="attention" icon="clock" text={m.lists_grace({ when, hours: Math.floor(graceHours - late / HOUR) })} /></p>;
  return <p><Tag tone="bad" icon="octagon" text={m.lists_stale({ when })} /></p>;
}

function sourceState({ triedAt, fetchedAt, failure }: AnchorView["sources"][number]): string {
  if (failure && triedAt) return m.source_failed({ when: formatMoment(triedAt), failure: failureText(failure) });
  return fetchedAt ? m.source_ok({ when: formatMoment(fetchedAt) }) : m.source_never();
}

function History({ lists, tenant }: { lists: readonly RevocationListView[]; tenant: string }) {
  const title = m.lists_history({ count: lists.length });
  return (
    <details>
      <summary>{title}</summary>
      <Table
        caption={title}
        rows={lists}
        rowKey={({ digest }) => digest}
        columns={[
          { id: "issuer", title: m.list_issuer(), isRowTitle: true, cell: ({ issuer, digest }) => <><a href={`/v1/t/${tenant}/revocation-lists/${digest}`} download>{issuer}</a><br /><span className="code small kid">{digest}</span></> },
          { id: "times", title: m.list_times(), cell: ({ thisUpdate, nextUpdate }) => `${formatMoment(thisUpdate)} – ${formatMoment(nextUpdate)}` },
          { id: "revoked", title: m.list_revoked(), isCount: true, cell: ({ revoked }) => revoked },
          { id: "source", title: m.list_source(), cell: ({ source }) => (source.startsWith("off_") ? m.list_uploaded() : <span className="code small">{source}</span>) },
          { id: "log", title: m.list_log(), isCount: true, cell: ({ logIndex }) => logIndex },
        ]}
      />
    </details>
  );
}
