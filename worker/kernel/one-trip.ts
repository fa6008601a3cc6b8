/** A statement as it was prepared: what came of it is told to whoever asked for it. */
type Waiting = { statements: readonly D1PreparedStatement[]; answer: (results: D1Result[]) => void; fail: (error: unknown) => void };

/**
 * The same database for reading: whatever is asked of it before the caller waits for anything else travels together, as one batch. Ten reads
 * are one round trip, and show one moment. A read that fails fails all that travel with it. Not for writing: `record` does that.
 */
export function inOneTrip(database: D1Database): D1Database {
  let waiting: Waiting[] = [];

  async function depart(): Promise<void> {
    const now = waiting;
    waiting = [];
    try {
      const results = await database.batch(now.flatMap(({ statements }) => statements));
      let first = 0;
      for (const { statements, answer } of now) answer(results.slice(first, (first += statements.length)));
    } catch (error) {
      for (const { fail } of now) fail(error);
    }
  }
  function ask(statements: readonly D1PreparedStatement[]): Promise<D1Result[]> {
    return new Promise((answer, fail) => {
      // A timer runs when everything that could go on has gone on: until then others get on.
      if (waiting.length === 0) setTimeout(() => void depart(), 0);
      waiting.push({ statements, answer, fail });
    });
  }
  const real = new WeakMap<object, D1PreparedStatement>();
  function wrap(statement: D1PreparedStatement): D1PreparedStatement {
    const all = async () => (await ask([statement]))[0]!;
    const wrapped = {
      bind: (...values: unknown[]) => wrap(statement.bind(...values)),
      all,
      first: async () => (await all()).results[0] ?? null,
    } as unknown as D1PreparedStatement;
    real.set(wrapped, statement);
    return wrapped;
  }
  return {
    prepare: (sql: string) => wrap(database.prepare(sql)),
    batch: (statements: D1PreparedStatement[]) => ask(statements.map((statement) => real.get(statement) ?? statement)),
  } as unknown as D1Database;
}
