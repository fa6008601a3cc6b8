import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";

const FILE = ".dev.vars";

/** The platform's secret on this machine, from .dev.vars; made there on the first call. Keys of the log derive from it. */
export function localSecret(): string {
  const text = existsSync(FILE) ? readFileSync(FILE, "utf8") : "";
  const known = /^PLATFORM_SECRET\s*=\s*"?([A-Za-z0-9_-]{43})"?\s*$/m.exec(text)?.[1];
  if (known) return known;
  const secret = randomBytes(32).toString("base64url");
  writeFileSync(FILE, `${text && !text.endsWith("\n") ? `${text}\n` : text}PLATFORM_SECRET="${secret}"\n`, { mode: 0o600 });
  return secret;
}
