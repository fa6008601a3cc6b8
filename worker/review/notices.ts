import type { Role } from "../kernel/context.ts";
import type { NoticeKind } from "./contract.ts";

/** Who is told: people of the unit by role, who has the discrepancy, who asked for the dismissal, the authority's supervisors or operators. */
export type Told = { unit: readonly Role[]; assignee?: boolean; requester?: boolean; authority?: readonly Role[] };
export type Notice = { kind: NoticeKind; to: Told };

const answerers: Told = { unit: ["officer", "head"] };
const itsAuditor: Told = { unit: [], assignee: true };
const both: Told = { ...answerers, assignee: true };

/** What each move tells, and to whom; moves that are not here tell nobody, or are told of by a trigger (what runs and amended reports move). Whoever moves is not told. */
const notices: Readonly<Record<string, Notice>> = {
  ask: { kind: "asked", to: answerers },
  explain: { kind: "explained", to: itsAuditor },
  accept: { kind: "decided", to: both },
  uphold: { kind: "upheld", to: both },
  "no-answer": { kind: "no-answer", to: both },
  "request-dismissal": { kind: "dismissal-requested", to: { unit: [], authority: ["supervisor"] } },
  "approve-dismissal": { kind: "dismissal-decided", to: { ...both, requester: true } },
  "deny-dismissal": { kind: "dismissal-decided", to: { ...itsAuditor, requester: true } },
  appeal: { kind: "appealed", to: { unit: [], assignee: true, authority: ["supervisor"] } },
  "grant-appeal": { kind: "appeal-decided", to: both },
  "deny-appeal": { kind: "appeal-decided", to: both },
  reopen: { kind: "reopened", to: answerers },
  acknowledge: { kind: "assigned", to: itsAuditor },
  assign: { kind: "assigned", to: itsAuditor },
  "request-extension": { kind: "extension-requested", to: itsAuditor },
  "grant-extension": { kind: "extension-decided", to: answerers },
  "deny-extension": { kind: "extension-decided", to: answerers },
  contest: { kind: "decision-contested", to: { unit: [], assignee: true, authority: ["supervisor"] } },
  "request-break-glass": { kind: "glass-requested", to: { unit: [], authority: ["operator"] } },
  "break-glass": { kind: "glass-broken", to: { unit: [], assignee: true, authority: ["supervisor"] } },
};

export function noticeOf(transition: string): Notice | null {
  return notices[transition] ?? null;
}
