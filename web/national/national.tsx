import type { ComponentChildren } from "preact";
import type { SessionView } from "../../worker/tenancy/contract.ts";
import { m } from "../words/m.ts";
import { ButtonLink } from "../shared/components/button.tsx";
import { PageFrame, type Place } from "../shared/frame/page-frame.tsx";
import { useInnerLinks, usePath } from "../shared/place/place.ts";
import { RequireSession } from "../shared/session/require-session.tsx";
import { hasRole, useSession } from "../shared/session/use-session.ts";
import { MapPage } from "./map/map-page.tsx";
import { OwnPage } from "./own/own-page.tsx";
import { OpenDataPage } from "./open-data/open-data-page.tsx";
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
  const [session, reload] = useSession();
  const signedIn = session.state === "signed-in" ? session.session : null;
  useInnerLinks("/national", showFromTop);
  return (
    <PageFrame session={signedIn} places={listPlaces(path, signedIn)}>
      <div className="national">{path === "/national/own" ? <RequireSession session={session} retry={reload}>{(known) => <OwnPage session={known} />}</RequireSession> : pageAt(path)}</div>
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

function listPlaces(path: string, session: SessionView | null): Place[] {
  const place = (area: string, text: string): Place => ({ href: `/national${area}`, text, isHere: path === `/national${area}` });
  return [
    ...(session && session.tenant.kind !== "authority" ? [place("/own", m.overview())] : []),
    place("", m.national_table()),
    { ...place("/tenants", m.national_tenants()), isHere: path === "/national/tenants" || path.startsWith("/national/t/") },
    place("/map", m.national_map()),
    place("/unused", m.national_unused()),
    place("/silence", m.national_silence()),
    place("/rates", m.national_rates()),
    place("/open-data", m.national_open_data()),
    ...(session ? [workPlace(session)] : []),
  ];
}

/** The way back to the work: reports for who files them, the console for everybody else. */
function workPlace(session: SessionView): Place {
  return hasRole(session, "officer", "head") ? { href: "/fill", text: m.home_to_fill(), isHere: false } : { href: "/console", text: m.home_to_console(), isHere: false };
}

/** The new page begins at its top, with its content in focus. */
function showFromTop(): void {
  scrollTo(0, 0);
  document.getElementById("content")?.focus({ preventScroll: true });
}
