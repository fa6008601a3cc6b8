import { expect, test } from "vitest";
import { discrepancies as discrepanciesEn } from "../../../web/words/en/discrepancies.ts";
import { shared as sharedEn } from "../../../web/words/en/shared.ts";
import { worklist as worklistEn } from "../../../web/words/en/worklist.ts";
import { discrepancies } from "../../../web/words/vi/discrepancies.ts";
import { shared } from "../../../web/words/vi/shared.ts";
import { worklist } from "../../../web/words/vi/worklist.ts";
import { measureWords, severityWords, signatureWords, stateWords } from "../../../worker/worklist/export-words.ts";

const vi: Record<string, string> = { ...shared, ...discrepancies, ...worklist };
const en: Record<string, string> = { ...sharedEn, ...discrepanciesEn, ...worklistEn };

/** The texts of the screens whose names begin so, in both languages. */
const onScreen = (beginning: RegExp) => Object.keys(vi).filter((key) => beginning.test(key)).map((key) => [vi[key], en[key]]);
const inFile = (words: Record<string, { vi: string; en: string }>) => Object.values(words).map((word) => [word.vi, word.en]);

test.each([
  ["states", stateWords, /^state_/],
  ["severities", severityWords, /^severity_/],
  ["measures", measureWords, /^measure_/],
  ["signatures", signatureWords, /^signature_(none|signed|contested)$/],
] as const)("a file calls %s what the screens call them", (_, words, beginning) => {
  expect(inFile(words).toSorted()).toEqual(onScreen(beginning).toSorted());
});
