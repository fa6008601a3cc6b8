import type { Finding } from "../kernel/problem.ts";
import { formats } from "./formats.ts";

const MAX_DEPTH = 8;
const MAX_FIELDS = 500;
const MAX_ITEMS = 1000;
const MAX_LENGTH = 20_000;
const MAX_OPTIONS = 500;

/** The closed profile of JSON Schema 2020-12: what each type may say about itself. */
const keywords: Readonly<Record<string, readonly string[]>> = {
  object: ["type", "properties", "required", "additionalProperties"],
  array: ["type", "items", "minItems", "maxItems"],
  string: ["type", "enum", "const", "minLength", "maxLength", "format"],
  integer: ["type", "enum", "const", "minimum", "maximum"],
  "integer,null": ["type", "minimum", "maximum"],
  boolean: ["type"],
};

type Node = Record<string, unknown>;

/**
 * Why a data schema is outside the profile: `schema-type`, `schema-keyword`, `schema-value`, `bound-missing`, `bounds-crossed`,
 * `format-unknown`, `member-name`, `members-open`, `required-unknown`, `too-deep`, `too-many-fields`. Takes any value.
 */
export function checkDataSchema(schema: unknown): Finding[] {
  if (!isNode(schema) || schema["type"] !== "object") return [{ pointer: "/data", code: "schema-type" }];
  const findings = checkNode(schema, "/data", 1);
  return countFields(schema, 1) > MAX_FIELDS ? [...findings, { pointer: "/data", code: "too-many-fields" }] : findings;
}

function checkNode(node: unknown, pointer: string, depth: number): Finding[] {
  if (depth > MAX_DEPTH) return [{ pointer, code: "too-deep" }];
  const type = isNode(node) ? String(node["type"]) : "";
  const allowed = Object.hasOwn(keywords, type) ? keywords[type] : undefined;
  if (!isNode(node) || !allowed) return [{ pointer, code: "schema-type" }];
  const unknown = Object.keys(node)
    .filter((keyword) => !allowed.includes(keyword))
    .map((keyword) => ({ pointer: `${pointer}/${keyword}`, code: "schema-keyword" }));
  return [...unknown, ...checkOfType[type]!(node, pointer, depth)];
}

const checkOfType: Record<string, (node: Node, pointer: string, depth: number) => Finding[]> = {
  object: checkObject,
  array: (node, pointer, depth) => [
    ...checkBounds(node, pointer, "minItems", "maxItems", 0, MAX_ITEMS),
    ...checkNode(node["items"], `${pointer}/items`, depth + 1),
  ],
  string: (node, pointer) => [
    ...("enum" in node || "const" in node ? [] : checkBounds(node, pointer, "minLength", "maxLength", 0, MAX_LENGTH)),
    ...checkOptions(node, pointer, (option) => typeof option === "string" && option.normalize("NFC") === option),
    ...("format" in node && !Object.hasOwn(formats, String(node["format"])) ? [{ pointer: `${pointer}/format`, code: "format-unknown" }] : []),
  ],
  integer: checkInteger,
  "integer,null": checkInteger,
  boolean: () => [],
};

function checkObject(node: Node, pointer: string, depth: number): Finding[] {
  const { properties, required = [], additionalProperties } = node;
  if (!isNode(properties)) return [{ pointer: `${pointer}/properties`, code: "schema-value" }];
  if (!Array.isArray(required)) return [{ pointer: `${pointer}/required`, code: "schema-value" }];
  return [
    ...(additionalProperties === false ? [] : [{ pointer: `${pointer}/additionalProperties`, code: "members-open" }]),
    ...required.flatMap((name: unknown, i) =>
      typeof name === "string" && Object.hasOwn(properties, name) ? [] : [{ pointer: `${pointer}/required/${i}`, code: "required-unknown" }],
    ),
    ...Object.entries(properties).flatMap(([name, member]) => {
      const at = `${pointer}/properties/${name}`;
      return [...(isFieldName(name) ? [] : [{ pointer: at, code: "member-name" }]), ...checkNode(member, at, depth + 1)];
    }),
  ];
}

function checkInteger(node: Node, pointer: string): Finding[] {
  return [
    ...checkBounds({ maximum: Number.MAX_SAFE_INTEGER, ...node }, pointer, "minimum", "maximum", -Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
    ...checkOptions(node, pointer, Number.isSafeInteger),
  ];
}

/** The upper bound must be there; both must be whole numbers between `least` and `most`. */
function checkBounds(node: Node, pointer: string, lower: string, upper: string, least: number, most: number): Finding[] {
  if (node[upper] === undefined) return [{ pointer: `${pointer}/${upper}`, code: "bound-missing" }];
  const from = node[lower] ?? least;
  const to = node[upper];
  const isBound = (bound: unknown): bound is number => Number.isSafeInteger(bound) && (bound as number) >= least && (bound as number) <= most;
  if (!isBound(from)) return [{ pointer: `${pointer}/${lower}`, code: "schema-value" }];
  if (!isBound(to)) return [{ pointer: `${pointer}/${upper}`, code: "schema-value" }];
  return from > to ? [{ pointer: `${pointer}/${upper}`, code: "bounds-crossed" }] : [];
}

function checkOptions(node: Node, pointer: string, isOption: (option: unknown) => boolean): Finding[] {
  const { enum: options = [0], const: constant } = node;
  const isList = Array.isArray(options) && options.length > 0 && options.length <= MAX_OPTIONS && new Set(options).size === options.length;
  return [
    ...("enum" in node && !(isList && options.every(isOption)) ? [{ pointer: `${pointer}/enum`, code: "schema-value" }] : []),
    ...("const" in node && !isOption(constant) ? [{ pointer: `${pointer}/const`, code: "schema-value" }] : []),
  ];
}

/** Names that need no escaping in pointers and mean nothing to JavaScript. */
function isFieldName(name: string): boolean {
  return /^[a-z][A-Za-z0-9_]{0,63}$/.test(name) && !(name in Object.prototype);
}

function countFields(node: unknown, depth: number): number {
  if (!isNode(node) || depth > MAX_DEPTH) return 0;
  const members = Object.values(isNode(node["properties"]) ? node["properties"] : {});
  return members.length + [...members, node["items"]].reduce<number>((sum, member) => sum + countFields(member, depth + 1), 0);
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
