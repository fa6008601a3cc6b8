import type { KeyChallenge, KeyView } from "../../../worker/signing/contract.ts";
import { m } from "../../words/m.ts";
import { announce } from "../../shared/components/announcements.tsx";
import { Button } from "../../shared/components/button.tsx";
import { formatMoment } from "../../shared/locale/format-moment.ts";
import "../../signing/signing.css";

const SCRIPT = "/examples/prove-key.mjs";

/** The command that whoever operates the system runs beside the key. It holds nothing secret: the challenge is worth nothing without the key. */
export function ProveCommand({ challenge, owner, x5t, old }: { challenge: KeyChallenge; owner: string; x5t: string | null; old: KeyView | null }) {
  const words = [
    "node prove-key.mjs key.pem", `--aud ${challenge.audience}`, `--iss ${owner}`, `--nonce=${challenge.nonce}`, `--iat ${challenge.serverTime}`,
    ...(x5t ? [`--x5t=${x5t}`] : []), ...(old ? ["--old old-key.pem"] : []), ...(old?.certificate ? [`--old-x5t=${old.certificate.sha256}`] : []),
  ];
  const command = words.join(" ");
  const copy = async () => {
    await navigator.clipboard.writeText(command);
    announce(m.integration_command_copied());
  };
  return (
    <>
      <h3>{m.integration_command_title()}</h3>
      <p>{m.integration_command_text()} <a href={SCRIPT} download="prove-key.mjs">prove-key.mjs</a></p>
      <pre className="transcript code" id="prove-command" tabIndex={0}>{command}</pre>
      <p className="soft small">{m.integration_command_until({ moment: formatMoment(challenge.expiresAt) })}</p>
      <div className="actions"><Button onPress={() => void copy()}>{m.integration_command_copy()}</Button></div>
    </>
  );
}
