import { anchors } from "../words/en/anchors.ts";
import { audits } from "../words/en/audits.ts";
import { console } from "../words/en/console.ts";
import { discrepancies } from "../words/en/discrepancies.ts";
import { evidence } from "../words/en/evidence.ts";
import { home } from "../words/en/home.ts";
import { integrations } from "../words/en/integrations.ts";
import { keys } from "../words/en/keys.ts";
import { problems } from "../words/en/problems.ts";
import { shared } from "../words/en/shared.ts";
import { signing } from "../words/en/signing.ts";
import { worklist } from "../words/en/worklist.ts";

export const consoleWordsEn: Record<string, string> = { ...shared, ...problems, ...signing, ...keys, ...home, ...discrepancies, ...audits, ...console, ...integrations, ...anchors, ...evidence, ...worklist };
