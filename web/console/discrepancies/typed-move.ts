import type { TransitionId, UnsignedRequest } from "../../../worker/review/contract.ts";
import { dayAt } from "../../../worker/kernel/windows.ts";
import { SHORTEST_COMMENT } from "../../../worker/kernel/shortest-comment.ts";

/** What a person has written for an unsigned move; each move takes its own of these. */
export type Written = { comment: string; reason: string; duplicateOf: string; assignee: string; dueOn: string; snooze: string; over: string };
export const nothingWritten: Written = { comment: "", reason: "false_positive", duplicateOf: "", assignee: "", dueOn: "", snooze: "next-run", over: "" };

export type FieldName = keyof Written;
export const fieldsOf: Partial<Record<TransitionId, readonly FieldName[]>> = {
  "request-dismissal": ["reason", "duplicateOf", "comment"],
  reopen: ["comment"],
  assign: ["assignee"],
  snooze: ["snooze", "dueOn", "over"],
  "set-due": ["dueOn"],
  "grant-extension": ["dueOn"],
  "deny-extension": ["comment"],
  "request-break-glass": ["comment"],
  "break-glass": ["comment"],
};

/** The fields that are not filled in as the move needs them. */
export function misfitsOf(id: TransitionId, written: Written): FieldName[] {
  const wrong: FieldName[] = [];
  const asks = (name: FieldName) => fieldsOf[id]?.includes(name) === true && isShown(name, written, id);
  if (asks("duplicateOf") && !/^dis_[0-9a-f-]{36}$/.test(written.duplicateOf.trim())) wrong.push("duplicateOf");
  const isOptional = id === "grant-extension" && written.dueOn === "";
  if (asks("dueOn") && !isOptional && written.dueOn <= dayAt(Date.now())) wrong.push("dueOn");
  if (asks("over") && !/^\d{1,9}$/.test(written.over.trim())) wrong.push("over");
  if (asks("comment") && written.comment.trim().length < SHORTEST_COMMENT) wrong.push("comment");
  return wrong;
}

/** A field that another one's answer makes superfluous is not shown. */
export function isShown(name: FieldName, { reason, snooze }: Written, id: TransitionId): boolean {
  if (name === "duplicateOf") return reason === "duplicate_of";
  if (name === "over") return snooze === "difference";
  return name !== "dueOn" || id !== "snooze" || snooze === "day";
}

export function requestOf(id: UnsignedRequest["transition"], written: Written): UnsignedRequest {
  const comment = written.comment.trim();
  switch (id) {
    case "request-dismissal":
      return { transition: id, reason: written.reason as "false_positive", comment, ...(written.reason === "duplicate_of" ? { duplicateOf: written.duplicateOf.trim() } : {}) };
    case "reopen": case "deny-extension": case "request-break-glass": case "break-glass": return { transition: id, comment };
    case "assign": return { transition: id, assignee: written.assignee || null };
    case "set-due": return { transition: id, dueOn: written.dueOn };
    case "snooze": return { transition: id, until: untilOf(written) };
    case "grant-extension": return { transition: id, ...(written.dueOn ? { dueOn: written.dueOn } : {}) };
    case "acknowledge": case "wake": case "undo": return { transition: id };
    case "ask": case "file-correction": case "request-extension": throw new Error(`${id} has a page of its own`);
  }
}

function untilOf({ snooze, dueOn, over }: Written): Extract<UnsignedRequest, { transition: "snooze" }>["until"] {
  if (snooze === "day") return { kind: "day", day: dueOn };
  if (snooze === "difference") return { kind: "difference", over: Number(over) };
  return { kind: snooze === "severity" ? "severity" : "next-run" };
}
