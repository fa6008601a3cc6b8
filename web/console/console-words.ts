import type { DoorWords } from "../words/m.ts";
import consoleTexts from "../messages/vi/console.json";
import { shared } from "../words/vi/shared.ts";
import { problems } from "../words/vi/problems.ts";
import { signing } from "../words/vi/signing.ts";
import { home } from "../words/vi/home.ts";

export const consoleWords: DoorWords = {
  vi: { ...shared, ...problems, ...signing, ...home, ...consoleTexts },
  en: async () => (await import("./console-words-en.ts")).consoleWordsEn,
};
