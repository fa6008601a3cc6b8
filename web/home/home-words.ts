import type { DoorWords } from "../words/m.ts";
import { shared } from "../words/vi/shared.ts";
import { problems } from "../words/vi/problems.ts";
import { home } from "../words/vi/home.ts";

export const homeWords: DoorWords = {
  vi: { ...shared, ...problems, ...home },
  en: async () => (await import("./home-words-en.ts")).homeWordsEn,
};
