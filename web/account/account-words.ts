import type { DoorWords } from "../words/m.ts";
import { home } from "../words/vi/home.ts";
import { problems } from "../words/vi/problems.ts";
import { shared } from "../words/vi/shared.ts";

/** The texts of this door: Vietnamese comes with the page, English when somebody asks for it. */
export const accountWords: DoorWords = {
  vi: { ...shared, ...problems, ...home },
  en: async () => (await import("./account-words-en.ts")).accountWordsEn,
};
