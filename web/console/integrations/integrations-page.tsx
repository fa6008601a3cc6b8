import { useState } from "react";
import type { KeyList } from "../../../worker/signing/contract.ts";
import type { IntegrationView, SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { useRemote, type Remote } from "../../shared/remote/use-remote.ts";
import { Button } from "../../shared/components/button.tsx";
import { EmptyState, WhenReady } from "../../shared/components/states.tsx";
import { Table } from "../../shared/components/table.tsx";
import { Tag } from "../../shared/components/tag.tsx";
import { formatMoment } from "../../shared/locale/format-moment.ts";
import { hasRole } from "../../shared/session/use-session.ts";
import { usePageTitle } from "../../shared/place/use-page-title.ts";
import { KeysByOwner } from "../keys/keys-by-owner.tsx";
import { ContestedBatches } from "../keys/contested-batches.tsx";
import { AddIntegration } from "./add-integration.tsx";
import { EndIntegrationDialog } from "./end-integration-dialog.tsx";
import { endReasonNames } from "./end-reason-names.ts";
import { RegisterIntegrationKey } from "./register-integration-key.tsx";

/** The agency's own systems that push filing events: add one, then register the key it signs with. */
export function IntegrationsPage({ session }: { session: SessionView }) {
  usePageTitle(m.console_integrations());
  const mayAdd = hasRole(session, "administrator") && session.tenant.kind !== "authority";
  const address = `/v1/t/${session.tenant.code}/integrations`;
  const [remote, reload] = useRemote<{ integrations: IntegrationView[] }>(address);
  const [ending, setEnding] = useState<IntegrationView | null>(null);
  const [keys, reloadKeys] = useRemote<KeyList>(mayAdd ? `/v1/t/${session.tenant.code}/keys` : null);
  return (
    <>
      <h1>{m.console_integrations()}</h1>
      <p className="lead">{m.integrations_lead()} <a href="/openapi.json">/openapi.json</a></p>
      <WhenReady remote={remote} retry={reload}>
        {({ integrations }) => {
          const connected = integrations.filter(({ ended }) => ended === null);
          return (
            <>
              {integrations.length === 0 ? (
                <EmptyState title={m.integrations_none()} />
              ) : (
                <Table
                  caption={m.console_integrations()}
                  rows={integrations}
                  rowKey={(one) => one.id}
                  columns={[
                    { id: "name", title: m.integration_name(), isRowTitle: true, cell: (one) => one.name },
                    { id: "source", title: m.integration_source(), cell: (one) => <span className="code">{one.source}</span> },
                    { id: "id", title: m.integration_id(), cell: (one) => <span className="code small">{one.id}</span> },
                    { id: "since", title: m.integration_since(), cell: (one) => formatMoment(one.createdAt) },
                    { id: "state", title: m.integration_state(), cell: ({ ended }) => (ended ? <><Tag tone="calm" icon="dash" text={m.integration_ended()} /><br /><span className="small soft">{formatMoment(ended.at)}{ended.reason && <> · {endReasonNames[ended.reason]()}</>}</span></> : <Tag tone="good" icon="check" text={m.integration_connected()} />) },
                    ...(mayAdd ? [{ id: "end", title: m.integration_end(), cell: (one: IntegrationView) => (one.ended ? null : <Button kind="quiet" opensDialog onPress={() => setEnding(one)}>{m.integration_end()}</Button>) }] : []),
                  ]}
                />
              )}
              {mayAdd ? <AddIntegration address={address} added={reload} /> : <p className="soft">{m.integrations_administrator()}</p>}
              {mayAdd && connected.length > 0 && <RegisterIntegrationKey key={connected.at(-1)!.id} tenant={session.tenant.code} integrations={connected} keys={keys.state === "ready" ? keys.value.keys : []} registered={reloadKeys} />}
              {mayAdd && integrations.length > 0 && <IntegrationKeys session={session} keys={keys} changed={reloadKeys} />}
              {integrations.length > 0 && <ContestedBatches tenant={session.tenant.code} />}
              {ending && <EndIntegrationDialog integration={ending} address={address} close={() => setEnding(null)} ended={() => (setEnding(null), reload(), reloadKeys())} />}
            </>
          );
        }}
      </WhenReady>
    </>
  );
}

/** The keys of every integration, with their life: the active one, the next one, and those that were. */
function IntegrationKeys({ session, keys, changed }: { session: SessionView; keys: Remote<KeyList>; changed: () => void }) {
  return (
    <>
      <h2>{m.integration_keys()}</h2>
      <WhenReady remote={keys} retry={changed}>
        {(list) => {
          const theirs = list.keys.filter(({ ownerKind }) => ownerKind === "integration");
          return theirs.length === 0 ? <EmptyState title={m.keys_none()} /> : <KeysByOwner keys={theirs} session={session} changed={changed} />;
        }}
      </WhenReady>
    </>
  );
}
