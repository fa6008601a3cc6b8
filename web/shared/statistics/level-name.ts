import type { Level, LevelScheme } from "../../../worker/catalogue/contract.ts";
import { m } from "../../words/m.ts";

/** A level is only understood within its dated scheme. */
export function levelName(scheme: LevelScheme, level: Level): string {
  if (scheme === "levels-2011") return m.level_2011({ level });
  if (scheme === "process-2022") return level === "full" ? m.level_full() : m.level_partial();
  return m.level_proactive({ level: level.replace("proactive-", "") });
}
