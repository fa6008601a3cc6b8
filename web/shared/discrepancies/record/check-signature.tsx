import { useState } from "react";
import type { SubmissionDocumentView } from "../../../../worker/submissions/contract.ts";
import type { StageName, StageResult, VerifyAnswer } from "../../../../worker/verification/contract.ts";
import { m } from "../../../words/m.ts";
import { Button } from "../../components/button.tsx";
import { Icon, type IconName } from "../../components/icon.tsx";
import { ErrorState } from "../../components/states.tsx";
import type { ApiError } from "../../remote/api-error.ts";
import { callApi } from "../../remote/call-api.ts";
import { algorithmOf } from "../../../signing/algorithm-name.tsx";
import { standingLook } from "../../../signing/standing-text.ts";

/** In the order in which they are asked. */
const stageWords: Record<StageName, () => string> = { syntax: m.stage_syntax, header: m.stage_header, alg: m.stage_alg, signature: m.stage_signature, chain: m.stage_chain, profile: m.stage_profile };
const looks: Record<StageResult, { icon: IconName; text: () => string }> = { pass: { icon: "check", text: m.stage_pass }, fail: { icon: "octagon", text: m.stage_fail }, skipped: { icon: "circle", text: m.stage_skipped } };

type Checked = VerifyAnswer | "running" | ApiError | null;

/** Has the platform look at the signature again, stage by stage, with the key as it stands in the signer's tenant; and says what is known beside it. */
export function CheckSignature({ signed, keyTenant }: { signed: SubmissionDocumentView; keyTenant: string }) {
  const [checked, setChecked] = useState<Checked>(null);
  const check = async () => {
    setChecked("running");
    try {
      const { jwk } = await callApi<{ jwk: Record<string, unknown> }>(`/v1/t/${keyTenant}/keys/${signed.kid}`);
      const alg = algorithmOf(signed.jws);
      setChecked(await callApi<VerifyAnswer>("/v1/verify", { method: "POST", body: { jws: signed.jws, jwk, ...(alg ? { allow: [alg] } : {}) } }));
    } catch (error) {
      setChecked(error as ApiError);
    }
  };
  if (checked === null || checked === "running") return <p><Button icon="check" busy={checked === "running"} onPress={() => void check()}>{checked === "running" ? m.check_running() : m.check_signature()}</Button></p>;
  if (!("stages" in checked)) return <ErrorState error={checked} retry={() => void check()} />;
  return (
    <div role="status">
      <p className="small"><strong>{m.check_stages()}</strong></p>
      <ul className="plain stages">
        {(Object.keys(stageWords) as StageName[]).map((name) => <Stage key={name} name={stageWords[name]()} result={checked.stages[name]} />)}
        <Stage name={m.stage_text()} result={signed.isTextAsSigned ? "pass" : "fail"} />
        <li><Icon name={standingLook(signed).icon} /> {m.stage_key()}: {standingLook(signed).text}</li>
      </ul>
      {checked.detail && <p className="small">{checked.detail} <span className="code">{checked.code}</span></p>}
    </div>
  );
}

function Stage({ name, result }: { name: string; result: StageResult }) {
  const { icon, text } = looks[result];
  return <li><Icon name={icon} /> {name}: {text()}</li>;
}
