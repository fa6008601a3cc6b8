import { useState } from "react";
import type { PersonList } from "../../../worker/sign-in/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import type { TenantView } from "../../../worker/directory/contract.ts";
import { m } from "../../words/m.ts";
import { SelectField } from "../../shared/components/field.tsx";
import { EmptyState, WhenReady } from "../../shared/components/states.tsx";
import { inLocale } from "../../shared/locale/current-locale.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { hasRole } from "../../shared/session/use-session.ts";
import { usePageTitle } from "../../shared/place/use-page-title.ts";
import { AddPerson } from "./add-person.tsx";
import { PersonTable } from "./person-table.tsx";

/** Who acts for the tenant. The authority's operator chooses a tenant and appoints its administrators. */
export function PeoplePage({ session }: { session: SessionView }) {
  usePageTitle(m.console_people());
  const [tenant, setTenant] = useState(session.tenant.code);
  const isOperator = hasRole(session, "operator") && session.tenant.kind === "authority";
  const address = `/v1/t/${tenant}`;
  const [remote, reload] = useRemote<PersonList>(`${address}/people`);
  const isAppointing = tenant !== session.tenant.code;
  return (
    <>
      <h1>{m.console_people()}</h1>
      <p className="lead">{m.people_lead()}</p>
      {isOperator && <TenantChoice tenant={tenant} choose={setTenant} />}
      <WhenReady remote={remote} retry={reload}>
        {({ people, provider }) => (
          <>
            {people.length === 0 ? (
              <EmptyState title={m.people_none()}><p>{m.people_none_text()}</p></EmptyState>
            ) : (
              <PersonTable people={people} self={session.officer.id} address={address} isAuthority={tenant === "VN"} isAppointing={isAppointing} provider={provider} changed={reload} />
            )}
            <AddPerson key={tenant} address={address} isAuthority={tenant === "VN"} isAppointing={isAppointing} added={reload} />
          </>
        )}
      </WhenReady>
    </>
  );
}

function TenantChoice({ tenant, choose }: { tenant: string; choose: (code: string) => void }) {
  const [remote] = useRemote<{ tenants: TenantView[] }>("/v1/tenants");
  const tenants = remote.state === "ready" ? remote.value.tenants.filter(({ to }) => to === null) : [];
  const options = tenants.map(({ code, nameVi, nameEn }) => ({ value: code, label: `${inLocale(nameVi, nameEn)} (${code})` }));
  return <SelectField id="people-tenant" label={m.people_tenant()} hint={m.people_tenant_hint()} value={tenant} onChange={choose} options={options} />;
}
