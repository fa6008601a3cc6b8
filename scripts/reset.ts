import { rmSync } from "node:fs";
import { DEMO_CERTIFICATES, STATE } from "./platform/local-settings.ts";

for (const folder of [STATE, DEMO_CERTIFICATES]) rmSync(folder, { recursive: true, force: true });
console.log("The local databases are gone. The next `npm start` makes and fills them anew.");
