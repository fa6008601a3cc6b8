import * as z from "zod";
import type { Finding } from "../kernel/problem.ts";
import { digest43 } from "../signing/contract.ts";

const key = z.string().min(1).max(200);
const field = z.strictObject({
  ref: z.string().max(500),
  widget: z.string().max(40),
  hint_key: key.optional(),
  get columns() {
    return z.array(field).max(100).optional();
  },
});
const rules = z.record(z.string(), z.unknown());
const texts = z.record(z.string().max(200), z.string().max(4000));

/** The outline of a package; its data schema, rules and texts are checked by files of their own. */
const outline = z.strictObject({
  profile: z.literal("fp/1"),
  engine: z.literal("1"),
  id: z.string().regex(/^[a-z0-9-]{1,64}$/),
  title_key: key,
  data: z.record(z.string(), z.unknown()),
  layout: z.strictObject({
    pages: z
      .array(
        z.strictObject({ id: key, title_key: key, sections: z.array(z.strictObject({ title_key: key.optional(), fields: z.array(field).max(500) })).max(100) }),
      )
      .min(1)
      .max(50),
  }),
  logic: z.strictObject({
    relevant: rules,
    required: rules,
    compute: rules,
    checks: z
      .array(
        z.strictObject({
          id: z.string(),
          each: z.string().optional(),
          when: z.unknown(),
          at: z.array(z.string()).max(20),
          level: z.enum(["error", "warning"]),
          message_key: key,
        }),
      )
      .max(200),
  }),
  i18n: z.strictObject({ vi: texts, en: texts }),
  meta: z.strictObject({
    audience: z.enum(["report", "explanation", "decision", "decision-manifest", "appeal", "extension", "extension-decision", "service", "free"]),
    effective_from: z.iso.date(),
    supersedes: digest43.nullable(),
    compat: z.enum(["first", "additive", "changes-meaning", "breaking"]),
  }),
});

/** Where a value is not a form package at all: `shape` at each place. */
export function checkPackageShape(value: unknown): Finding[] {
  const { error } = outline.safeParse(value);
  return (error?.issues ?? []).map((issue) => ({
    pointer: issue.path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join(""),
    code: "shape",
    message: issue.message,
  }));
}
