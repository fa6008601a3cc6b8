import { rmSync } from "node:fs";
import { STATE } from "./platform/local-settings.ts";

rmSync(STATE, { recursive: true, force: true });
console.log("The local databases are gone. The next `npm start` makes and fills them anew.");
