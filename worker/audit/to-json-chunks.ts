/** D1 takes 2 MB a parameter; below that with room for what UTF-8 adds to a character count. */
const MAX_PARAMETER_CHARACTERS = 500_000;

/** The rows as JSON arrays for `json_each(?)`, each small enough for one bound parameter. No rows, no chunks. */
export function toJsonChunks(rows: readonly object[]): string[] {
  const chunks: string[] = [];
  let open: string[] = [];
  let length = 0;
  for (const row of rows) {
    const text = JSON.stringify(row);
    if (length + text.length > MAX_PARAMETER_CHARACTERS && open.length > 0) {
      chunks.push(`[${open.join(",")}]`);
      [open, length] = [[], 0];
    }
    open.push(text);
    length += text.length + 1;
  }
  return open.length > 0 ? [...chunks, `[${open.join(",")}]`] : chunks;
}
