import { useState } from "react";
import type { DemoPeople, OfficerView } from "../../worker/tenancy/contract.ts";
import { m } from "../words/m.ts";
import { usePageTitle } from "../shared/place/use-page-title.ts";
import type { ApiError } from "../shared/remote/api-error.ts";
import { callApi } from "../shared/remote/call-api.ts";
import { useRemote } from "../shared/remote/use-remote.ts";
import { TextField } from "../shared/components/field.tsx";
import { Notice } from "../shared/components/notice.tsx";
import { EmptyState, ErrorState, LoadingState } from "../shared/components/states.tsx";
import { PageFrame } from "../shared/frame/page-frame.tsx";
import { inLocale } from "../shared/locale/current-locale.ts";
import { foldForSearch } from "../../worker/kernel/fold-for-search.ts";
import { nextAddress } from "./next-address.ts";
import { PasskeySignIn } from "./passkey-sign-in.tsx";
import { ProviderSignIn } from "./provider-sign-in.tsx";
import { PersonList } from "./person-list.tsx";

/** Sign-in with a passkey; in the local demo also as one of the generated people, by tenant. */
export function SignInPage() {
  const [people, reload] = useRemote<DemoPeople>("/v1/demo/people");
  usePageTitle(m.sign_in());
  const isOff = people.state === "failed" && people.error.code === "not-found";
  return (
    <PageFrame session={null}>
      <h1>{m.sign_in()}</h1>
      {new URLSearchParams(location.search).has("refused") && <Notice tone="bad" title={m.sign_in_provider_refused()} isUrgent />}
      <PasskeySignIn />
      <ProviderSignIn />
      {people.state === "loading" && <LoadingState lines={6} />}
      {people.state === "failed" && !isOff && <ErrorState error={people.error} retry={reload} />}
      {people.state === "ready" && <DemoSignIn people={people.value.people} />}
    </PageFrame>
  );
}

function DemoSignIn({ people }: { people: DemoPeople["people"] }) {
  const [search, setSearch] = useState("");
  const [error, setError] = useState<ApiError | null>(null);
  const [busyId, setBusyId] = useState<string | null>(null);
  const wanted = foldForSearch(search);
  const found = people.filter(({ tenant, officers }) => foldForSearch([tenant.code, tenant.nameVi, tenant.nameEn, ...officers.map((officer) => officer.name)].join(" ")).includes(wanted));
  const enter = async (tenant: string, officer: OfficerView) => {
    setBusyId(officer.id);
    try {
      await callApi(`/v1/t/${tenant}/sessions`, { method: "POST", body: { officer: officer.id } });
      location.assign(nextAddress(location.search, officer.roles));
    } catch (caught) {
      setBusyId(null);
      setError(caught as ApiError);
    }
  };
  return (
    <>
      <Notice tone="attention" title={m.sign_in_demo_title()}>
        <p>{m.sign_in_demo_note()}</p>
      </Notice>
      {error && <ErrorState error={error} />}
      <TextField id="search-people" type="search" label={m.sign_in_search()} value={search} onChange={setSearch} />
      <p className="spoken-only" role="status">{m.sign_in_found({ count: found.length })}</p>
      {found.length === 0 && <EmptyState title={m.nothing_found()} />}
      {found.map(({ tenant, officers }) => (
        <section key={tenant.code} className="card">
          <h2>{inLocale(tenant.nameVi, tenant.nameEn)} <span className="soft code">{tenant.code}</span></h2>
          <PersonList officers={officers} busyId={busyId} onEnter={(officer) => void enter(tenant.code, officer)} />
        </section>
      ))}
    </>
  );
}
