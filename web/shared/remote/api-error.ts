import type { Finding, ProblemCode } from "../../../worker/kernel/problem.ts";

/** Besides the platform's own codes: no connection, an answer that is not ours (a proxy's page, a cut line), a passkey the device did not give. */
export type ApiErrorCode = ProblemCode | "offline" | "passkey-cancelled" | "answer-unreadable";

/** A request that was refused or did not arrive. `errorText` says it to people. */
export class ApiError extends Error {
  readonly code: ApiErrorCode;
  readonly status: number;
  readonly errors: readonly Finding[];
  /** Everything else the problem document says. */
  readonly problem: Record<string, unknown>;
  constructor(code: ApiErrorCode, status: number, detail: string, errors: readonly Finding[] = [], problem: Record<string, unknown> = {}) {
    super(detail);
    this.code = code;
    this.status = status;
    this.errors = errors;
    this.problem = problem;
  }
}

/** True when nobody knows whether the server acted: the same request may be sent again, if it is idempotent. */
export function isOutcomeUnknown(error: unknown): boolean {
  return error instanceof ApiError && (error.code === "offline" || error.code === "answer-unreadable" || error.status >= 500);
}
