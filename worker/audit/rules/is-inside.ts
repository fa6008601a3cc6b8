import type { AuditFacts } from "../facts.ts";

/** Whether the day is one of the window's. */
export function isInside({ window }: Pick<AuditFacts, "window">, day: string): boolean {
  return window.from <= day && day <= window.to;
}
