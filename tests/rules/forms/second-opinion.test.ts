import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Validator } from "@cfworker/json-schema";
import { registerSchema, unregisterSchema, validate, type SchemaObject } from "@hyperjump/json-schema/draft-2020-12";
import fc from "fast-check";
import { expect, test } from "vitest";
import { checkSchema } from "../../../worker/forms/check-schema.ts";
import { decision as decisionForm } from "../../../worker/forms/national/decision.ts";
import { ii06a } from "../../../worker/forms/national/ii06a.ts";
import { printedRates as printedForm } from "../../../worker/forms/national/printed-rates.ts";
import { servicesReport as servicesForm } from "../../../worker/forms/national/services-report.ts";
import { decision, fieldRow, fieldsReport, printedRates, servicesReport } from "./sample-answers.ts";

const dialect = "https://json-schema.org/draft/2020-12/schema";
const folder = resolve(process.env["VECTORS_DIR"] ?? "../shared/vectors", "json-schema/draft2020-12");
const isThere = existsSync(folder);
if (!isThere) console.warn(`JSON Schema vectors: ${folder} is absent, 0 ran. They are in github.com/json-schema-org/JSON-Schema-Test-Suite; set VECTORS_DIR.`);

type Group = { description: string; schema: unknown; tests: { description: string; data: unknown; valid: boolean }[] };
const profile = new Set([
  "type",
  "properties",
  "required",
  "additionalProperties",
  "items",
  "minItems",
  "maxItems",
  "enum",
  "const",
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
]);

/** Whether the schema keeps to the keywords of profile fp/1 at every depth, with members closed wherever they are named. */
function isInProfile(schema: unknown): boolean {
  if (typeof schema !== "object" || schema === null || Array.isArray(schema)) return false;
  const { $schema = dialect, properties = {}, items, additionalProperties = false, ...rest } = schema as Record<string, unknown>;
  return (
    $schema === dialect &&
    additionalProperties === false &&
    Object.keys(rest).every((keyword) => profile.has(keyword)) &&
    Object.values(properties as object).every(isInProfile) &&
    (items === undefined || isInProfile(items))
  );
}

let number = 0;
async function secondOpinion(schema: object): Promise<(answers: unknown) => boolean> {
  const uri = `https://doisoat.example.gov.vn/test/${number++}`;
  registerSchema(schema as SchemaObject, uri, dialect);
  const isValid = await validate(uri);
  unregisterSchema(uri);
  return (answers) => isValid(answers as never).valid;
}

test.skipIf(!isThere)("our validator, the second one and the published vectors agree on the closed profile", async () => {
  let groups = 0;
  let cases = 0;
  let left = 0;
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".json"))) {
    for (const group of JSON.parse(readFileSync(`${folder}/${name}`, "utf8")) as Group[]) {
      if (!isInProfile(group.schema)) {
        left++;
        continue;
      }
      const first = new Validator(structuredClone(group.schema) as object, "2020-12", false);
      const second = await secondOpinion(group.schema as object);
      groups++;
      for (const { description, data, valid } of group.tests) {
        cases++;
        expect([first.validate(data).valid, second(data)], `${name}: ${group.description}: ${description}`).toEqual([valid, valid]);
      }
    }
  }
  console.info(`JSON Schema vectors: ${cases} cases in ${groups} groups ran; ${left} groups use keywords that no form may use.`);
  expect(cases).toBeGreaterThan(200);
});

test("both validators give the same verdict on right and spoilt answers to the national forms", async () => {
  const forms = [
    { form: ii06a, answers: fieldsReport(fieldRow(), fieldRow("ho-tich", "Hộ tịch")) },
    { form: servicesForm, answers: servicesReport() },
    { form: printedForm, answers: printedRates() },
    { form: decisionForm, answers: decision() },
  ];
  const counts = { right: 0, wrong: 0 };
  for (const { form, answers } of forms) {
    const second = await secondOpinion({ $schema: dialect, ...form.data });
    const paths = listPaths(answers);
    const spoilt = fc.tuple(fc.constantFrom(...paths), fc.oneof(fc.jsonValue(), fc.nat(), fc.string(), fc.constant(undefined)));
    fc.assert(
      fc.property(fc.array(spoilt, { maxLength: 2 }), (changes) => {
        const changed = changes.reduce<unknown>((value, [path, replacement]) => replaceAt(value, path, replacement), answers);
        // The second validator knows none of our formats; everything else must be the same.
        const isRight = checkSchema(form, changed).every(({ code }) => code === "format");
        counts[isRight ? "right" : "wrong"]++;
        expect(isRight).toBe(second(changed));
      }),
      { numRuns: 400 },
    );
  }
  console.info(`National forms: ${counts.right} right and ${counts.wrong} spoilt answers, no disagreement.`);
  expect(Math.min(counts.right, counts.wrong)).toBeGreaterThan(20);
});

function listPaths(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [path];
  return [...(path.length > 0 ? [path] : []), [...path, "zz"], ...Object.entries(value).flatMap(([name, member]) => listPaths(member, [...path, name]))];
}

/** A copy with the member at the path replaced, or left out when the replacement is undefined. */
function replaceAt(value: unknown, [name, ...rest]: readonly string[], replacement: unknown): unknown {
  if (name === undefined) return replacement;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value))
    return value.flatMap((member, i) =>
      String(i) === name ? (rest.length === 0 && replacement === undefined ? [] : [replaceAt(member, rest, replacement)]) : [member],
    );
  const { [name]: member, ...others } = value as Record<string, unknown>;
  const changed = replaceAt(member, rest, replacement);
  return changed === undefined ? others : { ...others, [name]: changed };
}
