import type { ContestedList, SubmissionView } from "../../../worker/submissions/contract.ts";
import { m } from "../../words/m.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { EmptyState, WhenReady } from "../../shared/components/states.tsx";
import { Table } from "../../shared/components/table.tsx";
import { formatMoment, formatPeriod } from "../../shared/locale/format-moment.ts";
import { reportTypeName } from "../../shared/locale/report-type-name.ts";

/** What a compromised key has put in doubt and nobody has confirmed: the administrator sees what is left and whose it is. */
export function ContestedSubmissions({ tenant }: { tenant: string }) {
  const [contested, reload] = useRemote<ContestedList>(`/v1/t/${tenant}/contested-submissions`);
  return (
    <section>
      <h2>{m.contested_title()}</h2>
      <WhenReady remote={contested} retry={reload}>
        {({ submissions }) =>
          submissions.length === 0 ? (
            <EmptyState title={m.contested_none()} />
          ) : (
            <>
              <p>{m.contested_text()}</p>
              <Table<SubmissionView>
                caption={m.contested_title()}
                rows={submissions}
                rowKey={({ jti }) => jti}
                columns={[
                  { id: "what", title: m.contested_what(), isRowTitle: true, cell: ({ reportType, period, form }) => (reportType && period ? `${reportTypeName(reportType)}, ${formatPeriod(period)}` : form.id) },
                  { id: "who", title: m.contested_signer(), cell: ({ signer }) => signer.name ?? signer.id },
                  { id: "at", title: m.contested_at(), cell: ({ receivedAt }) => formatMoment(receivedAt) },
                  { id: "kid", title: m.keys_number(), cell: ({ kid }) => <span className="code small kid">{kid}</span> },
                ]}
              />
            </>
          )
        }
      </WhenReady>
    </section>
  );
}
