/** Sends a request to the gate and gives its answer. */
export type Ask = (path: string, request: { method: string; body?: string | Uint8Array }) => Promise<Response>;

type Statement = { sql: string; params: unknown[] };

/** A D1 database behind the gate: each call is one request. Only what the platform's code uses is here. */
export function gateDatabase(ask: Ask, binding: string): D1Database {
  const run = async (how: "all" | "raw" | "batch", statements: readonly Statement[]): Promise<unknown> => {
    const response = await ask("/", { method: "POST", body: JSON.stringify({ binding, how, statements }, encodeBytes) });
    const body = (await response.json()) as { answer: unknown } | { message: string; cause: string | null };
    if ("message" in body) throw new Error(body.message, { cause: body.cause === null ? undefined : new Error(body.cause) });
    return body.answer;
  };
  const prepared = (statement: Statement): GateStatement => new GateStatement(statement, run);
  return {
    prepare: (sql: string) => prepared({ sql, params: [] }),
    batch: (statements: GateStatement[]) => run("batch", statements.map(({ statement }) => statement)),
  } as unknown as D1Database;
}

type Run = (how: "all" | "raw" | "batch", statements: readonly Statement[]) => Promise<unknown>;

class GateStatement {
  readonly statement: Statement;
  readonly #run: Run;
  constructor(statement: Statement, run: Run) {
    this.statement = statement;
    this.#run = run;
  }
  bind(...params: unknown[]): GateStatement {
    return new GateStatement({ sql: this.statement.sql, params }, this.#run);
  }
  async all(): Promise<D1Result> {
    return ((await this.#run("all", [this.statement])) as D1Result[])[0]!;
  }
  run(): Promise<D1Result> {
    return this.all();
  }
  async first(column?: string): Promise<unknown> {
    const row = (await this.all()).results[0] as Record<string, unknown> | undefined;
    return row === undefined ? null : column === undefined ? row : row[column];
  }
  async raw(options?: { columnNames?: boolean }): Promise<unknown[]> {
    const [names, ...rows] = (await this.#run("raw", [this.statement])) as unknown[];
    return options?.columnNames ? [names, ...rows] : rows;
  }
}

function encodeBytes(_name: string, value: unknown): unknown {
  if (value instanceof ArrayBuffer) return { $bytes: Buffer.from(value).toString("base64") };
  if (ArrayBuffer.isView(value)) return { $bytes: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64") };
  return value;
}
