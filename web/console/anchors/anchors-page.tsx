import { useState } from "react";
import type { AnchorList } from "../../../worker/certificates/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { Button } from "../../shared/components/button.tsx";
import { EmptyState, WhenReady } from "../../shared/components/states.tsx";
import { hasRole } from "../../shared/session/use-session.ts";
import { usePageTitle } from "../../shared/place/use-page-title.ts";
import { AddAnchor } from "./add-anchor.tsx";
import { AnchorCard } from "./anchor-card.tsx";

const order = { pending: 0, active: 1, retired: 2 } as const;

/** The CAs that the tenant trusts: waiting ones first, each with its revocation lists and its history. */
export function AnchorsPage({ session }: { session: SessionView }) {
  usePageTitle(m.console_anchors());
  const address = `/v1/t/${session.tenant.code}/anchors`;
  const [remote, reload] = useRemote<AnchorList>(address);
  const [isAdding, setAdding] = useState(false);
  const mayChange = hasRole(session, "administrator", "operator");
  return (
    <>
      <h1>{m.console_anchors()}</h1>
      <p className="lead">{m.anchors_lead()}</p>
      {mayChange && !isAdding && <div className="actions"><Button kind="primary" icon="key" onPress={() => setAdding(true)}>{m.anchor_add()}</Button></div>}
      {isAdding && <AddAnchor address={address} close={() => setAdding(false)} added={reload} />}
      <WhenReady remote={remote} retry={reload}>
        {({ anchors, graceHours }) => (
          <>
            {anchors.length === 0 && <EmptyState title={m.anchors_none()} />}
            {anchors.toSorted((a, b) => order[a.state] - order[b.state]).map((anchor) => (
              <AnchorCard key={anchor.id} anchor={anchor} address={`${address}/${anchor.id}`} graceHours={graceHours} session={session} mayChange={mayChange} changed={reload} />
            ))}
          </>
        )}
      </WhenReady>
    </>
  );
}
