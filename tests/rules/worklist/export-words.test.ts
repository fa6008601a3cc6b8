import { expect, test } from "vitest";
import { measureNames, severityNames, stateLooks } from "../../../web/shared/discrepancies/words.ts";
import { discrepancies as discrepanciesEn } from "../../../web/words/en/discrepancies.ts";
import { shared as sharedEn } from "../../../web/words/en/shared.ts";
import { worklist as worklistEn } from "../../../web/words/en/worklist.ts";
import { discrepancies } from "../../../web/words/vi/discrepancies.ts";
import { shared } from "../../../web/words/vi/shared.ts";
import { worklist } from "../../../web/words/vi/worklist.ts";
import { measureWords, severityWords, signatureWords, stateWords } from "../../../worker/worklist/export-words.ts";

const vi: Record<string, string> = { ...shared, ...discrepancies, ...worklist };
const en: Record<string, string> = { ...sharedEn, ...discrepanciesEn, ...worklistEn };

/** Before a page has loaded its words, a text answers with its own name. */
const onScreen = (names: Record<string, () => string>) => Object.fromEntries(Object.entries(names).map(([code, name]) => [code, { vi: vi[name()], en: en[name()] }]));

test("a file calls states, severities, measures and signatures what the screens call them", () => {
  expect(stateWords).toEqual(onScreen(Object.fromEntries(Object.entries(stateLooks).map(([state, { text }]) => [state, text]))));
  expect(severityWords).toEqual(onScreen(severityNames));
  expect(measureWords).toEqual(onScreen(measureNames));
  expect(signatureWords).toEqual(onScreen({ none: () => "signature_none", valid: () => "signature_signed", contested: () => "signature_contested" }));
});
