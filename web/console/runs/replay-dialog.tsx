import { useState } from "react";
import type { ReplayView } from "../../../worker/audit/night-contract.ts";
import type { UsableRuleSet, UsableRuleSetList } from "../../../worker/audit/rule-set-contract.ts";
import { m } from "../../words/m.ts";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { SelectField } from "../../shared/components/field.tsx";
import { Notice } from "../../shared/components/notice.tsx";
import { ErrorState } from "../../shared/components/states.tsx";
import { Table, type Column } from "../../shared/components/table.tsx";
import { SeverityTag } from "../../shared/components/tag.tsx";
import { ruleNames } from "../../shared/discrepancies/words.ts";
import { formatCount } from "../../shared/locale/format-count.ts";
import { formatDay } from "../../shared/locale/format-moment.ts";
import { callApi } from "../../shared/remote/call-api.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { RuleSetChanges } from "../rule-sets/rule-set-changes.tsx";
import { ruleSetStateName } from "../rule-sets/rule-set-tag.tsx";
import { useAct } from "../use-act.ts";
import type { AuditRunList } from "./use-runs.ts";

type Run = AuditRunList["runs"][number];
type Finding = ReplayView["findings"][number];

/** Makes a run's findings anew from its kept facts, with its own or another rule set, and says whether they are the same byte for byte. */
export function ReplayDialog({ run, close }: { run: Run; close: () => void }) {
  const [version, setVersion] = useState("");
  const [found, setFound] = useState<ReplayView | null>(null);
  const { busy, error, act } = useAct();
  const replay = () => act(async () => {
    const body = version === "" ? {} : { ruleSet: Number(version) };
    setFound(null);
    setFound(await callApi<ReplayView>(`/v1/t/${run.tenant}/audit-runs/${run.id}/replays`, { method: "POST", body }));
    return null;
  });
  return (
    <Dialog title={m.replay_title()} onClose={close} actions={<><Button kind="primary" busy={busy} onPress={() => void replay()}>{m.replay_go()}</Button><Button onPress={close}>{m.close()}</Button></>}>
      <p>{m.replay_text()}</p>
      <p className="code small kid">{run.id}</p>
      <ChooseVersion tenant={run.tenant} version={version} setVersion={setVersion} />
      {error && <ErrorState error={error} />}
      <div role="status" aria-live="polite">{found && <Result found={found} run={run} />}</div>
    </Dialog>
  );
}

/** The published versions, and drafts for the authority; below the list, since when the chosen one holds, why, and what it changed. */
function ChooseVersion({ tenant, version, setVersion }: { tenant: string; version: string; setVersion: (version: string) => void }) {
  const [remote, reload] = useRemote<UsableRuleSetList>(`/v1/t/${tenant}/rule-sets`);
  if (remote.state === "failed") return <ErrorState error={remote.error} retry={reload} />;
  const all = remote.state === "ready" ? remote.value.ruleSets : [];
  const options = all.map(({ version: one, effectiveFrom, state }) => ({ value: String(one), label: `${m.replay_version({ version: one, day: formatDay(effectiveFrom) })} · ${ruleSetStateName(state)}` }));
  const chosen = all.find((one) => String(one.version) === version);
  return (
    <>
      <SelectField id="replay-version" label={m.replay_with()} value={version} onChange={setVersion} options={[{ value: "", label: remote.state === "loading" ? m.loading() : m.replay_own() }, ...options]} />
      <div aria-live="polite">{chosen && <About version={chosen} isFirst={chosen === all.at(-1)} />}</div>
    </>
  );
}

function About({ version: { reason, changes }, isFirst }: { version: UsableRuleSet; isFirst: boolean }) {
  return (
    <>
      <p className="small">{reason}</p>
      {changes.length > 0 ? <RuleSetChanges caption={m.replay_changed()} changes={changes} /> : <p className="small soft">{isFirst ? m.rule_set_first() : m.replay_changed_nothing()}</p>}
    </>
  );
}

function Result({ found, run }: { found: ReplayView; run: Run }) {
  const { isSame, findings, ruleSet, factsDigest, findingsDigest, runFindingsDigest } = found;
  return (
    <>
      <Notice tone={isSame ? "good" : "attention"} title={isSame ? m.replay_same() : m.replay_other({ count: formatCount(findings.length), before: formatCount(run.findings ?? 0) })}>
        <p>{m.night_rule_set({ name: ruleSet })} · {m.replay_count({ count: formatCount(findings.length) })}</p>
      </Notice>
      <dl className="small">
        <dt>{m.replay_facts()}</dt><dd className="code kid">{factsDigest}</dd>
        <dt>{m.replay_run_findings()}</dt><dd className="code kid">{runFindingsDigest ?? "–"}</dd>
        <dt>{m.replay_findings()}</dt><dd className="code kid">{findingsDigest}</dd>
      </dl>
      {findings.length > 0 && (
        <details>
          <summary>{m.replay_count({ count: formatCount(findings.length) })}</summary>
          <Table caption={m.replay_count({ count: formatCount(findings.length) })} columns={findingColumns()} rows={findings} rowKey={({ rule, subject, measure }) => `${rule} ${subject} ${measure}`} />
        </details>
      )}
    </>
  );
}

const given = (value: number | null) => (value === null ? "–" : formatCount(value));
const findingColumns = (): Column<Finding>[] => [
  { id: "rule", title: m.rule_set_rule(), isRowTitle: true, cell: ({ rule }) => `${rule} ${ruleNames[rule as keyof typeof ruleNames]?.() ?? ""}` },
  { id: "subject", title: m.column_subject(), cell: ({ subject }) => <span className="code">{subject}</span> },
  { id: "severity", title: m.column_severity(), cell: ({ severity }) => <SeverityTag severity={severity} /> },
  { id: "reported", title: m.column_reported(), isCount: true, cell: ({ reported }) => given(reported) },
  { id: "actual", title: m.column_actual(), isCount: true, cell: ({ actual }) => given(actual) },
];
