import { useState } from "react";
import { useSearchParams } from "react-router";
import type { ServiceView } from "../../../worker/catalogue/contract.ts";
import type { TenantView } from "../../../worker/directory/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { EmptyState, WhenReady } from "../../shared/components/states.tsx";
import { inLocale } from "../../shared/locale/current-locale.ts";
import { foldForSearch } from "../../../worker/kernel/fold-for-search.ts";
import { formatCount } from "../../shared/locale/format-count.ts";
import { useAgainWhenOnline } from "../use-again-when-online.ts";
import { usePageTitle } from "../../shared/place/use-page-title.ts";
import { ServiceTable } from "./service-table.tsx";

/** What an agency offers online today, for anyone; the agency is in the address. Whoever belongs to none chooses one. */
export function ServicesPage({ session }: { session: SessionView | null }) {
  usePageTitle(m.console_services());
  const [params, setParams] = useSearchParams();
  const [tenants, reload] = useRemote<{ tenants: TenantView[] }>("/v1/tenants");
  const [search, setSearch] = useState("");
  const own = session && session.tenant.kind !== "authority" ? session.tenant.code : "";
  const chosen = params.get("tenant") ?? own;
  return (
    <>
      <h1>{m.console_services()}</h1>
      <WhenReady remote={tenants} retry={reload}>
        {({ tenants: known }) => (
          <>
            <div className="catalogue-tools">
              <SelectField id="services-tenant" label={m.column_tenant()} value={chosen} onChange={(tenant) => setParams({ tenant })} options={[...(chosen ? [] : [{ value: "", label: "–" }]), ...agenciesOf(known)]} />
              <TextField id="services-search" type="search" label={m.catalogue_search()} value={search} onChange={setSearch} />
            </div>
            {chosen ? <OfAgency key={chosen} code={chosen} search={search} /> : <EmptyState title={m.catalogue_choose()} />}
          </>
        )}
      </WhenReady>
    </>
  );
}

function agenciesOf(tenants: readonly TenantView[]) {
  return tenants.filter(({ kind, to }) => kind !== "authority" && to === null).map((one) => ({ value: one.code, label: `${inLocale(one.nameVi, one.nameEn)} · ${one.code}` }));
}

function OfAgency({ code, search }: { code: string; search: string }) {
  const [remote, reload] = useRemote<{ services: ServiceView[] }>(`/v1/t/${encodeURIComponent(code)}/services`);
  useAgainWhenOnline(remote, reload);
  return (
    <WhenReady remote={remote} retry={reload}>
      {({ services }) => {
        const found = services.filter((one) => matches(one, foldForSearch(search)));
        return (
          <>
            <p className="soft" role="status">{m.catalogue_shown({ shown: formatCount(found.length), count: formatCount(services.length) })}</p>
            {found.length === 0 ? <EmptyState title={services.length === 0 ? m.catalogue_none() : m.catalogue_not_found()} /> : <ServiceTable services={found} />}
          </>
        );
      }}
    </WhenReady>
  );
}

function matches(service: ServiceView, wanted: string): boolean {
  return wanted === "" || foldForSearch([service.code, service.nameVi, service.nameEn, service.field.nameVi, service.field.nameEn].join(" ")).includes(wanted);
}
