import { useState } from "react";
import { useSearchParams } from "react-router";
import type { RuleSetDetail, RuleSetList, RuleSetView } from "../../../worker/audit/rule-set-contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { Button } from "../../shared/components/button.tsx";
import { EmptyState, WhenReady } from "../../shared/components/states.tsx";
import { Table, type Column } from "../../shared/components/table.tsx";
import { formatDay } from "../../shared/locale/format-moment.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { hasRole } from "../../shared/session/use-session.ts";
import { useAgainWhenOnline } from "../use-again-when-online.ts";
import { usePageTitle } from "../../shared/place/use-page-title.ts";
import { RuleSetEditor } from "./rule-set-editor.tsx";
import { RuleSetPanel } from "./rule-set-panel.tsx";
import { RuleSetTag } from "./rule-set-tag.tsx";

/** The national rule set, version by version: what is in force, what waits, what each changes and what a trial of it found. */
export function RuleSetsPage({ session }: { session: SessionView }) {
  usePageTitle(m.console_rule_sets());
  const [params, setParams] = useSearchParams();
  const chosen = Number(params.get("version")) || null;
  const [remote, reload] = useRemote<RuleSetList>("/v1/rule-sets");
  const [editing, setEditing] = useState<RuleSetDetail | null>(null);
  useAgainWhenOnline(remote, reload);
  const mayWrite = hasRole(session, "auditor", "supervisor");
  const open = (version: number) => setParams({ version: String(version) });
  return (
    <>
      <h1>{m.console_rule_sets()}</h1>
      <p className="soft">{m.rule_set_lead()}</p>
      {editing ? (
        <RuleSetEditor from={editing} session={session} close={() => setEditing(null)} saved={({ version }) => (setEditing(null), reload(), open(version))} />
      ) : (
        <WhenReady remote={remote} retry={reload}>
          {({ ruleSets }) => {
            const shown = chosen ?? ruleSets.find(({ state }) => state === "active")?.version ?? ruleSets[0]?.version;
            return (
              <>
                {ruleSets.length === 0 ? <EmptyState title={m.night_none()} /> : <Table caption={m.console_rule_sets()} columns={columnsFor(open)} rows={ruleSets} rowKey={({ version }) => String(version)} />}
                {shown !== undefined && <RuleSetPanel key={shown} version={shown} session={session} edit={mayWrite ? setEditing : null} changed={reload} />}
              </>
            );
          }}
        </WhenReady>
      )}
    </>
  );
}

function columnsFor(open: (version: number) => void): Column<RuleSetView>[] {
  return [
    { id: "version", title: m.rule_set_version(), isRowTitle: true, cell: ({ version }) => <Button kind="secondary" onPress={() => open(version)}>{String(version)}</Button> },
    { id: "state", title: m.column_state(), cell: ({ state }) => <RuleSetTag state={state} /> },
    { id: "from", title: m.rule_set_from(), cell: ({ effectiveFrom }) => formatDay(effectiveFrom) },
    { id: "reason", title: m.rule_set_reason(), cell: ({ reason }) => reason },
  ];
}
