export type D1Count = { calls: number; rowsRead: number; rowsWritten: number };

/**
 * The same database, with what it is asked counted: `calls` are round trips, rows are what D1 itself reports. Everything
 * goes through to the real one. `asked` are the statements themselves, in their order.
 */
export function countD1(database: D1Database): { database: D1Database; count: D1Count; asked: string[] } {
  const count: D1Count = { calls: 0, rowsRead: 0, rowsWritten: 0 };
  const asked: string[] = [];
  const add = (results: readonly D1Result[]) => {
    count.calls++;
    for (const { meta } of results) {
      count.rowsRead += meta.rows_read;
      count.rowsWritten += meta.rows_written;
    }
  };
  const real = new WeakMap<object, D1PreparedStatement>();
  const texts = new WeakMap<object, string>();

  const wrap = (statement: D1PreparedStatement, sql: string): D1PreparedStatement => {
    const counted = {
      bind: (...values: unknown[]) => wrap(statement.bind(...values), sql),
      all: async () => {
        asked.push(sql);
        const result = await statement.all();
        add([result]);
        return result;
      },
      run: async () => {
        asked.push(sql);
        const result = await statement.run();
        add([result]);
        return result;
      },
      first: async (column?: string) => {
        asked.push(sql);
        const result = await statement.all<Record<string, unknown>>();
        add([result]);
        const row = result.results[0];
        return row === undefined ? null : column === undefined ? row : row[column];
      },
      raw: async (options?: { columnNames?: false }) => {
        count.calls++;
        asked.push(sql);
        return statement.raw(options);
      },
    } as unknown as D1PreparedStatement;
    real.set(counted, statement);
    texts.set(counted, sql);
    return counted;
  };

  const counted = {
    prepare: (sql: string) => wrap(database.prepare(sql), sql),
    batch: async (statements: D1PreparedStatement[]) => {
      asked.push(...statements.map((statement) => texts.get(statement) ?? ""));
      const results = await database.batch(statements.map((statement) => real.get(statement) ?? statement));
      add(results);
      return results;
    },
    exec: (sql: string) => database.exec(sql),
  } as unknown as D1Database;
  return { database: counted, count, asked };
}
