import { useState } from "react";
import type { SavedViewView } from "../../../worker/worklist/contract.ts";
import { MAX_WEBHOOKS, type WebhookList, type WebhooksDrained, type WebhookView } from "../../../worker/webhooks/contract.ts";
import { m } from "../../words/m.ts";
import { announce } from "../../shared/components/announcements.tsx";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { Notice } from "../../shared/components/notice.tsx";
import { EmptyState, ErrorState, WhenReady } from "../../shared/components/states.tsx";
import { formatMoment } from "../../shared/locale/format-moment.ts";
import type { ApiError } from "../../shared/remote/api-error.ts";
import { callApi } from "../../shared/remote/call-api.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { callConfirmed } from "../../shared/session/call-confirmed.ts";
import { WebhookDeliveries } from "./webhook-deliveries.tsx";

/** The addresses that are told what happens to discrepancies: add one, see what it was told, remove it. */
export function Webhooks({ tenant }: { tenant: string }) {
  const address = `/v1/t/${tenant}/webhooks`;
  const [remote, reload] = useRemote<WebhookList>(address);
  return (
    <section aria-labelledby="webhooks-title">
      <h2 id="webhooks-title">{m.webhooks()}</h2>
      <p>{m.webhooks_text()}</p>
      <WhenReady remote={remote} retry={reload}>
        {({ webhooks }) => (
          <>
            {webhooks.length === 0 && <EmptyState title={m.webhooks_none()} />}
            {webhooks.map((webhook) => <WebhookCard key={webhook.id} webhook={webhook} tenant={tenant} changed={reload} />)}
            {webhooks.length < MAX_WEBHOOKS && <AddWebhook tenant={tenant} added={reload} />}
          </>
        )}
      </WhenReady>
    </section>
  );
}

function AddWebhook({ tenant, added }: { tenant: string; added: () => void }) {
  const address = `/v1/t/${tenant}/webhooks`;
  const [url, setUrl] = useState("");
  const [query, setQuery] = useState("");
  const [saved] = useRemote<{ views: SavedViewView[] }>(`/v1/t/${tenant}/views`);
  const views = saved.state === "ready" ? saved.value.views : [];
  const [state, setState] = useState<{ tried: boolean; busy: boolean; error: ApiError | null }>({ tried: false, busy: false, error: null });
  const isWrong = !/^https?:\/\/\S+$/.test(url.trim());
  const add = async () => {
    if (isWrong) return setState({ tried: true, busy: false, error: null });
    setState({ tried: true, busy: true, error: null });
    try {
      await callConfirmed(address, { method: "POST", body: { url: url.trim(), query: query.trim() } });
      announce(m.webhook_added());
      setUrl("");
      setQuery("");
      setState({ tried: false, busy: false, error: null });
      added();
    } catch (error) {
      setState({ tried: true, busy: false, error: error as ApiError });
    }
  };
  const ofQuery = state.error?.errors?.filter(({ pointer }) => pointer === "/query").map(({ message }) => message ?? "").join(" ");
  return (
    <div className="card">
      {state.error && !ofQuery && <ErrorState error={state.error} />}
      <TextField id="webhook-url" label={m.webhook_url()} hint={m.webhook_url_hint()} value={url} onChange={setUrl} maxLength={500} error={state.tried && isWrong ? m.webhook_url_wrong() : undefined} />
      <TextField id="webhook-query" label={m.webhook_query()} hint={m.webhook_query_hint()} value={query} onChange={setQuery} maxLength={500} error={ofQuery && m.webhook_query_wrong({ words: ofQuery })} />
      {views.length > 0 && <SelectField id="webhook-view" label={m.webhook_view()} value={views.find((view) => view.query === query)?.id ?? ""} onChange={(id) => setQuery(views.find((view) => view.id === id)?.query ?? "")} options={[{ value: "", label: m.webhook_view_none() }, ...views.map(({ id, name }) => ({ value: id, label: name }))]} />}
      <Button kind="primary" busy={state.busy} onPress={() => void add()}>{m.webhook_add()}</Button>
    </div>
  );
}

function WebhookCard({ webhook, tenant, changed }: { webhook: WebhookView; tenant: string; changed: () => void }) {
  const [isRemoving, setRemoving] = useState(false);
  const [looks, setLooks] = useState(0);
  const [error, setError] = useState<ApiError | null>(null);
  const act = async (work: () => Promise<string>) => {
    setError(null);
    try {
      announce(await work());
      changed();
      setLooks(looks + 1);
    } catch (caught) {
      setError(caught as ApiError);
    }
    setRemoving(false);
  };
  const send = async () => m.webhook_sent({ ...(await callApi<WebhooksDrained>(`/v1/t/${tenant}/webhook-deliveries`, { method: "POST" })) });
  const remove = async () => (await callConfirmed(`/v1/t/${tenant}/webhooks/${webhook.id}`, { method: "DELETE" }), m.webhook_removed());
  return (
    <article className="card" aria-labelledby={webhook.id}>
      <h3 id={webhook.id} className="code">{webhook.url}</h3>
      <p className="soft small">{m.webhook_since({ moment: formatMoment(webhook.createdAt), waiting: webhook.waiting, givenUp: webhook.givenUp })}</p>
      <p className="small">{webhook.query === "" ? m.webhook_of_all() : <>{m.webhook_of_query()} <span className="code">{webhook.query}</span></>}</p>
      {!webhook.isUnderstood && <Notice tone="attention" title={m.webhook_not_understood()}><p>{m.webhook_not_understood_text()}</p></Notice>}
      {error && <ErrorState error={error} />}
      <div className="actions">
        <Button onPress={() => void act(send)}>{m.webhook_send()}</Button>
        <Button kind="danger" icon="cross" onPress={() => setRemoving(true)}>{m.webhook_remove()}</Button>
      </div>
      <WebhookDeliveries key={looks} address={`/v1/t/${tenant}/webhooks/${webhook.id}/deliveries`} />
      {isRemoving && (
        <Dialog title={m.webhook_remove()} onClose={() => setRemoving(false)} actions={<><Button kind="danger" onPress={() => void act(remove)}>{m.webhook_remove()}</Button><Button onPress={() => setRemoving(false)}>{m.cancel()}</Button></>}>
          <p className="code">{webhook.url}</p>
          <p>{m.webhook_remove_text()}</p>
        </Dialog>
      )}
    </article>
  );
}
