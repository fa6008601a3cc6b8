/** Hands the table to the browser as a CSV file, exactly as it stands; the byte order mark lets spreadsheets read Vietnamese. */
export async function saveTable(name: string, titles: readonly string[], rows: readonly (readonly (string | number | null)[])[]): Promise<void> {
  const { unparse } = (await import("papaparse")).default;
  // A cell that begins like a formula is written as text.
  const text = unparse([titles, ...rows.map((row) => row.map((cell) => cell ?? ""))] as (string | number)[][], { escapeFormulae: true });
  const address = URL.createObjectURL(new Blob([`\ufeff${text}\r\n`], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `${name}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
