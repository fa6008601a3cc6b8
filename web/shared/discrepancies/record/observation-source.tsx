import type { DiscrepancyDetail } from "../../../../worker/review/contract.ts";
import { m } from "../../../words/m.ts";

type Props = { detail: DiscrepancyDetail; occurrence: DiscrepancyDetail["occurrences"][number] };

/** Where the actual number came from, what fixes it, and the evidence as it is stored. */
export function ObservationSource({ detail, occurrence: { facts, ruleSet, evidence } }: Props) {
  const isCounted = "counters" in evidence || "signals" in evidence || detail.sides === "count";
  return (
    <>
      <dl className="evidence">
        <div><dt>{m.observation_source()}</dt><dd>{isCounted ? m.observation_counters() : m.observation_report()}</dd></div>
        <div><dt>{m.observation_rule_set()}</dt><dd className="code">{ruleSet}</dd></div>
        {facts && <div><dt>{m.observation_facts()}</dt><dd className="code">{facts}</dd></div>}
      </dl>
      <details className="small">
        <summary>{m.observation_raw()}</summary>
        <pre className="transcript" tabIndex={0}>{JSON.stringify(evidence, null, 2)}</pre>
      </details>
    </>
  );
}
