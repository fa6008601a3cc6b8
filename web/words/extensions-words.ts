import type { DoorWords } from "./m.ts";
import { extensions } from "./vi/extensions.ts";

/** The texts of asking for more time for a report, and of the answers. */
export const extensionsWords: DoorWords = {
  vi: extensions,
  en: async () => (await import("./en/extensions.ts")).extensions,
};
