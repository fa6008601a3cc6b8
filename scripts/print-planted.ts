import { listPlanted2016 } from "./seed/planted-2016.ts";
import { plan2016 } from "./seed/plan-2016.ts";

/** Prints, tab-separated, everything that is planted in the generated year 2016. */
const columns = ["tenant", "rule", "severity", "subject", "measure", "reported", "actual"] as const;
console.log(columns.join("\t"));
for (const planted of listPlanted2016(plan2016())) console.log(columns.map((column) => planted[column] ?? "").join("\t"));
