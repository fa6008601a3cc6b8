import type { DueReport } from "../../../worker/submissions/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { WhenReady } from "../../shared/components/states.tsx";
import { formatPeriod } from "../../shared/locale/format-moment.ts";
import { reportTypeName } from "../../shared/locale/report-type-name.ts";
import { useForm } from "../../signing/use-form.ts";
import { PageTitle } from "../page-title.tsx";
import { ReportFiling } from "./report-filing.tsx";
import { useStartingDraft } from "./use-starting-draft.ts";

type Props = { session: SessionView; reportType: string; period: string; isReview: boolean };

/** One report of one period: filled in, reviewed, signed. */
export function ReportPage({ session, reportType, period, isReview }: Props) {
  const tenant = session.tenant.code;
  const [dues, reload] = useRemote<{ reports: DueReport[] }>(`/v1/t/${tenant}/due-reports`);
  const due = dues.state === "ready" ? dues.value.reports.find((report) => report.reportType === reportType && report.period === period) : undefined;
  const [form] = useForm(tenant, due ? due.form : null);
  const starting = useStartingDraft(session, reportType, period, dues, form);
  const title = `${reportTypeName(reportType)}, ${formatPeriod(period)}`;
  return (
    <>
      <PageTitle text={isReview ? m.review_title({ report: title }) : title} />
      <WhenReady remote={starting} retry={reload}>{(value) => <ReportFiling session={session} starting={value} isReview={isReview} />}</WhenReady>
    </>
  );
}
