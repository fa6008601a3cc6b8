import type { PrintedFigure } from "../../worker/national/contract.ts";
import { readTsv } from "./read-tsv.ts";

type Column = "entity" | "entity_code" | "entity_type" | "period_from" | "period_to" | "metric" | "definition" | "value" | "unit" | "numerator" | "denominator" | "source" | "confidence" | "note";

/** The module of the figures that were printed in public, each with its source: written from printed-figures.tsv, never by hand. */
export function printedFiguresModule(): string {
  const figures = readTsv<Column>("printed-figures.tsv").map((row) => JSON.stringify(toFigure(row)));
  return `import type { PrintedFigure } from "./contract.ts";

/**
 * Written by scripts/write-facts.ts from scripts/facts/printed-figures.tsv. As printed, with source and confidence; nothing here is computed.
 */
export const printedFigures: readonly PrintedFigure[] = [
${figures.map((figure) => `  ${figure},`).join("\n")}
];
`;
}

function toFigure(row: Record<Column, string | null>): PrintedFigure {
  return {
    entity: row.entity!,
    tenant: row.entity_code,
    group: row.entity_type!,
    periodFrom: row.period_from,
    periodTo: row.period_to!,
    metric: row.metric!,
    definition: row.definition,
    value: row.value!,
    unit: row.unit!,
    numerator: row.numerator === null ? null : Number(row.numerator),
    denominator: row.denominator === null ? null : Number(row.denominator),
    source: row.source!,
    confidence: row.confidence as PrintedFigure["confidence"],
    note: row.note,
  };
}
