import { toJsonChunks } from "../kernel/to-json-chunks.ts";
import { markColumn, type FilingMark } from "./contract.ts";
import { SAMPLES } from "./signal-settings.ts";
import { counterWords, OWNERS, type Tally } from "./tally-batch.ts";

const receptionColumns: Readonly<Record<string, string>> = { early: "resolved_early", "on-time": "resolved_on_time", late: "resolved_late" };
/** The columns of `counterWords`, in their order. */
export const counterColumns = counterWords.map((word) => receptionColumns[word] ?? markColumn(word as FilingMark));

/** Adds the tally to what is counted, in one statement for each kind of thing and chunk of rows. */
export function tallyStatements(ledger: D1Database, tenantCode: string, { counters, pending, samples, days, submitters }: Tally): D1PreparedStatement[] {
  const bulk = (sql: string, rows: readonly unknown[]) => toJsonChunks(rows).map((json) => ledger.prepare(sql).bind(tenantCode, json));
  return [
    ...bulk(addCounters, counters),
    ...bulk(addPending, pending),
    ...bulk(clearPending, pending.filter(([, , , by]) => (by as number) < 0)),
    ...bulk(dropSamples, samples.filter(([, , , , gone]) => (gone as string[]).length > 0)),
    ...bulk(addSamples, samples.filter(([, , , come]) => (come as string[]).length > 0)),
    ...bulk(addDays, days),
    ...bulk(addSubmitters, submitters),
  ];
}

const addCounters = `
  INSERT INTO filing_counter (tenant_id, bucket, service_code, ${counterColumns.join(", ")})
  SELECT ?1, e.value ->> 0, e.value ->> 1, ${counterColumns.map((_, i) => `e.value ->> ${i + 2}`).join(", ")} FROM json_each(?2) e WHERE true
  ON CONFLICT DO UPDATE SET ${counterColumns.map((column) => `${column} = ${column} + excluded.${column}`).join(", ")}`;

const addPending = `
  INSERT INTO filing_pending (tenant_id, done_bucket, service_code, due_bucket, filings)
  SELECT ?1, e.value ->> 0, e.value ->> 1, e.value ->> 2, e.value ->> 3 FROM json_each(?2) e WHERE true
  ON CONFLICT DO UPDATE SET filings = filings + excluded.filings`;

const clearPending = `
  DELETE FROM filing_pending WHERE tenant_id = ?1 AND filings = 0
    AND (done_bucket, service_code, due_bucket) IN (SELECT e.value ->> 0, e.value ->> 1, e.value ->> 2 FROM json_each(?2) e)`;

/** A few of a set: the smallest, so that the order in which they came does not matter. */
const fewOf = (first: string, second: string, most: number) => `(SELECT json_group_array(one) FROM (SELECT value AS one FROM json_each(${first}) UNION SELECT value FROM json_each(${second}) ORDER BY 1 LIMIT ${most}))`;

const addSamples = `
  INSERT INTO filing_sample (tenant_id, bucket, service_code, signal, codes)
  SELECT ?1, e.value ->> 0, e.value ->> 1, e.value ->> 2, e.value -> 3 FROM json_each(?2) e WHERE true
  ON CONFLICT DO UPDATE SET codes = ${fewOf("filing_sample.codes", "excluded.codes", SAMPLES)}`;

const dropSamples = `
  UPDATE filing_sample SET codes = (SELECT json_group_array(value) FROM json_each(filing_sample.codes) WHERE value NOT IN (SELECT value FROM json_each(e.value -> 4)))
  FROM json_each(?2) e WHERE filing_sample.tenant_id = ?1 AND bucket = e.value ->> 0 AND service_code = e.value ->> 1 AND signal = e.value ->> 2`;

const addDays = `
  INSERT INTO filing_day (tenant_id, day, unit, online, numbered, highest)
  SELECT ?1, e.value ->> 0, e.value ->> 1, e.value ->> 2, e.value ->> 3, e.value ->> 4 FROM json_each(?2) e WHERE true
  ON CONFLICT DO UPDATE SET online = online + excluded.online, numbered = numbered + excluded.numbered, highest = MAX(highest, excluded.highest)`;

const addSubmitters = `
  INSERT INTO filing_submitter (tenant_id, bucket, submitter, filings, owners, owners_known)
  SELECT ?1, e.value ->> 0, e.value ->> 1, e.value ->> 2, e.value -> 3, json_array_length(e.value -> 3) FROM json_each(?2) e WHERE true
  ON CONFLICT DO UPDATE SET filings = filings + excluded.filings, owners = ${fewOf("filing_submitter.owners", "excluded.owners", OWNERS)},
    owners_known = json_array_length(${fewOf("filing_submitter.owners", "excluded.owners", OWNERS)})`;
