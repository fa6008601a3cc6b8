import type { ComponentChildren } from "preact";
import { m } from "../words/m.ts";
import { ButtonLink } from "../shared/components/button.tsx";
import { PageFrame, type Place } from "../shared/frame/page-frame.tsx";
import { useSession } from "../shared/session/use-session.ts";
import { MapPage } from "./map/map-page.tsx";
import { OpenDataPage } from "./open-data/open-data-page.tsx";
import { useInnerLinks, usePath } from "./place.ts";
import { RatesPage } from "./rates/rates-page.tsx";
import { SilencePage } from "./silence/silence-page.tsx";
import { TablePage } from "./table/table-page.tsx";
import { ServicePage } from "./tenant/service-page.tsx";
import { TenantPage } from "./tenant/tenant-page.tsx";
import { TenantsPage } from "./tenants/tenants-page.tsx";
import { UnusedPage } from "./unused/unused-page.tsx";

/** The public pages: what the audits say of the whole country, down to one service and the documents behind it. */
export function National() {
  const path = usePath();
  const [session] = useSession();
  useInnerLinks();
  return (
    <PageFrame session={session.state === "signed-in" ? session.session : null} places={listPlaces(path)}>
      <div className="national">{pageAt(path)}</div>
    </PageFrame>
  );
}

function pageAt(path: string): ComponentChildren {
  const [, , area, first, second] = path.split("/").map(decodeURIComponent);
  if (area === undefined) return <TablePage />;
  if (area === "tenants") return <TenantsPage />;
  if (area === "map") return <MapPage />;
  if (area === "unused") return <UnusedPage />;
  if (area === "silence") return <SilencePage />;
  if (area === "rates") return <RatesPage />;
  if (area === "open-data") return <OpenDataPage />;
  if (area === "t" && first && second) return <ServicePage key={`${first}/${second}`} tenant={first} code={second} />;
  if (area === "t" && first) return <TenantPage key={first} code={first} />;
  return (
    <>
      <h1>{m.national_nothing_here()}</h1>
      <ButtonLink href="/national">{m.national_table()}</ButtonLink>
    </>
  );
}

function listPlaces(path: string): Place[] {
  const place = (area: string, text: string): Place => ({ href: `/national${area}`, text, isHere: path === `/national${area}` });
  return [
    place("", m.national_table()),
    { ...place("/tenants", m.national_tenants()), isHere: path === "/national/tenants" || path.startsWith("/national/t/") },
    place("/map", m.national_map()),
    place("/unused", m.national_unused()),
    place("/silence", m.national_silence()),
    place("/rates", m.national_rates()),
    place("/open-data", m.national_open_data()),
  ];
}
