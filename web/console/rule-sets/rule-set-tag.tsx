import type { RuleSetStanding } from "../../../worker/audit/rule-set-contract.ts";
import { m } from "../../words/m.ts";
import type { IconName } from "../../shared/components/icon.tsx";
import { Tag, type Tone } from "../../shared/components/tag.tsx";

const looks: Record<RuleSetStanding, { tone: Tone; icon: IconName; text: () => string }> = {
  draft: { tone: "calm", icon: "pen", text: m.rule_set_draft },
  proposed: { tone: "attention", icon: "clock", text: m.rule_set_proposed },
  scheduled: { tone: "note", icon: "clock", text: m.rule_set_scheduled },
  active: { tone: "good", icon: "check", text: m.rule_set_active },
  superseded: { tone: "calm", icon: "circle", text: m.rule_set_superseded },
  withdrawn: { tone: "calm", icon: "cross", text: m.rule_set_withdrawn },
};

export function ruleSetStateName(state: RuleSetStanding): string {
  return looks[state].text();
}

/** Where a version stands, in words. */
export function RuleSetTag({ state }: { state: RuleSetStanding }) {
  const { tone, icon, text } = looks[state];
  return <Tag tone={tone} icon={icon} text={text()} />;
}
