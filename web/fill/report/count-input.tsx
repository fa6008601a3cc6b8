/** The id of a cell: what error summaries lead to, and what the arrow keys and a paste start from. */
export function cellId(row: number, column: string): string {
  return `cell-${row}-${column}`;
}

/** `cell-3-c4` taken apart; null for any other id. */
export function parseCellId(id: string): { row: number; column: string } | null {
  const match = /^cell-(\d+)-(\w+)$/.exec(id);
  return match ? { row: Number(match[1]), column: match[2]! } : null;
}

export type CountInputProps = { row: number; column: string; text: string; label?: string; isWrong: boolean; describedBy?: string | undefined; isDisabled?: boolean; onText: (row: number, column: string, text: string) => void };

/** A count: digits keyboard on phones, no spinner, right-aligned. */
export function CountInput({ row, column, text, label, isWrong, describedBy, isDisabled = false, onText }: CountInputProps) {
  return (
    <input
      id={cellId(row, column)}
      className="count-input"
      type="text"
      inputMode="numeric"
      autoComplete="off"
      enterkeyhint="next"
      maxLength={20}
      value={text}
      disabled={isDisabled}
      aria-label={label}
      aria-invalid={isWrong ? true : undefined}
      aria-describedby={describedBy}
      onInput={(event) => onText(row, column, event.currentTarget.value)}
    />
  );
}
