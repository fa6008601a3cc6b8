/** Answers come with the server's time to the second (`Date`), and take a moment to arrive: less than this says nothing about the device. */
const NOTICEABLE = 5 * 60_000;

let ahead = 0;
let isWrong = false;
const listeners = new Set<() => void>();

/** Learns from an answer how far this device's clock is from the server's. */
export function noteServerTime(response: Response): void {
  const said = Date.parse(response.headers.get("Date") ?? "");
  if (Number.isNaN(said)) return;
  ahead = Date.now() - said;
  const wrong = Math.abs(ahead) > NOTICEABLE;
  if (wrong === isWrong) return;
  isWrong = wrong;
  for (const listener of listeners) listener();
}

/** Now by the server's clock, in milliseconds, as far as an answer has told it: days that are left are counted by it, whatever the clock of this device says. */
export function serverNow(): number {
  return isWrong ? Date.now() - ahead : Date.now();
}

/** How far this device's clock is ahead of the server's (negative: behind), in milliseconds; null while it is about right. */
export function howWrongTheClockIs(): number | null {
  return isWrong ? ahead : null;
}

/** Calls when the clock turns out to be wrong, or to be right again; gives a way to stop. */
export function whenClockIsJudged(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
