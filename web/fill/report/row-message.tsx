import type { FormPackage } from "../../../worker/forms/contract.ts";
import { m } from "../../words/m.ts";
import { Icon } from "../../shared/components/icon.tsx";
import { formatCount, formatDifference } from "../../shared/locale/format-count.ts";
import type { Disagreement } from "./disagreements.ts";

/** What does not agree in a row: which columns, and by how much. Said politely when it changes. */
export function RowMessage({ id, disagreements }: { id: string; disagreements: readonly Disagreement[]; pkg?: FormPackage }) {
  return (
    <div id={id} className="row-message" aria-live="polite">
      {disagreements.map((one) => (
        <p key={one.id} className={one.level === "error" ? "row-fault" : "row-warning"}>
          <Icon name={one.level === "error" ? "octagon" : "triangle"} /> {one.text}{" "}
          {one.by !== null && one.expected !== null && <strong>{m.disagrees_by({ by: formatDifference(one.by), expected: formatCount(one.expected) })}</strong>}
        </p>
      ))}
    </div>
  );
}
