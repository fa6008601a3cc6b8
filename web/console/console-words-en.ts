import consoleTexts from "../messages/en/console.json";
import { shared } from "../words/en/shared.ts";
import { problems } from "../words/en/problems.ts";
import { signing } from "../words/en/signing.ts";
import { home } from "../words/en/home.ts";

export const consoleWordsEn: Record<string, string> = { ...shared, ...problems, ...signing, ...home, ...consoleTexts };
