import { bodyLimit } from "hono/body-limit";
import type { MiddlewareHandler } from "hono";
import { Problem } from "../kernel/problem.ts";
import type { HttpEnv } from "./router.ts";

/** The largest JSON body any route wants is a move with its signed form. */
const MAX_JSON_BYTES = 512 * 1024;

const limit = bodyLimit({
  maxSize: MAX_JSON_BYTES,
  onError: () => {
    throw new Problem("body-too-large", `The body is larger than ${MAX_JSON_BYTES} bytes. Send less at once.`);
  },
});

/** Refuses a JSON body that is too large, by its header and by counting, before it is parsed. Signed bodies are counted by read-body.ts. */
export const limitJson: MiddlewareHandler<HttpEnv> = (c, next) => {
  const type = c.req.header("Content-Type")?.split(";")[0]?.trim().toLowerCase();
  return type === "application/json" ? limit(c, next) : next();
};
