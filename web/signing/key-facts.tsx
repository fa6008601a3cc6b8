import type { KeyState, KeyView } from "../../worker/signing/contract.ts";
import { m } from "../words/m.ts";
import type { IconName } from "../shared/components/icon.tsx";
import { Tag, type Tone } from "../shared/components/tag.tsx";
import { formatMoment } from "../shared/locale/format-moment.ts";
import { Certified } from "./certified.tsx";
import { AlgorithmName } from "./algorithm-name.tsx";

const looks: Record<KeyState, { tone: Tone; icon: IconName; text: () => string }> = {
  pending: { tone: "attention", icon: "clock", text: m.key_state_pending },
  active: { tone: "good", icon: "check", text: m.key_state_active },
  suspended: { tone: "attention", icon: "lock", text: m.key_state_suspended },
  revoked: { tone: "bad", icon: "cross", text: m.key_state_revoked },
  expired: { tone: "bad", icon: "clock", text: m.key_state_expired },
};

export function KeyStateTag({ state }: { state: KeyState }) {
  return <Tag {...looks[state]} text={looks[state].text()} />;
}

/** A registered key in words: state, name, number, dates. */
export function KeyFacts({ registered }: { registered: KeyView }) {
  return (
    <dl className="facts card">
      <dt>{m.key_state()}</dt>
      <dd><KeyStateTag state={registered.state} /></dd>
      <dt>{m.key_label()}</dt>
      <dd>{registered.label}</dd>
      <dt>{m.key_algorithm()}</dt>
      <dd><AlgorithmName alg={registered.alg} /></dd>
      <Certified certificate={registered.certificate} />
      <dt>{m.key_number()}</dt>
      <dd className="code">{registered.kid}</dd>
      <dt>{m.key_registered_at()}</dt>
      <dd>{formatMoment(registered.registeredAt)}</dd>
      {registered.approvedAt && (
        <>
          <dt>{m.key_approved_at()}</dt>
          <dd>{formatMoment(registered.approvedAt)}</dd>
        </>
      )}
      {registered.notAfter && (
        <>
          <dt>{m.key_not_after()}</dt>
          <dd>{formatMoment(registered.notAfter)}</dd>
        </>
      )}
      {registered.retiresAt && registered.state === "active" && (
        <>
          <dt>{m.key_retires_at()}</dt>
          <dd>{formatMoment(registered.retiresAt)}</dd>
        </>
      )}
      {registered.revokedAt && (
        <>
          <dt>{m.key_revoked_at()}</dt>
          <dd>{formatMoment(registered.revokedAt)}</dd>
        </>
      )}
    </dl>
  );
}
