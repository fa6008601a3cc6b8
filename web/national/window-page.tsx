import type { ComponentChildren } from "preact";
import type * as z from "zod";
import type { MergerView } from "../../worker/directory/contract.ts";
import type { statisticsWindows } from "../../worker/statistics/contract.ts";
import { m } from "../words/m.ts";
import { Button } from "../shared/components/button.tsx";
import { SelectField } from "../shared/components/field.tsx";
import { EmptyState, WhenReady } from "../shared/components/states.tsx";
import { formatPeriod, formatWindow } from "../shared/locale/format-moment.ts";
import { useRemote } from "../shared/remote/use-remote.ts";
import { widestWindow, type FigureWindow } from "../shared/statistics/widest-window.ts";
import { useQuery } from "../shared/place/place.ts";
import { usePageTitle } from "../shared/place/use-page-title.ts";

export type Chosen = { window: FigureWindow; view: MergerView };

/** A page about one window: its title, the choice of window and of borders, and what is shown of it. */
export function WindowPage({ title, lead, hasView = false, children }: { title: string; lead: string; hasView?: boolean; children: (chosen: Chosen) => ComponentChildren }) {
  usePageTitle(title);
  const [windows, reload] = useRemote<z.infer<typeof statisticsWindows>>("/v1/statistics/windows");
  return (
    <>
      <h1>{title}</h1>
      <p className="lead">{lead}</p>
      <WhenReady remote={windows} retry={reload}>
        {({ windows: known }) => (known.length === 0 ? <EmptyState title={m.statistics_none()} /> : <Chosen windows={known} hasView={hasView}>{children}</Chosen>)}
      </WhenReady>
    </>
  );
}

function Chosen({ windows, hasView, children }: { windows: readonly FigureWindow[]; hasView: boolean; children: (chosen: Chosen) => ComponentChildren }) {
  const [query, change] = useQuery();
  const window = windows.find(({ id }) => id === query.get("window")) ?? widestWindow(windows)!;
  const view: MergerView = query.get("view") === "as-now" ? "as-now" : "as-was";
  return (
    <>
      <div className="choices">
        <SelectField id="window" label={m.national_window()} value={window.id} onChange={(id) => change({ window: id, cursor: null })} options={windows.toReversed().map(({ id, from, to }) => ({ value: id, label: `${formatPeriod(id)} (${formatWindow({ from, to })})` }))} />
        {hasView && (
          <SelectField id="view" label={m.national_view()} value={view} onChange={(value) => change({ view: value === "as-was" ? null : value })} options={[{ value: "as-was", label: m.national_as_was() }, { value: "as-now", label: m.national_as_now() }]} />
        )}
        <Button kind="quiet" icon="print" onPress={() => print()}>{m.national_print()}</Button>
      </div>
      {children({ window, view })}
    </>
  );
}
