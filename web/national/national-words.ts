import type { DoorWords } from "../words/m.ts";
import { home } from "../words/vi/home.ts";
import { national } from "../words/vi/national.ts";
import { problems } from "../words/vi/problems.ts";
import { shared } from "../words/vi/shared.ts";

/** The texts of this door: Vietnamese comes with the page, English when somebody asks for it. */
export const nationalWords: DoorWords = {
  vi: { ...shared, ...problems, ...home, ...national },
  en: async () => (await import("./national-words-en.ts")).nationalWordsEn,
};
