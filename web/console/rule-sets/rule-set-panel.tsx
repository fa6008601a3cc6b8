import { useState } from "react";
import type { RuleSetDetail } from "../../../worker/audit/rule-set-contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { Button } from "../../shared/components/button.tsx";
import { ErrorState, WhenReady } from "../../shared/components/states.tsx";
import { formatDay, formatMoment } from "../../shared/locale/format-moment.ts";
import { callConfirmed } from "../../shared/session/call-confirmed.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { hasRole } from "../../shared/session/use-session.ts";
import { useAct } from "../use-act.ts";
import { BackTestResult } from "./back-test-result.tsx";
import { RuleTable } from "./rule-table.tsx";
import { RuleSetChanges } from "./rule-set-changes.tsx";
import { RuleSetTag } from "./rule-set-tag.tsx";

/** One version: who did what, what it changes, its trial, and what the reader may do with it. */
export function RuleSetPanel({ version, session, edit, changed }: { version: number; session: SessionView; edit: ((from: RuleSetDetail) => void) | null; changed: () => void }) {
  const [remote, reload] = useRemote<RuleSetDetail>(`/v1/rule-sets/${version}`);
  const again = () => (reload(), changed());
  return (
    <section className="card" aria-labelledby="rule-set-title">
      <WhenReady remote={remote} retry={reload}>
        {(detail) => (
          <>
            <h2 id="rule-set-title">{m.rule_set_version()} {version} <RuleSetTag state={detail.state} /></h2>
            <p>{detail.reason}</p>
            <p>{m.rule_set_from()}: {formatDay(detail.effectiveFrom)}</p>
            <People detail={detail} />
            <p className="small soft">{m.rule_set_digest()}: <span className="code kid">{detail.digest}</span></p>
            <Acts detail={detail} session={session} edit={edit} changed={again} />
            {detail.comparedWith !== null && <h3>{m.rule_set_changes({ version: detail.comparedWith })}</h3>}
            <Changes detail={detail} />
            <h3>{m.back_test_title()}</h3>
            <BackTestResult detail={detail} mayStart={hasRole(session, "auditor", "supervisor") && detail.state !== "withdrawn"} changed={again} />
            <h3>{m.rule_set_rules()}</h3>
            <RuleTable rules={detail.document.rules} />
          </>
        )}
      </WhenReady>
    </section>
  );
}

function People({ detail: { created, proposed, approved } }: { detail: RuleSetDetail }) {
  const name = ({ id, name: known }: { id: string; name: string | null }) => (id === "system" ? m.rule_set_platform() : (known ?? id));
  return (
    <ul className="history small" aria-label={m.rule_set_people()}>
      <li>{m.rule_set_drafted_by({ name: name(created.by), when: formatMoment(created.at) })}</li>
      {proposed && <li>{m.rule_set_proposed_by({ name: name(proposed.by), when: formatMoment(proposed.at), index: proposed.logIndex })}</li>}
      {approved && <li>{m.rule_set_approved_by({ name: name(approved.by), when: formatMoment(approved.at), index: approved.logIndex })}</li>}
    </ul>
  );
}

function Acts({ detail, session, edit, changed }: { detail: RuleSetDetail; session: SessionView; edit: ((from: RuleSetDetail) => void) | null; changed: () => void }) {
  const { busy, error, act } = useAct();
  const [asked, setAsked] = useState<"propose" | "approve" | "withdraw" | null>(null);
  const { version, digest, state, created, proposed } = detail;
  const me = session.officer.id;
  const move = (name: "propose" | "approve" | "withdraw") => (setAsked(name), act(async () => {
    await callConfirmed(`/v1/rule-sets/${version}/${name}`, { method: "POST", body: { digest } });
    changed();
    return m.rule_set_done();
  }));
  const mayWrite = edit !== null;
  const isOwn = created.by.id === me || proposed?.by.id === me;
  const isSupervisor = hasRole(session, "supervisor");
  const busyWith = (name: typeof asked) => busy && asked === name;
  return (
    <>
      {error && <ErrorState error={error} />}
      <div className="actions">
        {mayWrite && state === "draft" && <Button kind="primary" busy={busyWith("propose")} onPress={() => void move("propose")}>{m.rule_set_propose()}</Button>}
        {isSupervisor && state === "proposed" && proposed?.by.id !== me && <Button kind="primary" icon="check" busy={busyWith("approve")} onPress={() => void move("approve")}>{m.rule_set_approve()}</Button>}
        {mayWrite && (isOwn || isSupervisor) && (state === "draft" || state === "proposed") && <Button kind="danger" icon="cross" busy={busyWith("withdraw")} onPress={() => void move("withdraw")}>{m.rule_set_withdraw()}</Button>}
        {edit && <Button icon="pen" onPress={() => edit(detail)}>{m.rule_set_new_from({ version })}</Button>}
      </div>
    </>
  );
}

function Changes({ detail: { comparedWith, changes } }: { detail: RuleSetDetail }) {
  if (comparedWith === null) return <p>{m.rule_set_first()}</p>;
  if (changes.length === 0) return <p>{m.rule_set_no_changes({ version: comparedWith })}</p>;
  return <RuleSetChanges caption={m.rule_set_changes({ version: comparedWith })} changes={changes} />;
}
