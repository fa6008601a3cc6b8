import { m } from "../../words/m.ts";
import { Button } from "../../shared/components/button.tsx";
import { useMedia } from "../../shared/look/use-media.ts";
import type { Neighbours } from "./use-neighbours.ts";

/** The way back to the list and on to its other rows, always in view. */
export function PanelBar({ neighbours: { previous, next }, open }: { neighbours: Neighbours; open: (reference: string | null) => void }) {
  const isBeside = useMedia("(min-width: 75rem)");
  return (
    <div className="panel-bar">
      {!isBeside && <h1 className="spoken-only">{m.console_discrepancies()}</h1>}
      <Button kind="quiet" icon={isBeside ? "cross" : "back"} onPress={() => open(null)}>{isBeside ? m.close() : m.panel_back()}</Button>
      <span className="panel-steps">
        <Button kind="quiet" disabled={previous === null} onPress={() => open(previous)}>{m.panel_previous()}</Button>
        <Button kind="quiet" disabled={next === null} onPress={() => open(next)}>{m.panel_next()}</Button>
      </span>
    </div>
  );
}
