import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildWeb } from "./platform/build-web.ts";
import { localSecret } from "./platform/local-secret.ts";
import { DEMO_CERTIFICATES, PORT, STATE } from "./platform/local-settings.ts";
import { prepareDatabases } from "./platform/prepare-databases.ts";
import { findFreePort, serve } from "./platform/serve.ts";
import { welcome } from "./platform/welcome.ts";
import { DEMO_GUIDE } from "./seed/seed-certificates.ts";
import { seedAll } from "./seed/seed-all.ts";

const startedAt = Date.now();

function say(text: string): void {
  console.log(`[${((Date.now() - startedAt) / 1000).toFixed(0).padStart(3)} s] ${text}`);
}

function giveUp(text: string): never {
  console.error(`\n${text}`);
  process.exit(1);
}

async function start(): Promise<void> {
  if (!Number.isInteger(PORT) || PORT < 1 || PORT > 65535) giveUp(`PORT is \`${process.env["PORT"]}\`, which is no port. Try \`PORT=8790 npm start\`.`);
  if ((await findFreePort(PORT)) === null) giveUp(`Port ${PORT} is taken. Stop what listens there, or choose another: \`PORT=${PORT + 1} npm start\`.`);
  const secret = localSecret();
  const isFirst = !existsSync(STATE);
  say(isFirst ? "First start: the databases are made and filled, which takes a minute or two." : "The databases are kept from the last time.");
  await prepareDatabases(STATE, secret, seedAll, say);
  say(buildWeb() ? "The web app is built." : "The web app is as it was built.");
  say("The platform starts …");
  const served = await serve({ port: PORT, state: STATE });
  say("Ready.");
  console.log(welcome(served.origin, certificateGuide()));

  let isStopping = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (isStopping) return;
      isStopping = true;
      void served.stop();
    });
  }
  await served.ended;
  if (!isStopping) giveUp("The platform has stopped by itself. Start it again with `npm start`; the databases are kept.");
  console.log("\nStopped. The databases are kept; `npm run reset` begins anew.");
}

/** Whose the certificate files are, as the seed wrote it down; nothing where the databases are older than that. */
function certificateGuide(): string {
  const guide = join(DEMO_CERTIFICATES, DEMO_GUIDE);
  return existsSync(guide) ? readFileSync(guide, "utf8") : "";
}

await start().catch((error: unknown) => giveUp(error instanceof Error ? error.message : String(error)));
