import type { DoorWords } from "./m.ts";
import { panel } from "./vi/panel.ts";

/** The texts of what the panel of a discrepancy fetches. */
export const panelWords: DoorWords = {
  vi: panel,
  en: async () => (await import("./en/panel.ts")).panel,
};
