import type { PolicyList, SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { WhenReady } from "../../shared/components/states.tsx";
import { hasRole } from "../../shared/session/use-session.ts";
import { usePageTitle } from "../../shared/place/use-page-title.ts";
import { PolicyCard } from "./policy-card.tsx";
import { Webhooks } from "./webhooks.tsx";

/** What the tenant settles for itself: read by all its officers, changed by its administrators. */
export function SettingsPage({ session }: { session: SessionView }) {
  usePageTitle(m.console_settings());
  const [remote, reload] = useRemote<PolicyList>(`/v1/t/${session.tenant.code}/policies`);
  const mayChange = hasRole(session, "administrator");
  return (
    <>
      <h1>{m.console_settings()}</h1>
      <p className="lead">{m.settings_lead()} {!mayChange && m.settings_administrator()}</p>
      <WhenReady remote={remote} retry={reload}>
        {({ policies }) => <>{policies.map((policy) => <PolicyCard key={policy.name} policy={policy} tenant={session.tenant.code} mayChange={mayChange} changed={reload} />)}</>}
      </WhenReady>
      {mayChange && <Webhooks tenant={session.tenant.code} />}
    </>
  );
}
