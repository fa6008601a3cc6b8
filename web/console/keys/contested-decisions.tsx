import type { ContestedDecisionList, ContestedDecisionView } from "../../../worker/review/contract.ts";
import { m } from "../../words/m.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { EmptyState, WhenReady } from "../../shared/components/states.tsx";
import { Table } from "../../shared/components/table.tsx";
import { inLocale } from "../../shared/locale/current-locale.ts";
import { formatMoment, formatPeriod } from "../../shared/locale/format-moment.ts";
import { ruleNames, transitionNames } from "../../shared/discrepancies/words.ts";

/** What a stolen key of the authority decided and nobody has confirmed or opened anew; each leads to its discrepancy. */
export function ContestedDecisions({ tenant }: { tenant: string }) {
  const [contested, reload] = useRemote<ContestedDecisionList>(`/v1/t/${tenant}/contested-decisions`);
  return (
    <section>
      <h2>{m.contested_decisions_title()}</h2>
      <WhenReady remote={contested} retry={reload}>
        {({ decisions }) =>
          decisions.length === 0 ? (
            <EmptyState title={m.contested_decisions_none()} />
          ) : (
            <>
              <p>{m.contested_decisions_text()}</p>
              <Table<ContestedDecisionView>
                caption={m.contested_decisions_title()}
                rows={decisions}
                rowKey={({ jti }) => jti}
                columns={[
                  { id: "what", title: m.panel_discrepancy(), isRowTitle: true, cell: ({ discrepancy: { tenant: unit, id, nameVi, nameEn, rule, period } }) => <><a href={`/console/discrepancies?open=${unit}/${id}`}>{inLocale(nameVi, nameEn) || ruleNames[rule]()}</a><br /><span className="soft small">{unit} · {ruleNames[rule]()} · {formatPeriod(period)}</span></> },
                  { id: "decision", title: m.contested_decision(), cell: ({ transition }) => transitionNames[transition]() },
                  { id: "who", title: m.contested_signer(), cell: ({ signer }) => signer.name ?? signer.id },
                  { id: "at", title: m.contested_at(), cell: ({ receivedAt }) => formatMoment(receivedAt) },
                ]}
              />
            </>
          )
        }
      </WhenReady>
    </section>
  );
}
