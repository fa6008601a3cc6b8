import type { ContestedBatchList } from "../../../worker/filings/contract.ts";
import { m } from "../../words/m.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { WhenReady } from "../../shared/components/states.tsx";
import { formatCount } from "../../shared/locale/format-count.ts";
import { ContestedList } from "./contested-list.tsx";

/** Filings that only a compromised key of a system vouches for, until the system sends the same bytes under another. */
export function ContestedBatches({ tenant }: { tenant: string }) {
  const [contested, reload] = useRemote<ContestedBatchList>(`/v1/t/${tenant}/contested-batches`);
  return (
    <section>
      <h2>{m.contested_batches_title()}</h2>
      <WhenReady remote={contested} retry={reload}>
        {({ batches }) => (
          <ContestedList
            title={m.contested_batches_title()}
            text={m.contested_batches_text()}
            none={m.contested_batches_none()}
            rows={batches}
            rowKey={({ batch }) => batch}
            what={{ title: m.contested_batch(), cell: ({ batch }) => <span className="code small kid">{batch}</span> }}
            whoTitle={m.keys_integration()}
            who={({ integration }) => integration.name}
            more={[
              { id: "counted", title: m.contested_counted(), isCount: true, cell: ({ counted }) => formatCount(counted) },
              { id: "dig", title: m.contested_body(), cell: ({ bodyDigest }) => <span className="code small kid">{bodyDigest}</span> },
            ]}
          />
        )}
      </WhenReady>
    </section>
  );
}
