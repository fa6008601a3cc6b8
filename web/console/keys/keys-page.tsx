import type { KeyList } from "../../../worker/signing/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { EmptyState, WhenReady } from "../../shared/components/states.tsx";
import { hasRole } from "../../shared/session/use-session.ts";
import { DeviceKeyPanel } from "../../signing/device-key-panel.tsx";
import { usePageTitle } from "../../shared/place/use-page-title.ts";
import { ContestedBatches } from "./contested-batches.tsx";
import { ContestedDecisions } from "./contested-decisions.tsx";
import { ContestedSubmissions } from "./contested-submissions.tsx";
import { KeysByOwner } from "./keys-by-owner.tsx";

/** The reader's own key on this device, and the tenant's keys: waiting ones first, each with its history. */
export function KeysPage({ session }: { session: SessionView }) {
  usePageTitle(m.console_keys());
  const [remote, reload] = useRemote<KeyList>(`/v1/t/${session.tenant.code}/keys`);
  const seesAll = hasRole(session, "administrator", "operator");
  return (
    <>
      <h1>{m.console_keys()}</h1>
      <section className="card" aria-labelledby="device-key-title">
        <h2 id="device-key-title">{m.keys_this_device()}</h2>
        <DeviceKeyPanel session={session} changed={reload} />
      </section>
      <section aria-labelledby="keys-title">
        <h2 id="keys-title">{seesAll ? m.keys_of_tenant() : m.keys_own()}</h2>
        <WhenReady remote={remote} retry={reload}>
          {({ keys }) => (keys.length === 0 ? <EmptyState title={m.keys_none()} /> : <KeysByOwner keys={keys} session={session} changed={reload} />)}
        </WhenReady>
      </section>
      {session.tenant.kind === "authority" ? (
        <ContestedDecisions session={session} />
      ) : (
        <>
          <ContestedSubmissions tenant={session.tenant.code} />
          <ContestedBatches tenant={session.tenant.code} />
        </>
      )}
    </>
  );
}
