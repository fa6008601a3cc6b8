import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { ButtonLink } from "../../shared/components/button.tsx";
import { WhenReady } from "../../shared/components/states.tsx";
import { formatMoment } from "../../shared/locale/format-moment.ts";
import { useRuns } from "../runs/use-runs.ts";

/** An empty list says what was checked, and never "all clear" after a failed run. */
export function LastRun({ session }: { session: SessionView }) {
  const [remote, reload] = useRuns(session);
  return (
    <WhenReady remote={remote} retry={reload}>
      {({ runs }) => {
        const [last] = runs;
        if (!last) return <p>{m.last_run_none()}</p>;
        const failed = runs.filter((run) => run.state === "failed").length;
        return (
          <>
            <p>{m.last_run({ at: formatMoment(last.startedAt), services: last.services ?? 0, findings: last.findings ?? 0 })}</p>
            {failed > 0 && <p className="field-error">{m.last_run_failed({ count: failed })}</p>}
            <ButtonLink href="/console/runs">{m.console_runs()}</ButtonLink>
          </>
        );
      }}
    </WhenReady>
  );
}
