import { openBenchPlatform } from "./bench/bench-platform.ts";
import { countUseCases } from "./bench/count-use-cases.ts";

const bench = await openBenchPlatform();
try {
  await countUseCases(bench);
} finally {
  await bench.close();
}
