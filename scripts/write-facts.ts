import { writeFileSync } from "node:fs";
import { factsSql } from "./facts/facts-sql.ts";

/**
 * Writes the migration of the facts anew from scripts/facts/*.tsv. Once a deployment has applied it, a change of the facts
 * is a migration of its own: copy what differs into a new file.
 */
writeFileSync(new URL("../migrations/central/0001_facts.sql", import.meta.url), factsSql());
