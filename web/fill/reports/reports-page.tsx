import { useEffect, useState } from "react";
import type { DueReport, DueReportList } from "../../../worker/submissions/contract.ts";
import type { ExtensionView } from "../../../worker/submissions/obligation-contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { useLater } from "../../shared/remote/use-later.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { EmptyState, WhenReady } from "../../shared/components/states.tsx";
import { hasRole } from "../../shared/session/use-session.ts";
import { KeyNotice } from "../../signing/key-notice.tsx";
import { useDeviceKey } from "../../signing/use-device-key.ts";
import { PageTitle } from "../page-title.tsx";
import { listDraftIds } from "../report/draft-store.ts";
import { loadMoreTime } from "../later-pages.tsx";
import { ComingReportCard } from "./coming-report-card.tsx";
import { DueReportCard } from "./due-report-card.tsx";
import { FiledList } from "./filed-list.tsx";
import { KeptDrafts } from "./kept-drafts.tsx";

/** What is due, what is done, and whether this device can sign. */
export function ReportsPage({ session }: { session: SessionView }) {
  const [dues, reload] = useRemote<DueReportList>(`/v1/t/${session.tenant.code}/due-reports`);
  const [extensions, reloadExtensions] = useRemote<{ extensions: ExtensionView[] }>(`/v1/t/${session.tenant.code}/extensions`);
  const [keyState, reloadKey] = useDeviceKey(session);
  const ContestedWork = useLater(async () => (await import("../approvals/contested-work.tsx")).ContestedWork);
  const MoreTime = useLater(loadMoreTime);
  const [drafts, setDrafts] = useState<readonly string[]>([]);
  useEffect(() => void listDraftIds().then(setDrafts), []);
  const isKeyNews = keyState.state !== "loading" && keyState.state !== "active" && keyState.state !== "failed";
  return (
    <>
      <PageTitle text={m.fill_reports()} />
      {isKeyNews && <KeyNotice keyState={keyState} address="/fill/key" reload={reloadKey} />}
      {ContestedWork && <ContestedWork tenant={session.tenant.code} />}
      {dues.state === "failed" && dues.error.code === "offline" && <KeptDrafts session={session} drafts={drafts} />}
      <WhenReady remote={dues} retry={reload}>
        {({ reports, coming }) => {
          // A head sees first what waits for nobody else.
          const isMine = ({ pending }: DueReport) => pending?.state === "waits-for-head" && hasRole(session, "head");
          const [mine, others] = [reports.filter(isMine), reports.filter((report) => !isMine(report))];
          const [open, filed] = [others.filter((report) => report.filed === null), others.filter((report) => report.filed !== null)];
          const moreTime = ({ reportType, period, dueOn }: { reportType: string; period: string; dueOn: string }) =>
            MoreTime && extensions.state === "ready" && <MoreTime session={session} report={{ reportType, period, dueOn }} extensions={extensions.value.extensions} changed={() => (reload(), reloadExtensions())} />;
          return (
            <>
              {mine.length > 0 && <h2>{m.approval_queue()}</h2>}
              {mine.map((report) => <DueReportCard key={report.reportType + report.period} session={session} report={report} drafts={drafts} />)}
              <h2>{m.due_heading()}</h2>
              {open.length === 0 && <EmptyState title={m.due_none()} />}
              {open.map((report) => <DueReportCard key={report.reportType + report.period} session={session} report={report} drafts={drafts}>{moreTime(report)}</DueReportCard>)}
              {coming.length > 0 && <h2>{m.coming_heading()}</h2>}
              {coming.map((report) => <ComingReportCard key={report.reportType + report.period} report={report}>{moreTime(report)}</ComingReportCard>)}
              {filed.length > 0 && <h2>{m.filed_heading()}</h2>}
              {filed.map((report) => <DueReportCard key={report.reportType + report.period} session={session} report={report} drafts={drafts} />)}
            </>
          );
        }}
      </WhenReady>
      <FiledList tenant={session.tenant.code} />
    </>
  );
}
