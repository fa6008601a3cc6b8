import { discrepancies } from "../words/en/discrepancies.ts";
import { fill } from "../words/en/fill.ts";
import { home } from "../words/en/home.ts";
import { keys } from "../words/en/keys.ts";
import { problems } from "../words/en/problems.ts";
import { shared } from "../words/en/shared.ts";
import { signing } from "../words/en/signing.ts";

export const fillWordsEn: Record<string, string> = { ...shared, ...problems, ...signing, ...keys, ...home, ...discrepancies, ...fill };
