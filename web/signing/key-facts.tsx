import type { KeyView } from "../../worker/signing/contract.ts";
import { m } from "../words/m.ts";
import type { IconName } from "../shared/components/icon.tsx";
import { Tag, type Tone } from "../shared/components/tag.tsx";
import { formatMoment } from "../shared/locale/format-moment.ts";
import { AlgorithmName } from "./algorithm-name.tsx";
import { Certified } from "./certified.tsx";

type Look = { tone: Tone; icon: IconName; text: string; meaning: string };

/** How a key stands, in a word and in a sentence. Revoked is two things: put away, and lost to somebody, which puts in doubt what it signed. */
function lookOf({ state, reason, invalidityDate, retiresAt }: KeyView): Look {
  if (state === "pending") return { tone: "attention", icon: "clock", text: m.key_state_pending(), meaning: m.key_means_pending() };
  if (state === "suspended") return { tone: "attention", icon: "lock", text: m.key_state_suspended(), meaning: m.key_means_suspended() };
  if (state === "expired") return { tone: "bad", icon: "clock", text: m.key_state_expired(), meaning: m.key_means_over() };
  if (state === "revoked" && reason === "keyCompromise") return { tone: "bad", icon: "octagon", text: m.key_state_contested(), meaning: m.key_means_contested({ when: invalidityDate ? formatMoment(invalidityDate) : "" }) };
  if (state === "revoked") return { tone: "bad", icon: "cross", text: m.key_state_revoked(), meaning: m.key_means_over() };
  if (retiresAt) return { tone: "attention", icon: "clock", text: m.key_state_retiring(), meaning: m.key_means_retiring({ when: formatMoment(retiresAt) }) };
  return { tone: "good", icon: "check", text: m.key_state_active(), meaning: m.key_means_active() };
}

/** A registered key in words: state, name, number, dates. */
export function KeyFacts({ registered }: { registered: KeyView }) {
  const { tone, icon, text, meaning } = lookOf(registered);
  return (
    <dl className="facts">
      <dt>{m.key_state()}</dt>
      <dd>
        <Tag tone={tone} icon={icon} text={text} />
        <br />
        <span className="soft small">{meaning}</span>
      </dd>
      <dt>{m.key_label()}</dt>
      <dd>{registered.label}</dd>
      <dt>{m.key_algorithm()}</dt>
      <dd><AlgorithmName alg={registered.alg} /></dd>
      <Certified certificate={registered.certificate} />
      <dt>{m.key_number()}</dt>
      <dd className="code kid">{registered.kid}</dd>
      {registered.notAfter && (
        <>
          <dt>{m.key_not_after()}</dt>
          <dd>{formatMoment(registered.notAfter)}</dd>
        </>
      )}
    </dl>
  );
}
