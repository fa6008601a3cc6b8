import type { DataSchema } from "./contract.ts";

/** One field of a form, as its data schema describes it. */
export type FieldPath = {
  /** Names from the root, without row numbers: `/rows/c4`. The key of labels and of logic. */
  pointer: string;
  schema: DataSchema;
  /** The pointer of the repeating group the field is a member of; "" is the whole answer. */
  group: string;
};

/** Every field below the schema, groups before their members, in the order of the schema. */
export function listFieldPaths(schema: DataSchema, pointer = "", group = ""): FieldPath[] {
  const node = schema.type === "array" ? schema.items : schema;
  const scope = schema.type === "array" ? pointer : group;
  return Object.entries(node?.properties ?? {}).flatMap(([name, member]) => {
    const path = { pointer: `${pointer}/${name}`, schema: member, group: scope };
    return [path, ...listFieldPaths(member, path.pointer, scope)];
  });
}

/** `#/properties/rows/items/properties/c4` to `/rows/c4`; null when it is no such reference. */
export function findPointerOfRef(ref: string): string | null {
  return /^#(\/properties\/[^/]+(\/items)?)+$/.test(ref) && !ref.endsWith("/items")
    ? ref.slice(1).replaceAll(/\/properties(\/[^/]+)(?:\/items)?/g, "$1")
    : null;
}

/** The names of a pointer whose names need no escaping: names of fields never do. */
export function namesOf(pointer: string): string[] {
  return pointer === "" ? [] : pointer.slice(1).split("/");
}

/** The member at the path of names, or undefined. Looks at own members only: `constructor` is never there. */
export function memberAt(value: unknown, names: readonly string[]): unknown {
  let found = value;
  for (const name of names) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, name)) return undefined;
    found = (found as Record<string, unknown>)[name];
  }
  return found;
}
