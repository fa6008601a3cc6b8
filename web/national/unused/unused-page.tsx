import { useEffect, useState } from "react";
import type { TenantView } from "../../../worker/directory/contract.ts";
import type { UnusedServices } from "../../../worker/national/contract.ts";
import { m } from "../../words/m.ts";
import { ButtonLink } from "../../shared/components/button.tsx";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { EmptyState, WhenReady } from "../../shared/components/states.tsx";
import { inLocale } from "../../shared/locale/current-locale.ts";
import { formatCount } from "../../shared/locale/format-count.ts";
import { formatDay } from "../../shared/locale/format-moment.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { levelName } from "../../shared/statistics/level-name.ts";
import { AboutNumbers } from "../about-numbers.tsx";
import { DataTable, type DataColumn } from "../data-table.tsx";
import { useQuery } from "../../shared/place/place.ts";
import { WindowPage } from "../window-page.tsx";

type Row = UnusedServices["services"][number];

/** The services without one online filing: who offers them, since when, and whether people went there in person instead. */
export function UnusedPage() {
  return (
    <WindowPage title={m.national_unused()} lead={m.national_unused_lead()}>
      {({ window }) => <OneWindow window={window.id} />}
    </WindowPage>
  );
}

function OneWindow({ window }: { window: string }) {
  const [query, change] = useQuery();
  const [typed, setTyped] = useState(query.get("q") ?? "");
  useEffect(() => {
    const pause = setTimeout(() => typed !== (query.get("q") ?? "") && change({ q: typed, cursor: null }), 350);
    return () => clearTimeout(pause);
  });
  const [tenants] = useRemote<{ tenants: TenantView[] }>("/v1/tenants");
  const asked = new URLSearchParams({ window, limit: "50" });
  for (const name of ["q", "kind", "tenant", "cursor"]) if (query.get(name)) asked.set(name, query.get(name)!);
  const [remote, reload] = useRemote<UnusedServices>(`/v1/statistics/unused-services?${asked}`);
  const nameOf = (code: string) => {
    const tenant = tenants.state === "ready" ? tenants.value.tenants.find((one) => one.code === code) : undefined;
    return tenant ? inLocale(tenant.nameVi, tenant.nameEn) : code;
  };
  return (
    <>
      <div className="choices">
        <TextField id="unused-search" type="search" label={m.national_unused_search()} value={typed} onChange={setTyped} />
        <SelectField id="kind" label={m.statistics_group()} value={query.get("kind") ?? ""} onChange={(kind) => change({ kind, cursor: null })} options={[{ value: "", label: m.national_everybody() }, { value: "ministry", label: m.statistics_ministries() }, { value: "province", label: m.statistics_provinces() }]} />
      </div>
      <WhenReady remote={remote} retry={reload}>
        {(page) => (
          <>
            <AboutNumbers {...page} />
            <p role="status">{m.national_unused_count({ count: formatCount(page.count) })}</p>
            {page.services.length === 0 ? <EmptyState title={m.nothing_found()} /> : <DataTable caption={m.national_unused()} file={`unused-services-${window}`} columns={columnsOf(nameOf)} rows={page.services} rowKey={({ tenant, code }) => `${tenant}/${code}`} />}
            <nav className="actions" aria-label={m.national_pages()}>
              {query.get("cursor") && <ButtonLink href={addressOf(query, null)}>{m.national_first_page()}</ButtonLink>}
              {page.next && <ButtonLink href={addressOf(query, page.next)}>{m.national_next_page()}</ButtonLink>}
            </nav>
          </>
        )}
      </WhenReady>
    </>
  );
}

function addressOf(query: URLSearchParams, cursor: string | null): string {
  const next = new URLSearchParams(query);
  next.delete("cursor");
  if (cursor !== null) next.set("cursor", cursor);
  return `/national/unused?${next}`;
}

function columnsOf(nameOf: (code: string) => string): DataColumn<Row>[] {
  return [
    { id: "service", title: m.national_service(), isRowTitle: true, value: ({ nameVi, nameEn }) => inLocale(nameVi, nameEn), cell: (row) => <><a href={`/national/t/${row.tenant}/${row.code}`}>{inLocale(row.nameVi, row.nameEn)}</a> <span className="soft code">{row.code}</span></> },
    { id: "tenant", title: m.national_tenant(), value: ({ tenant }) => nameOf(tenant), cell: ({ tenant }) => <a href={`/national/t/${tenant}`}>{nameOf(tenant)}</a> },
    { id: "field", title: m.national_field(), value: ({ fieldVi, fieldEn }) => inLocale(fieldVi, fieldEn) },
    { id: "level", title: m.statistics_level(), value: ({ levelScheme, level }) => levelName(levelScheme, level) },
    { id: "since", title: m.national_online_since(), value: ({ onlineSince }) => formatDay(onlineSince) },
    { id: "elsewhere", title: m.national_elsewhere(), isCount: true, value: ({ actual }) => actual.total },
    { id: "reported", title: m.national_reported_online(), isCount: true, value: ({ reported }) => reported.online },
  ];
}
