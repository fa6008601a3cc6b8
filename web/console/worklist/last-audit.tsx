import type { AuditNightDetail, AuditNightList } from "../../../worker/audit/night-contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { ButtonLink } from "../../shared/components/button.tsx";
import { Notice } from "../../shared/components/notice.tsx";
import { WhenReady } from "../../shared/components/states.tsx";
import { formatCount } from "../../shared/locale/format-count.ts";
import { formatMoment } from "../../shared/locale/format-moment.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { useRuns } from "../runs/use-runs.ts";
import { failuresOf, summariseNight, summariseRuns, type AuditSummary } from "./audit-summary.ts";

/** Over the list, whatever it shows: what could not be audited last cannot be in it. Nothing when all could. */
export function AuditBanner({ session }: { session: SessionView }) {
  return session.tenant.kind === "authority" ? <BannerOfNight /> : <BannerOfRuns session={session} />;
}

/** In place of an empty list: what was audited last, and what of it was without a finding. */
export function LastAudit({ session }: { session: SessionView }) {
  return session.tenant.kind === "authority" ? <OfNight session={session} /> : <OfRuns session={session} />;
}

function BannerOfNight() {
  const [remote] = useRemote<AuditNightList>("/v1/audit-nights");
  const [last] = remote.state === "ready" ? remote.value.nights : [];
  return last ? <Banner failed={failuresOf(last)} /> : null;
}

function BannerOfRuns({ session }: { session: SessionView }) {
  const [remote] = useRuns(session);
  return remote.state === "ready" ? <Banner failed={summariseRuns(remote.value.runs)?.failed ?? 0} /> : null;
}

function Banner({ failed }: { failed: number }) {
  if (failed === 0) return null;
  return <Notice tone="bad" isUrgent title={m.last_run_failed({ count: formatCount(failed) })}><ButtonLink href="/console/runs">{m.console_runs()}</ButtonLink></Notice>;
}

/** Where no night has run yet, audits may have been ordered one by one. */
function OfNight({ session }: { session: SessionView }) {
  const [remote, reload] = useRemote<AuditNightList>("/v1/audit-nights");
  const last = remote.state === "ready" ? remote.value.nights[0] : undefined;
  const [night, again] = useRemote<AuditNightDetail>(last ? `/v1/audit-nights/${last.key}` : null);
  return <WhenReady remote={remote} retry={reload}>{() => (last ? <WhenReady remote={night} retry={again}>{(detail) => <Summary summary={summariseNight(detail)} />}</WhenReady> : <OfRuns session={session} />)}</WhenReady>;
}

function OfRuns({ session }: { session: SessionView }) {
  const [remote, reload] = useRuns(session);
  return <WhenReady remote={remote} retry={reload}>{({ runs }) => <Summary summary={summariseRuns(runs)} />}</WhenReady>;
}

function Summary({ summary }: { summary: AuditSummary | null }) {
  if (!summary) return <p>{m.last_run_none()}</p>;
  const { at, checked, matched, findings, isUnderWay } = summary;
  return (
    <>
      <p>{m.last_run({ at: formatMoment(at), checked: formatCount(checked), matched: formatCount(matched), findings: formatCount(findings) })}</p>
      {isUnderWay && <p>{m.last_run_under_way()}</p>}
      <ButtonLink href="/console/runs">{m.console_runs()}</ButtonLink>
    </>
  );
}
