import type { ContestedList as Contested } from "../../../worker/submissions/contract.ts";
import { m } from "../../words/m.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { WhenReady } from "../../shared/components/states.tsx";
import { formatPeriod } from "../../shared/locale/format-moment.ts";
import { reportTypeName } from "../../shared/locale/report-type-name.ts";
import { ContestedList } from "./contested-list.tsx";

/** What a compromised key has put in doubt and nobody has confirmed: the administrator sees what is left and whose it is. */
export function ContestedSubmissions({ tenant }: { tenant: string }) {
  const [contested, reload] = useRemote<Contested>(`/v1/t/${tenant}/contested-submissions`);
  return (
    <section>
      <h2>{m.contested_title()}</h2>
      <WhenReady remote={contested} retry={reload}>
        {({ submissions }) => (
          <ContestedList
            title={m.contested_title()}
            text={m.contested_text()}
            none={m.contested_none()}
            rows={submissions}
            rowKey={({ jti }) => jti}
            what={{ title: m.contested_what(), cell: ({ reportType, period, form }) => (reportType && period ? `${reportTypeName(reportType)}, ${formatPeriod(period)}` : form.id) }}
            who={({ signer }) => signer.name ?? signer.id}
            more={[{ id: "kid", title: m.keys_number(), cell: ({ kid }) => <span className="code small kid">{kid}</span> }]}
          />
        )}
      </WhenReady>
    </section>
  );
}
