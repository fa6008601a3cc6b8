import { spawn, type ChildProcess } from "node:child_process";

/** Nothing leaves this machine: no statistics, no search for updates, no look-up of where we are. */
const quiet = {
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_SEND_ERROR_REPORTS: "false",
  WRANGLER_HIDE_BANNER: "true",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  CI: "true",
  FORCE_COLOR: "0",
};

/** Starts wrangler with its output piped. */
export function spawnWrangler(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, ["node_modules/wrangler/bin/wrangler.js", ...args], { env: { ...process.env, ...quiet }, stdio: ["ignore", "pipe", "pipe"] });
}

/** Runs wrangler to its end and gives what it printed; throws with all of its words when it fails. */
export async function runWrangler(args: readonly string[]): Promise<string> {
  const child = spawnWrangler(args);
  const [out, all] = [[] as string[], [] as string[]];
  child.stdout!.setEncoding("utf8").on("data", (text: string) => void (out.push(text), all.push(text)));
  child.stderr!.setEncoding("utf8").on("data", (text: string) => void all.push(text));
  const code = await new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
  if (code !== 0) throw new Error(`wrangler ${args.join(" ")} failed:\n${all.join("")}`);
  return out.join("");
}
