import type { DoorWords } from "./m.ts";

/** The texts of notices, comments, appeals and figures, for the parts that are fetched with them. */
export const loadPeopleWords = async (): Promise<DoorWords> => (await import("./people-words.ts")).peopleWords;
