import type { DoorWords } from "../words/m.ts";
import { anchors } from "../words/vi/anchors.ts";
import { audits } from "../words/vi/audits.ts";
import { console } from "../words/vi/console.ts";
import { discrepancies } from "../words/vi/discrepancies.ts";
import { evidence } from "../words/vi/evidence.ts";
import { home } from "../words/vi/home.ts";
import { integrations } from "../words/vi/integrations.ts";
import { keys } from "../words/vi/keys.ts";
import { problems } from "../words/vi/problems.ts";
import { shared } from "../words/vi/shared.ts";
import { signing } from "../words/vi/signing.ts";
import { worklist } from "../words/vi/worklist.ts";

/** The texts of this door: Vietnamese comes with the page, English when somebody asks for it. */
export const consoleWords: DoorWords = {
  vi: { ...shared, ...problems, ...signing, ...keys, ...home, ...discrepancies, ...audits, ...console, ...integrations, ...anchors, ...evidence, ...worklist },
  en: async () => (await import("./console-words-en.ts")).consoleWordsEn,
};
