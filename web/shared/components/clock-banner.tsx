import { useSyncExternalStore } from "react";
import { m } from "../../words/m.ts";
import { formatMoment } from "../locale/format-moment.ts";
import { howWrongTheClockIs, serverNow, whenClockIsJudged } from "../remote/server-clock.ts";
import { Icon } from "./icon.tsx";

/** Says that the clock of this device is wrong, by how much, and that the server's time counts. Nothing while it is about right. */
export function ClockBanner() {
  useSyncExternalStore(whenClockIsJudged, () => howWrongTheClockIs() === null);
  const ahead = howWrongTheClockIs();
  if (ahead === null) return null;
  const how = howFar(Math.abs(ahead));
  return (
    <p className="clock-wrong" role="status">
      <Icon name="clock" /> {ahead > 0 ? m.clock_ahead({ how }) : m.clock_behind({ how })} {m.clock_text({ now: formatMoment(serverNow()) })}
    </p>
  );
}

function howFar(off: number): string {
  const minutes = Math.round(off / 60_000);
  if (minutes >= 48 * 60) return m.clock_days({ count: Math.round(minutes / (24 * 60)) });
  return minutes >= 120 ? m.clock_hours({ count: Math.round(minutes / 60) }) : m.clock_minutes({ count: minutes });
}
