import { home } from "../words/en/home.ts";
import { problems } from "../words/en/problems.ts";
import { shared } from "../words/en/shared.ts";

export const accountWordsEn: Record<string, string> = { ...shared, ...problems, ...home };
