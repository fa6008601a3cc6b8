import { BrowserRouter, Navigate, Route, Routes, useLocation } from "react-router";
import type { ComponentChildren } from "preact";
import type { SessionView } from "../../worker/tenancy/contract.ts";
import { m } from "../words/m.ts";
import { PageFrame, type Place } from "../shared/frame/page-frame.tsx";
import { LoadingState } from "../shared/components/states.tsx";
import { RequireSession } from "../shared/session/require-session.tsx";
import { hasRole, useSession } from "../shared/session/use-session.ts";
import { AnchorsPage, CalendarPage, IntegrationsPage, KeysPage, OrdersPage, PeoplePage, QualityPage, ReportingPage, RuleSetsPage, RunsPage, ServicesPage, SettingsPage, WorklistPage } from "./later-pages.tsx";
import { NoticesPage } from "./notices-page.tsx";
import { useInnerLinks } from "./use-inner-links.ts";
import { GoToNational } from "./go-to-national.tsx";

/** The desk of auditors and administrators, and the public national table. */
export function Console() {
  return (
    <BrowserRouter basename="/console">
      <Pages />
    </BrowserRouter>
  );
}

function Pages() {
  useInnerLinks();
  const [session, reload] = useSession();
  const signedIn = session.state === "signed-in" ? session.session : null;
  const behindSignIn = (page: (session: SessionView) => ComponentChildren) => (
    <RequireSession session={session} retry={reload}>{page}</RequireSession>
  );
  return (
    <PageFrame session={signedIn} places={usePlaces(signedIn)} isWide>
      <Routes>
        <Route path="/" element={session.state === "loading" ? <LoadingState /> : signedIn ? <Navigate to="/discrepancies" replace /> : <GoToNational />} />
        <Route path="/statistics" element={<GoToNational />} />
        <Route path="/services" element={session.state === "loading" ? <LoadingState /> : <ServicesPage session={signedIn} />} />
        <Route path="/discrepancies" element={behindSignIn((known) => <WorklistPage session={known} />)} />
        <Route path="/orders" element={behindSignIn((session) => <OrdersPage session={session} />)} />
        <Route path="/notices" element={behindSignIn((known) => <NoticesPage session={known} />)} />
        <Route path="/quality" element={behindSignIn(() => <QualityPage />)} />
        <Route path="/runs" element={behindSignIn((known) => <RunsPage session={known} />)} />
        <Route path="/rule-sets" element={behindSignIn((known) => <RuleSetsPage session={known} />)} />
        <Route path="/reporting" element={behindSignIn((known) => <ReportingPage session={known} />)} />
        <Route path="/calendar" element={session.state === "loading" ? <LoadingState /> : <CalendarPage session={signedIn} />} />
        <Route path="/keys" element={behindSignIn((known) => <KeysPage session={known} />)} />
        <Route path="/anchors" element={behindSignIn((known) => <AnchorsPage session={known} />)} />
        <Route path="/integrations" element={behindSignIn((known) => <IntegrationsPage session={known} />)} />
        <Route path="/people" element={behindSignIn((known) => <PeoplePage session={known} />)} />
        <Route path="/settings" element={behindSignIn((known) => <SettingsPage session={known} />)} />
        <Route path="*" element={<Navigate to="/" replace />} />
      </Routes>
    </PageFrame>
  );
}

function usePlaces(session: SessionView | null): Place[] {
  const here = useLocation().pathname;
  const place = (path: string, text: string): Place => ({ href: `/console${path}`, text, isHere: here === path });
  const open = [{ href: "/national", text: m.console_statistics(), isHere: false }, place("/services", m.console_services()), place("/calendar", m.console_calendar())];
  if (!session) return open;
  return [
    ...(session.tenant.kind === "authority" ? [] : [{ href: "/national/own", text: m.overview(), isHere: false }]),
    place("/discrepancies", m.console_discrepancies()),
    place("/reporting", m.console_reporting()),
    place("/runs", m.console_runs()),
    ...(hasRole(session, "auditor", "supervisor", "operator") ? [place("/quality", m.quality())] : []),
    ...(session.tenant.kind === "authority" ? [place("/rule-sets", m.console_rule_sets())] : []),
    ...open,
    place("/keys", m.console_keys()),
    ...(hasRole(session, "administrator", "operator") ? [place("/people", m.console_people())] : []),
    ...(hasRole(session, "administrator") && session.tenant.kind !== "authority" ? [place("/integrations", m.console_integrations())] : []),
    ...(hasRole(session, "administrator", "operator") ? [place("/anchors", m.console_anchors())] : []),
    ...(hasRole(session, "administrator") ? [place("/settings", m.console_settings())] : []),
    ...(hasRole(session, "officer", "head") ? [{ href: "/fill", text: m.console_to_fill(), isHere: false }] : []),
  ];
}
