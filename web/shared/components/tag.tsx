import type { Severity } from "../../../worker/audit/contract.ts";
import { m } from "../../words/m.ts";
import { Icon, type IconName } from "./icon.tsx";

export type Tone = "calm" | "good" | "attention" | "bad" | "note";

/** A state in words with its sign; the colour only repeats it. */
export function Tag({ tone = "calm", icon, text }: { tone?: Tone; icon?: IconName; text: string }) {
  return (
    <span className={`tag ${tone}`}>
      {icon && <Icon name={icon} />}
      {text}
    </span>
  );
}

const severityLooks: Record<Severity, { tone: Tone; icon: IconName; text: () => string }> = {
  info: { tone: "calm", icon: "circle", text: m.severity_info },
  low: { tone: "calm", icon: "low", text: m.severity_low },
  medium: { tone: "attention", icon: "medium", text: m.severity_medium },
  high: { tone: "attention", icon: "high", text: m.severity_high },
  critical: { tone: "bad", icon: "octagon", text: m.severity_critical },
};

export function SeverityTag({ severity }: { severity: Severity }) {
  const look = severityLooks[severity];
  return <Tag tone={look.tone} icon={look.icon} text={look.text()} />;
}
