import { home } from "../words/en/home.ts";
import { national } from "../words/en/national.ts";
import { problems } from "../words/en/problems.ts";
import { shared } from "../words/en/shared.ts";

export const nationalWordsEn: Record<string, string> = { ...shared, ...problems, ...home, ...national };
