import type { ContestedDecisionList } from "../../../worker/review/contract.ts";
import type { ExtensionView } from "../../../worker/submissions/obligation-contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { WhenReady } from "../../shared/components/states.tsx";
import { formatCount } from "../../shared/locale/format-count.ts";
import { inLocale } from "../../shared/locale/current-locale.ts";
import { formatDay, formatPeriod } from "../../shared/locale/format-moment.ts";
import { reportTypeName } from "../../shared/locale/report-type-name.ts";
import { ruleNames, transitionNames } from "../../shared/discrepancies/words.ts";
import { hasRole } from "../../shared/session/use-session.ts";
import { ContestedList } from "./contested-list.tsx";

/** What a stolen key of the authority decided and nobody has confirmed, opened anew or decided again; each leads to where that is done. */
export function ContestedDecisions({ session }: { session: SessionView }) {
  const [contested, reload] = useRemote<ContestedDecisionList>(`/v1/t/${session.tenant.code}/contested-decisions`);
  return (
    <>
      <section>
        <h2>{m.contested_decisions_title()}</h2>
        <WhenReady remote={contested} retry={reload}>
          {({ decisions, manifests }) => (
            <>
              <ContestedList
                title={m.contested_decisions_title()}
                text={m.contested_decisions_text()}
                none={m.contested_decisions_none()}
                rows={decisions}
                rowKey={({ jti, discrepancy }) => `${jti}/${discrepancy.id}`}
                what={{ title: m.panel_discrepancy(), cell: ({ discrepancy: { tenant: unit, id, nameVi, nameEn, rule, period } }) => <><a href={`/console/discrepancies?open=${unit}/${id}`}>{inLocale(nameVi, nameEn) || ruleNames[rule]()}</a><br /><span className="soft small">{unit} · {ruleNames[rule]()} · {formatPeriod(period)}</span></> }}
                who={({ signer }) => signer.name ?? signer.id}
                more={[{ id: "decision", title: m.contested_decision(), cell: ({ transition, isPart }) => <>{transitionNames[transition]()}{isPart && <><br /><span className="soft small">{m.contested_part()}</span></>}</> }]}
              />
              {manifests.length > 0 && (
                <>
                  <h3>{m.contested_manifests_title()}</h3>
                  <ContestedList
                    title={m.contested_manifests_title()}
                    text={m.contested_manifests_text()}
                    none={m.contested_decisions_none()}
                    rows={manifests}
                    rowKey={({ jti }) => jti}
                    what={{ title: m.contested_decision(), cell: ({ transition, jti }) => <>{transitionNames[transition]()}<br /><span className="code small kid">{jti}</span></> }}
                    who={({ signer }) => signer.name ?? signer.id}
                    more={[{ id: "resting", title: m.contested_resting(), cell: ({ resting, moved }) => m.contested_resting_of({ resting: formatCount(resting), moved: formatCount(moved) }) }]}
                  />
                </>
              )}
            </>
          )}
        </WhenReady>
      </section>
      {hasRole(session, "auditor", "supervisor", "operator") && <ContestedExtensions />}
    </>
  );
}

/** Answers to requests for more time; they are decided anew where all requests are. */
function ContestedExtensions() {
  const [extensions, reload] = useRemote<{ extensions: ExtensionView[] }>("/v1/extensions");
  return (
    <section>
      <h2>{m.contested_extensions_title()}</h2>
      <WhenReady remote={extensions} retry={reload}>
        {({ extensions: found }) => (
          <ContestedList
            title={m.contested_extensions_title()}
            text={m.contested_extensions_text()}
            none={m.contested_extensions_none()}
            rows={found.filter(({ isContested }) => isContested).map((extension) => ({ ...extension, receivedAt: extension.decidedAt! }))}
            rowKey={({ id }) => id}
            what={{ title: m.contested_what(), cell: ({ tenant: unit, reportType, period }) => <><a href="/console/reporting#extensions-title">{reportTypeName(reportType)}, {formatPeriod(period)}</a><br /><span className="soft small">{unit}</span></> }}
            who={({ decidedBy }) => decidedBy!.name ?? decidedBy!.id}
            more={[{ id: "decision", title: m.contested_decision(), cell: ({ state, until }) => (state === "granted" ? m.contested_granted({ day: formatDay(until!) }) : m.contested_refused()) }]}
          />
        )}
      </WhenReady>
    </section>
  );
}
