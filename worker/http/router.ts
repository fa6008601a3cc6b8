import { OpenAPIHono } from "@hono/zod-openapi";
import type { Actor } from "../kernel/context.ts";
import { Problem, type Finding } from "../kernel/problem.ts";

/** What a request carries along: Cloudflare's bindings, and what the first lines of the Worker set. */
export type HttpEnv = { Bindings: Env; Variables: { requestId: string; now: number; /** The machine whose token was verified. */ machine?: Extract<Actor, { kind: "integration" }> } };

/** A router whose declared parameters and bodies are checked; what does not fit is refused before the handler runs. */
export function openApiRouter(): OpenAPIHono<HttpEnv> {
  return new OpenAPIHono<HttpEnv>({
    defaultHook: (result) => {
      if (result.success) return;
      const code = result.target === "json" ? "body-invalid" : result.target === "query" ? "query-invalid" : "not-found";
      throw new Problem(code, refusalOf[code], code === "not-found" ? undefined : findingsOf(result.error.issues));
    },
  });
}

const refusalOf = {
  "body-invalid": "The body does not fit the description at /openapi.json. `errors` names each place; correct them and send again.",
  "query-invalid": "The query does not fit the description at /openapi.json. `errors` names each parameter; correct them and ask again.",
  "not-found": "Nothing is at this address. Check the tenant's code and the identifier in it.",
};

/** Zod's issues as findings: unknown members are named one by one. */
export function findingsOf(issues: readonly { path: PropertyKey[]; code?: string; message: string; keys?: string[] }[]): Finding[] {
  return issues.flatMap((issue) => {
    const pointer = issue.path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
    if (issue.code === "unrecognized_keys") return (issue.keys ?? []).map((key) => ({ pointer: `${pointer}/${key}`, code: "unknown-member" }));
    return [{ pointer, code: issue.code ?? "invalid", message: issue.message }];
  });
}
