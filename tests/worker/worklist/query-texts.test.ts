import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { queryFlags, queryKeys } from "../../../worker/worklist/query-language.ts";
import { ask } from "../ask.ts";
import { asPerson, makeAuthority, makeOfficer } from "../make-tenant.ts";

let auditor: Awaited<ReturnType<typeof makeOfficer>>;
beforeAll(async () => {
  auditor = await makeOfficer(await makeAuthority(), ["auditor"]);
});

type Refusal = { code?: string; detail: string; errors: { pointer: string; code: string; message: string }[] };
const get = (path: string) => ask(path, { headers: asPerson(auditor) });
const listed = (q: string) => get(`/v1/discrepancies?limit=1&q=${encodeURIComponent(q)}`);
const refusal = async (q: string) => (await listed(q)).json<Refusal>();

/** Words that look like the language and are not quite it, beside what it is made of. */
const anyKey = fc.constantFrom(...Object.keys(queryKeys), "constructor", "toString", "__proto__", "hasOwnProperty", "State", "DUE", "under");
const anyOperator = fc.constantFrom("", ">", ">=", "<", "<=", "=", "><");
const anyValue = fc.oneof(
  fc.constantFrom("open", "OPEN", "none", "overdue", "3d", "999d", "9999d", "2026-02-30", "0000-01-01", "9999-12-31", "2026-Q1", "999999999999", "1e9", "-1", "@me", "*", "high", "valid", "source_error", "constructor", "__proto__"),
  fc.string({ maxLength: 8, unit: "binary" }),
);
const anyWord = fc.oneof(
  fc.tuple(fc.constantFrom("", "-"), anyKey, anyOperator, anyValue).map(([sign, key, operator, value]) => `${sign}${key}:${operator}${value}`),
  fc.constantFrom(...queryFlags, "-SNOOZED", '"', "\\", "|", "\u0000", "đất"),
  fc.string({ maxLength: 8, unit: "binary" }),
);
const anyText = fc.array(anyWord, { maxLength: 4 }).map((words) => words.join(" "));

test("whatever stands in the query box, list, counts, groups and bulk answer or refuse it, and agree", async () => {
  await fc.assert(
    fc.asyncProperty(anyText, fc.constantFrom("rule", "subject"), async (text, by) => {
      const q = encodeURIComponent(text.toWellFormed());
      const body = JSON.stringify({ q: text.toWellFormed(), request: { transition: "acknowledge" } });
      const answers = await Promise.all([
        get(`/v1/discrepancies?limit=1&q=${q}`), get(`/v1/discrepancies/facets?q=${q}`), get(`/v1/discrepancies/groups?by=${by}&q=${q}`),
        ask("/v1/discrepancies/bulk-preview", { method: "POST", headers: asPerson(auditor, { "Content-Type": "application/json" }), body }),
      ]);
      const [list, facets, groups, preview] = answers.map(({ status }) => status);
      expect([200, 400], text).toContain(list);
      expect([facets, groups], text).toEqual([list, list]);
      expect(preview! < 500, text).toBe(true);
      for (const answer of answers) await answer.body?.cancel();
    }),
    { numRuns: 150, examples: [["constructor:x", "rule"], ["-__proto__:x", "rule"], ["due:999d age:<9999d", "subject"]] },
  );
});

test("keys and known words are taken in capitals too", async () => {
  for (const q of ["Due:<3d", "STATE:open", "state:OPEN", "SEV:>=High", "-Snoozed", "reason:SOURCE_ERROR"]) expect((await listed(q)).status, q).toBe(200);
});

test("what a key does not take is refused with its place and with what the key takes", async () => {
  expect(await refusal("state:open  reason:xyz")).toMatchObject({ code: "query-invalid", detail: expect.stringMatching(/reason:xyz.*character 13.*source_error/) as unknown, errors: [{ pointer: "/q", code: "unknown-value", message: "12 reason:xyz" }] });
  expect(await refusal("due:soon")).toMatchObject({ detail: expect.stringContaining("overdue or none") as unknown });
  expect(await refusal("Colour:red")).toMatchObject({ errors: [{ code: "unknown-key", message: "0 Colour:red" }] });
  for (const q of ["constructor:x", "under:VN", "signed:invalid"]) expect((await refusal(q)).code, q).toBe("query-invalid");
});
