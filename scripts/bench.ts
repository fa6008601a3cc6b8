import { openBenchPlatform } from "./bench/bench-platform.ts";
import { compareWithRaw } from "./bench/compare-with-raw.ts";
import { countUseCases } from "./bench/count-use-cases.ts";
import { measureWalks } from "./bench/measure-walks.ts";
import { rateVerifications } from "./bench/rate-verifications.ts";

const bench = await openBenchPlatform();
await countUseCases(bench).finally(bench.close);
await compareWithRaw();
await measureWalks();
await rateVerifications();
