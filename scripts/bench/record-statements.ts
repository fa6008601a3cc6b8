/** Round trips of one request, each with its statements; bytes stand as lists of numbers. */
export type Spoken = { sql: string; params: unknown[] }[][];

/** The same database, with every statement that goes to it written down. */
export function recordStatements(database: D1Database): { database: D1Database; words: Spoken } {
  const words: Spoken = [];
  const real = new WeakMap<object, { statement: D1PreparedStatement; word: { sql: string; params: unknown[] } }>();
  const wrap = (statement: D1PreparedStatement, sql: string, params: unknown[]): D1PreparedStatement => {
    const word = { sql, params: params.map((value) => (value instanceof Uint8Array ? { bytes: [...value] } : value)) };
    const said = <T>(answer: Promise<T>): Promise<T> => {
      words.push([word]);
      return answer;
    };
    const recorded = {
      bind: (...values: unknown[]) => wrap(statement.bind(...values), sql, values),
      all: () => said(statement.all()),
      run: () => said(statement.run()),
      first: (column?: string) => said(column === undefined ? statement.first() : statement.first(column)),
    } as unknown as D1PreparedStatement;
    real.set(recorded, { statement, word });
    return recorded;
  };
  const recording = {
    prepare: (sql: string) => wrap(database.prepare(sql), sql, []),
    batch: (statements: D1PreparedStatement[]) => {
      const known = statements.map((statement) => real.get(statement)!);
      words.push(known.map(({ word }) => word));
      return database.batch(known.map(({ statement }) => statement));
    },
  } as unknown as D1Database;
  return { database: recording, words };
}
