import { Validator, type OutputUnit, type Schema } from "@cfworker/json-schema";
import type { Finding } from "../kernel/problem.ts";
import type { FormPackage } from "./contract.ts";
import "./formats.ts";

const validators = new WeakMap<FormPackage, Validator>();

/** Keywords that only say that something below them is wrong. */
const containers: ReadonlySet<string> = new Set(["properties", "items", "additionalProperties"]);

/** Where the answers do not fit the form's data schema: one finding a fault, at the exact member. */
export function checkSchema(pkg: FormPackage, answers: unknown): Finding[] {
  const { errors } = validatorOf(pkg).validate(answers);
  return errors.filter((error) => !containers.has(error.keyword)).map(toFinding);
}

function validatorOf(pkg: FormPackage): Validator {
  let validator = validators.get(pkg);
  if (!validator) {
    // A copy, because the validator writes addresses into the schema. Without short circuit: all faults at once.
    validator = new Validator(structuredClone(pkg.data) as Schema, "2020-12", false);
    validators.set(pkg, validator);
  }
  return validator;
}

function toFinding({ keyword, instanceLocation, error }: OutputUnit): Finding {
  const pointer = decodeURI(instanceLocation.slice(1));
  if (keyword === "false") return { pointer, code: "unknown-member" };
  if (keyword === "required") return { pointer: `${pointer}/${missingName(error)}`, code: "required" };
  return { pointer, code: keyword };
}

/** The validator names the missing member only in its sentence; names of fields have no quotation mark in them. */
function missingName(sentence: string): string {
  return sentence.split('"')[1] ?? "";
}
