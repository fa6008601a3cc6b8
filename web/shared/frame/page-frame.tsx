import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "react";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { Announcements } from "../components/announcements.tsx";
import { ClockBanner } from "../components/clock-banner.tsx";
import { OfflineBanner } from "../components/states.tsx";
import { inLocale } from "../locale/current-locale.ts";
import { NoticeBell } from "../notices/notice-bell.tsx";
import { AppearanceSwitches } from "./appearance-switches.tsx";
import { OfficerMenu } from "./officer-menu.tsx";

export type Place = { href: string; text: string; isHere: boolean };

/**
 * What every page has: skip link, the platform's name, whose page it is, where one can go, language and colours, and the
 * ribbon that says the people and numbers are made up. `isWide` is for lists that need the whole screen.
 */
export function PageFrame({ session, places = [], isWide = false, children }: { session: SessionView | null; places?: readonly Place[]; isWide?: boolean; children: ComponentChildren }) {
  return (
    <>
      <a className="skip" href="#content">{m.skip_to_content()}</a>
      <header className="page-header">
        <div className="page-header-row">
          <a className="platform" href="/">
            <img src="/mark.svg" alt="" width="32" height="32" />
            <span className="platform-words">
              <span className="platform-name">Đối Soát</span>
              {session && <span className="header-tenant">{inLocale(session.tenant.nameVi, session.tenant.nameEn)}</span>}
            </span>
          </a>
          <div className="header-end">
            <AppearanceSwitches />
            {session && <NoticeBell href={location.pathname.startsWith("/fill") ? "/fill/notices" : "/console/notices"} />}
            {session && <OfficerMenu session={session} />}
          </div>
        </div>
        {places.length > 0 && <Places places={places} />}
        {session?.officer.generated && <p className="demo-ribbon">{m.demo_ribbon()}</p>}
      </header>
      <main id="content" tabIndex={-1}>
        <OfflineBanner />
        <ClockBanner />
        <div className={isWide ? "content wide" : "content"}>{children}</div>
      </main>
      <Announcements />
    </>
  );
}

/** On a phone the row is longer than the screen: the place where one is stands in the middle of it. */
function Places({ places }: { places: readonly Place[] }) {
  const row = useRef<HTMLElement>(null);
  const here = places.find(({ isHere }) => isHere)?.href;
  useEffect(() => row.current?.querySelector("[aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" }), [here]);
  return (
    <nav ref={row} className="places" aria-label={m.places()}>
      {places.map((place) => <a key={place.href} href={place.href} aria-current={place.isHere ? "page" : undefined}>{place.text}</a>)}
    </nav>
  );
}
