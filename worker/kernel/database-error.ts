/** D1 puts its own words into `cause`; the message alone is not enough to tell one failure from another. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

/** Whether the write failed because a row with this unique key is there already. `key` is e.g. `submission.jti`. */
export function isUniqueViolation(error: unknown, column: string): boolean {
  const message = messageOf(error);
  return message.includes("UNIQUE constraint failed") && message.includes(column);
}
