import type { Handler } from "hono";
import { Problem, problems, type ProblemCode } from "../kernel/problem.ts";
import type { HttpEnv } from "./router.ts";

/** The page behind a problem's `type`: its code, status and title. docs/api.md has the whole table. */
export const showProblem: Handler<HttpEnv> = (c) => {
  const code = c.req.param("code") ?? "";
  if (!Object.hasOwn(problems, code)) throw new Problem("not-found", "There is no problem with this code. docs/api.md lists them all.");
  const [status, title] = problems[code as ProblemCode];
  return c.json({ code, status, title }, 200, { "Cache-Control": "public, max-age=3600" });
};
