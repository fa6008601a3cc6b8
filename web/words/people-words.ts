import type { DoorWords } from "./m.ts";
import { people } from "./vi/people.ts";

/** The texts of what is fetched beside the list and the report: notices, comments, appeals, figures. */
export const peopleWords: DoorWords = {
  vi: people,
  en: async () => (await import("./en/people.ts")).people,
};
