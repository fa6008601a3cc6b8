import type { DoorWords } from "./m.ts";
import { webhooks } from "./vi/webhooks.ts";

/** The texts of the part of the settings page about webhooks. */
export const webhooksWords: DoorWords = {
  vi: webhooks,
  en: async () => (await import("./en/webhooks.ts")).webhooks,
};
