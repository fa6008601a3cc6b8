const plain = /^\d{1,15}$/;
const grouped = /^\d{1,3}([.,\s\u00a0\u202f])\d{3}(?:\1\d{3})*$/;

/**
 * The count a person or a spreadsheet wrote: `1234`, `1.234`, `1,234`, `1 234`. Null when nothing is written, NaN when it is
 * no count: a fraction, a sign, a letter.
 */
export function parseCount(text: string): number | null {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  if (plain.test(trimmed)) return Number(trimmed);
  return grouped.test(trimmed) ? Number(trimmed.replace(/\D/g, "")) : Number.NaN;
}
