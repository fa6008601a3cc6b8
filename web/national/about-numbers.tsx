import { m } from "../words/m.ts";
import { Notice } from "../shared/components/notice.tsx";
import { formatCount } from "../shared/locale/format-count.ts";
import { formatWindow } from "../shared/locale/format-moment.ts";

type About = { window: { id: string; from: string; to: string }; generated: boolean; coverage: { tenants: number; audited: number } };

/** Which days the numbers cover, how many tenants stand behind them, and whether they were made up. */
export function AboutNumbers({ window, generated, coverage }: About) {
  return (
    <>
      {generated && <Notice tone="attention" title={m.statistics_generated()}>{window.id === "2016" && <p>{m.statistics_generated_2016()}</p>}</Notice>}
      <p>{m.statistics_window({ window: formatWindow(window) })} {m.statistics_coverage({ audited: formatCount(coverage.audited), tenants: formatCount(coverage.tenants) })}</p>
    </>
  );
}
