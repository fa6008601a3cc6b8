import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { factsDifference, migratedCentral } from "./facts/facts-difference.ts";
import { printedFiguresModule } from "./facts/printed-figures-module.ts";

/**
 * Writes the migration that brings CENTRAL to what scripts/facts/*.tsv say. A migration that has run is never edited: what
 * changed since the last one becomes a new, empty file, which this fills.
 * The printed figures are a module: no request needs a database for them.
 */
writeFileSync(new URL("../worker/national/printed-figures.ts", import.meta.url), printedFiguresModule());

const folder = new URL("../migrations/central/", import.meta.url);
const statements = factsDifference(migratedCentral());
const newest = readdirSync(folder).filter((name) => name.endsWith(".sql")).toSorted().at(-1)!;
const isEmpty = readFileSync(new URL(newest, folder), "utf8").split("\n").every((line) => line === "" || line.startsWith("--"));

if (statements.length === 0) console.log("The migrations say what the lists say: nothing to write.");
else if (isEmpty) {
  writeFileSync(new URL(newest, folder), `-- Written by scripts/write-facts.ts from scripts/facts/*.tsv, which name their sources.\n${statements.join("\n--> statement-breakpoint\n")}\n`);
  console.log(`${newest}: ${statements.length} facts.`);
} else {
  console.error("The lists say something new. Make an empty migration for it, then run this again:\n  DATABASE=central npx drizzle-kit generate --custom --name=facts");
  process.exit(1);
}
