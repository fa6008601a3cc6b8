import type { ContestedBatchList, ContestedBatchView } from "../../../worker/filings/contract.ts";
import { m } from "../../words/m.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { EmptyState, WhenReady } from "../../shared/components/states.tsx";
import { Table } from "../../shared/components/table.tsx";
import { formatCount } from "../../shared/locale/format-count.ts";
import { formatMoment } from "../../shared/locale/format-moment.ts";

/** Filings that only a compromised key of a system vouches for, until the system sends the same bytes under another. */
export function ContestedBatches({ tenant }: { tenant: string }) {
  const [contested, reload] = useRemote<ContestedBatchList>(`/v1/t/${tenant}/contested-batches`);
  return (
    <section>
      <h2>{m.contested_batches_title()}</h2>
      <WhenReady remote={contested} retry={reload}>
        {({ batches }) =>
          batches.length === 0 ? (
            <EmptyState title={m.contested_batches_none()} />
          ) : (
            <>
              <p>{m.contested_batches_text()}</p>
              <Table<ContestedBatchView>
                caption={m.contested_batches_title()}
                rows={batches}
                rowKey={({ batch }) => batch}
                columns={[
                  { id: "what", title: m.contested_batch(), isRowTitle: true, cell: ({ batch }) => <span className="code small kid">{batch}</span> },
                  { id: "who", title: m.keys_integration(), cell: ({ integration }) => integration.name },
                  { id: "counted", title: m.contested_counted(), isCount: true, cell: ({ counted }) => formatCount(counted) },
                  { id: "at", title: m.contested_at(), cell: ({ receivedAt }) => formatMoment(receivedAt) },
                  { id: "dig", title: m.contested_body(), cell: ({ bodyDigest }) => <span className="code small kid">{bodyDigest}</span> },
                ]}
              />
            </>
          )
        }
      </WhenReady>
    </section>
  );
}
