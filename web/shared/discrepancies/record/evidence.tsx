import type { DiscrepancyDetail } from "../../../../worker/review/contract.ts";
import { m } from "../../../words/m.ts";
import { formatMoment } from "../../locale/format-moment.ts";
import { evidenceName, evidenceText } from "./evidence-words.ts";
import { ObservationSource } from "./observation-source.tsx";
import { RecordPart } from "./record-part.tsx";

/** Every observation with its evidence, the newest open. */
export function Evidence({ detail }: { detail: DiscrepancyDetail }) {
  return (
    <RecordPart id="panel-evidence" title={m.panel_evidence()}>
      {detail.occurrences.map((occurrence, index) => (
        <details key={occurrence.run} open={index === 0}>
          <summary>{formatMoment(occurrence.observedAt)}</summary>
          <EvidenceTable evidence={occurrence.evidence} />
          <ObservationSource detail={detail} occurrence={occurrence} />
          <p className="soft small run-number">{m.panel_run()}: <span className="code">{occurrence.run}</span></p>
        </details>
      ))}
    </RecordPart>
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
