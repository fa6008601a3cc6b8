import { toJsonChunks } from "../kernel/to-json-chunks.ts";
import { columnOf, counterWords, packedSql } from "./counter-words.ts";
import { SAMPLES } from "./signal-settings.ts";
import { OWNERS, type Tally } from "./tally-batch.ts";

/** Adds the tally to what is counted, in one statement for each kind of thing and chunk of rows. */
export function tallyStatements(ledger: D1Database, tenantCode: string, { counters, pending, samples, days, submitters, owners, units }: Tally): D1PreparedStatement[] {
  const bulk = (sql: string, rows: readonly unknown[]) => toJsonChunks(rows).map((json) => ledger.prepare(sql).bind(tenantCode, json));
  return [
    ...bulk(addCounters, counters),
    ...bulk(addPending, pending),
    ...bulk(clearPending, pending.filter(([, , , by]) => (by as number) < 0)),
    ...bulk(dropSamples, samples.filter(([, , , , gone]) => (gone as string[]).length > 0)),
    ...bulk(addSamples, samples.filter(([, , , come]) => (come as string[]).length > 0)),
    ...bulk(addDays, days),
    ...bulk(addSubmitters, submitters),
    ...bulk(addOwners, owners),
    ...bulk(addUnits, units),
  ];
}

const counterColumns = counterWords.map(columnOf);
/**
 * The packed form is written by the statement that adds, from the same sums: it cannot say anything else. The rows are made once
 * (MATERIALIZED) and read as columns: taking each count out of JSON three times would double what a row costs.
 */
const addCounters = `
  WITH added AS MATERIALIZED (SELECT e.value ->> 0 AS bucket, e.value ->> 1 AS service_code, ${counterColumns.map((column, i) => `e.value ->> ${i + 2} AS ${column}`).join(", ")} FROM json_each(?2) e)
  INSERT INTO filing_counter (tenant_id, bucket, service_code, ${counterColumns.join(", ")}, packed)
  SELECT ?1, bucket, service_code, ${counterColumns.join(", ")}, ${packedSql(columnOf)} FROM added WHERE true
  ON CONFLICT DO UPDATE SET ${counterColumns.map((column) => `${column} = filing_counter.${column} + excluded.${column}`).join(", ")},
    packed = ${packedSql((word) => `filing_counter.${columnOf(word)} + excluded.${columnOf(word)}`)}`;

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

/** Two counts by name added up, names of 0 left out. */
const sumsOf = (first: string, second: string, least: number) => `(SELECT key, SUM(value) AS n FROM (SELECT key, value FROM json_each(${first}) UNION ALL SELECT key, value FROM json_each(${second})) GROUP BY key HAVING n >= ${least})`;
const addUp = (first: string, second: string) => `(SELECT json_group_object(key, n) FROM ${sumsOf(first, second, 1)})`;

const addOwners = `
  INSERT INTO filing_owner (tenant_id, day, service_code, owners, twice)
  SELECT ?1, e.value ->> 0, e.value ->> 1, e.value -> 2, (SELECT COALESCE(SUM(value), 0) FROM json_each(e.value -> 2) WHERE value > 1) FROM json_each(?2) e WHERE true
  ON CONFLICT DO UPDATE SET owners = ${addUp("filing_owner.owners", "excluded.owners")}, twice = (SELECT COALESCE(SUM(n), 0) FROM ${sumsOf("filing_owner.owners", "excluded.owners", 2)})`;

const addUnits = `
  INSERT INTO filing_unit (tenant_id, bucket, units) SELECT ?1, e.value ->> 0, e.value -> 1 FROM json_each(?2) e WHERE true
  ON CONFLICT DO UPDATE SET units = ${addUp("filing_unit.units", "excluded.units")}`;
