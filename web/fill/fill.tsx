import type { ComponentChildren } from "preact";
import type { SessionView } from "../../worker/tenancy/contract.ts";
import { m } from "../words/m.ts";
import { ButtonLink } from "../shared/components/button.tsx";
import { PageFrame, type Place } from "../shared/frame/page-frame.tsx";
import { useInnerLinks, usePath } from "../shared/place/place.ts";
import { RequireSession } from "../shared/session/require-session.tsx";
import { hasRole } from "../shared/session/use-session.ts";
import { ApprovalPage, DiscrepanciesPage, DiscrepancyPage, KeyPage, ReceiptPage, ReportPage } from "./later-pages.tsx";
import { NoticesPage } from "./notices-page.tsx";
import { PageTitle } from "./page-title.tsx";
import { ReportsPage } from "./reports/reports-page.tsx";
import { useFillSession } from "./use-fill-session.ts";

/** Filling in, signing and sending: the part of the platform that must be usable on a phone on a slow network. */
export function Fill() {
  const [session, reload] = useFillSession();
  const path = usePath();
  useInnerLinks("/fill");
  const signedIn = session.state === "signed-in" ? session.session : null;
  return (
    <PageFrame session={signedIn} places={signedIn ? listPlaces(signedIn, path) : []} isWide={isWidePage(path)}>
      <RequireSession session={session} retry={reload}>{(known) => pageAt(path, known)}</RequireSession>
    </PageFrame>
  );
}

function pageAt(path: string, session: SessionView): ComponentChildren {
  const [, , area, first, second, third] = path.split("/").map(decodeURIComponent);
  if (area === undefined) return <ReportsPage session={session} />;
  if (area === "key") return <KeyPage session={session} />;
  if (area === "reports" && first && second) return <ReportPage key={`${first}/${second}`} session={session} reportType={first} period={second} isReview={third === "review"} />;
  if (area === "submissions" && first) return <ReceiptPage session={session} jti={first} />;
  if (area === "approvals" && first) return <ApprovalPage key={first} session={session} jti={first} />;
  if (area === "discrepancies" && first) return <DiscrepancyPage key={first} session={session} id={first} isReview={second === "review"} />;
  if (area === "notices") return <NoticesPage session={session} />;
  if (area === "discrepancies") return <DiscrepanciesPage session={session} />;
  return (
    <>
      <PageTitle text={m.nothing_here()} />
      <ButtonLink href="/fill">{m.fill_reports()}</ButtonLink>
    </>
  );
}

/** The table of a report needs the whole screen; text does not. */
function isWidePage(path: string): boolean {
  return path.startsWith("/fill/reports/") && !path.endsWith("/review");
}

function listPlaces(session: SessionView, path: string): Place[] {
  const isAt = (start: string) => path === start || path.startsWith(`${start}/`);
  return [
    { href: "/fill", text: m.fill_reports(), isHere: path === "/fill" || isAt("/fill/reports") || isAt("/fill/submissions") || isAt("/fill/approvals") },
    { href: "/fill/discrepancies", text: m.fill_discrepancies(), isHere: isAt("/fill/discrepancies") },
    { href: "/national/own", text: m.overview(), isHere: false },
    { href: "/fill/key", text: m.fill_key_short(), isHere: isAt("/fill/key") },
    ...(hasRole(session, "administrator", "auditor", "supervisor") ? [{ href: "/console", text: m.home_to_console(), isHere: false }] : []),
  ];
}
