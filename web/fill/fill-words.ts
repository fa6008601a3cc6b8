import type { DoorWords } from "../words/m.ts";
import { discrepancies } from "../words/vi/discrepancies.ts";
import { fill } from "../words/vi/fill.ts";
import { home } from "../words/vi/home.ts";
import { keys } from "../words/vi/keys.ts";
import { problems } from "../words/vi/problems.ts";
import { shared } from "../words/vi/shared.ts";
import { signing } from "../words/vi/signing.ts";

/** The texts of this door: Vietnamese comes with the page, English when somebody asks for it. */
export const fillWords: DoorWords = {
  vi: { ...shared, ...problems, ...signing, ...keys, ...home, ...discrepancies, ...fill },
  en: async () => (await import("./fill-words-en.ts")).fillWordsEn,
};
