import consoleTexts from "../messages/vi/console.json";
import type { DoorWords } from "../words/m.ts";
import { shared } from "../words/vi/shared.ts";
import { problems } from "../words/vi/problems.ts";
import { signing } from "../words/vi/signing.ts";
import { home } from "../words/vi/home.ts";
import { fill } from "../words/vi/fill.ts";

export const fillWords: DoorWords = {
  vi: { ...shared, ...problems, ...signing, ...home, ...fill, ...consoleTexts },
  en: async () => (await import("./fill-words-en.ts")).fillWordsEn,
};
