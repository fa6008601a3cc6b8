import type { DiscrepancyDetail } from "../../../worker/review/contract.ts";
import { m } from "../../words/m.ts";
import { loadPanelWords } from "../../words/load-panel-words.ts";
import { later } from "../../shared/remote/later.tsx";
import { formatMoment } from "../../shared/locale/format-moment.ts";
import { evidenceName, evidenceText } from "./evidence-words.ts";

const ObservationSource = later(async () => (await import("./observation-source.tsx")).ObservationSource, loadPanelWords);

/** Every observation with its evidence, the newest open. */
export function Evidence({ detail }: { detail: DiscrepancyDetail }) {
  return (
    <section aria-labelledby="panel-evidence">
      <h3 id="panel-evidence" tabIndex={-1}>{m.panel_evidence()}</h3>
      {detail.occurrences.map((occurrence, index) => (
        <details key={occurrence.run} open={index === 0}>
          <summary>{formatMoment(occurrence.observedAt)}</summary>
          <EvidenceTable evidence={occurrence.evidence} />
          <ObservationSource detail={detail} occurrence={occurrence} />
          <p className="soft small run-number">{m.panel_run()}: <span className="code">{occurrence.run}</span></p>
        </details>
      ))}
    </section>
  );
}

function EvidenceTable({ evidence }: { evidence: Record<string, unknown> }) {
  return (
    <dl className="evidence">
      {Object.entries(evidence).map(([name, value]) => (
        <div key={name} className={isGroup(value) ? "evidence-group" : undefined}>
          <dt>{evidenceName(name)}</dt>
          <dd>{isGroup(value) ? <EvidenceTable evidence={value} /> : evidenceText(name, value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
