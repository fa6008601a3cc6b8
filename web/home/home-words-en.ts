import { shared } from "../words/en/shared.ts";
import { problems } from "../words/en/problems.ts";
import { home } from "../words/en/home.ts";

export const homeWordsEn: Record<string, string> = { ...shared, ...problems, ...home };
