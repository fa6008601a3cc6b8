import { useState } from "react";
import type { ReplayView } from "../../../worker/audit/night-contract.ts";
import { m } from "../../words/m.ts";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { Notice } from "../../shared/components/notice.tsx";
import { ErrorState } from "../../shared/components/states.tsx";
import { callApi } from "../../shared/remote/call-api.ts";
import { useAct } from "../use-act.ts";

/** Makes a run's findings anew from its kept facts, with its own or another rule set, and says whether they are the same. */
export function ReplayDialog({ tenant, run, close }: { tenant: string; run: string; close: () => void }) {
  const [version, setVersion] = useState("");
  const [found, setFound] = useState<ReplayView | null>(null);
  const { busy, error, act } = useAct();
  const replay = () => act(async () => {
    const wished = Number(version);
    const body = version.trim() === "" ? {} : { ruleSet: Number.isInteger(wished) ? wished : 0 };
    setFound(await callApi<ReplayView>(`/v1/t/${tenant}/audit-runs/${run}/replays`, { method: "POST", body }));
    return null;
  });
  return (
    <Dialog title={m.replay_title()} onClose={close} actions={<><Button kind="primary" busy={busy} onPress={() => void replay()}>{m.replay_go()}</Button><Button onPress={close}>{m.close()}</Button></>}>
      <p>{m.replay_text()}</p>
      <p className="code small kid">{run}</p>
      <TextField id="replay-version" label={m.replay_with()} hint={m.replay_hint()} value={version} onChange={setVersion} maxLength={6} />
      {error && <ErrorState error={error} />}
      <div role="status" aria-live="polite">
        {found && (
          <>
            <Notice tone={found.isSame ? "good" : "attention"} title={found.isSame ? m.replay_same() : m.replay_other({ count: found.findings.length })}>
              <p>{m.night_rule_set({ name: found.ruleSet })} · {m.replay_count({ count: found.findings.length })}</p>
            </Notice>
            <dl className="small">
              <dt>{m.replay_facts()}</dt><dd className="code kid">{found.factsDigest}</dd>
              <dt>{m.replay_findings()}</dt><dd className="code kid">{found.findingsDigest}</dd>
            </dl>
          </>
        )}
      </div>
    </Dialog>
  );
}
