import type { ServicesStatistics } from "../../../worker/statistics/contract.ts";
import { m } from "../../words/m.ts";
import { WhenReady } from "../../shared/components/states.tsx";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { AboutNumbers } from "../about-numbers.tsx";
import { Definitions } from "../definitions.tsx";
import { WindowPage } from "../window-page.tsx";
import { LevelTable } from "./level-table.tsx";

/** The table of the yearly report, for anyone: ministries beside provinces, every share with what it is made of. */
export function TablePage() {
  return (
    <WindowPage title={m.statistics_title()} lead={m.statistics_lead()}>
      {({ window }) => <OneWindow window={window.id} />}
    </WindowPage>
  );
}

function OneWindow({ window }: { window: string }) {
  const [remote, reload] = useRemote<ServicesStatistics>(`/v1/statistics/services?window=${encodeURIComponent(window)}`);
  return (
    <WhenReady remote={remote} retry={reload}>
      {(statistics) => (
        <>
          <AboutNumbers {...statistics} />
          <LevelTable groups={statistics.groups} window={window} />
          <nav className="onward" aria-label={m.national_onward()}>
            <a href={`/national/tenants?window=${window}`}>{m.national_to_tenants()}</a>
            <a href={`/national/unused?window=${window}`}>{m.national_to_unused()}</a>
            <a href={`/national/silence?window=${window}`}>{m.national_to_silence()}</a>
            <a href={`/national/rates?window=${window}`}>{m.national_to_rates()}</a>
          </nav>
          <Definitions definitions={[statistics.definition]} />
        </>
      )}
    </WhenReady>
  );
}
