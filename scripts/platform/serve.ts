import { createServer } from "node:net";
import { LOCAL_ORIGIN } from "./local-settings.ts";
import { spawnWrangler } from "./wrangler.ts";

export type Served = { origin: string; stop: () => Promise<void>; ended: Promise<void> };

const PATIENCE = 60_000;

/**
 * Serves the Worker and the web app on `port`, on the databases in `state`, once /health says that all is well. Without `secret`
 * wrangler takes it from .dev.vars, where no list of processes shows it.
 */
export async function serve({ port, state, secret }: { port: number; state: string; secret?: string }): Promise<Served> {
  const child = spawnWrangler([
    "dev", "--local", "--ip", "127.0.0.1", "--port", String(port), "--inspector-port", "0", "--persist-to", state, "--show-interactive-dev-session=false",
    "--var", "DEMO_SIGN_IN:on", `PUBLIC_ORIGIN:${LOCAL_ORIGIN}`, ...(secret === undefined ? [] : [`PLATFORM_SECRET:${secret}`]),
  ]);
  const said: string[] = [];
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      said.push(text);
      if (/error/i.test(text) && !text.startsWith('{"requestId"')) process.stderr.write(text);
    });
  }
  const ended = new Promise<void>((resolve) => child.on("close", () => resolve()));
  const stop = async (): Promise<void> => {
    if (child.exitCode === null) child.kill("SIGTERM");
    await ended;
  };
  const origin = `http://localhost:${port}`;
  const isWell = await Promise.race([waitForHealth(`http://127.0.0.1:${port}`), ended.then(() => false)]);
  if (isWell) return { origin, stop, ended };
  await stop();
  throw new Error(`The platform did not start:\n${said.join("")}`);
}

async function waitForHealth(origin: string): Promise<boolean> {
  const giveUpAt = Date.now() + PATIENCE;
  while (Date.now() < giveUpAt) {
    const isWell = await fetch(`${origin}/health`, { signal: AbortSignal.timeout(5_000) }).then((response) => response.ok, () => false);
    if (isWell) return true;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  return false;
}

/** Whether nobody listens on the port; 0 finds a free one. Returns the port or null. */
export async function findFreePort(port: number): Promise<number | null> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => resolve(null));
    server.listen(port, "127.0.0.1", () => {
      const { port: free } = server.address() as { port: number };
      server.close(() => resolve(free));
    });
  });
}
