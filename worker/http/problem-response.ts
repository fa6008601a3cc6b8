import { HTTPException } from "hono/http-exception";
import type { Context } from "hono";
import { messageOf } from "../kernel/database-error.ts";
import { Problem, problems } from "../kernel/problem.ts";
import type { HttpEnv } from "./router.ts";

/** The one exit of every refusal: RFC 9457. What was not foreseen becomes `internal`; its words stay in the log line. */
export function problemResponse(error: unknown, c: Context<HttpEnv>): Response {
  const problem = asProblem(error);
  if (problem.code === "internal") console.error(JSON.stringify({ level: "error", requestId: c.get("requestId"), error: messageOf(error) }));
  const origin = c.env.PUBLIC_ORIGIN;
  const body = {
    type: `${origin}/problems/${problem.code}`,
    title: problems[problem.code][1],
    status: problem.status,
    detail: problem.message,
    instance: `urn:request:${c.get("requestId")}`,
    code: problem.code,
    ...(problem.errors ? { errors: problem.errors } : {}),
    ...problem.extra,
  };
  const headers = new Headers({ "Content-Type": "application/problem+json", "Cache-Control": "no-store" });
  if (problem.code === "rate-limited" || problem.code === "database-busy") headers.set("Retry-After", "10");
  if (problem.code === "method-not-allowed") headers.set("Allow", String(problem.extra["allowed"]).replaceAll(",", ", "));
  if (problem.code.startsWith("client-token-")) headers.set("WWW-Authenticate", 'Bearer error="invalid_token"');
  if (problem.code === "sign-in-required") headers.set("WWW-Authenticate", "Session");
  return new Response(JSON.stringify(body), { status: problem.status, headers });
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof HTTPException && error.status === 400) {
    return new Problem("body-invalid", "The body is not JSON. Send `Content-Type: application/json` and one JSON value.");
  }
  if (error instanceof HTTPException && error.status === 415) {
    return new Problem("unsupported-media-type", "Send `Content-Type: application/json` and one JSON value.");
  }
  if (isBusy(error)) return new Problem("database-busy", "The database did not answer in time; nothing was written. Send the same request again after the seconds in Retry-After.");
  return new Problem("internal", "The platform made an error; nothing was written. Send the request again, and if it stays, report `instance` to the operator.");
}

function isBusy(error: unknown): boolean {
  return /D1_ERROR.*(overloaded|timed out|reset|network connection lost)/i.test(messageOf(error));
}
