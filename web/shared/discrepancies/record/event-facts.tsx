import type { ComponentChildren } from "preact";
import type { DiscrepancyEventView } from "../../../../worker/review/contract.ts";
import { m } from "../../../words/m.ts";
import { formatCount } from "../../locale/format-count.ts";
import { formatDay } from "../../locale/format-moment.ts";
import { reasonName } from "./reason-name.ts";

type Props = { event: DiscrepancyEventView; /** Where another discrepancy of the unit is shown. */ addressOf: (id: string) => string };

/** What an event settles besides its words: the reason, the days, who has it, what it waits for, and what a question is about. */
export function EventFacts({ event, addressOf }: Props) {
  const { reason, dueOn, wishedOn, assignee, assigneeName, snooze, duplicateOf, evidence, transition } = event;
  const facts: [name: string, value: ComponentChildren][] = [
    ...(reason ? [[m.event_reason(), reasonName(reason)] as [string, string]] : []),
    ...(duplicateOf ? [[m.event_duplicate(), <a href={addressOf(duplicateOf)} className="code">{duplicateOf}</a>] as [string, ComponentChildren]] : []),
    ...(wishedOn ? [[m.event_wished(), <strong>{formatDay(wishedOn)}</strong>] as [string, ComponentChildren]] : []),
    ...(dueOn ? [[m.event_due_day(), formatDay(dueOn)] as [string, string]] : []),
    ...(assignee || transition === "assign" ? [[m.event_assignee(), assigneeName ?? assignee ?? m.event_nobody()] as [string, string]] : []),
    ...(snooze ? [[m.event_snooze(), snoozeText(snooze)] as [string, string]] : []),
    ...(evidence ? [[m.event_evidence(), <span className="code">{evidence.run} · {evidence.digest}</span>] as [string, ComponentChildren]] : []),
  ];
  if (facts.length === 0) return null;
  return <dl className="event-facts">{facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>;
}

function snoozeText(until: NonNullable<DiscrepancyEventView["snooze"]>): string {
  if (until.kind === "day") return m.snoozed_until_day({ day: formatDay(until.day) });
  if (until.kind === "difference") return m.snoozed_until_difference({ over: formatCount(until.over) });
  return until.kind === "severity" ? m.snoozed_until_severity() : m.snoozed_until_run();
}
