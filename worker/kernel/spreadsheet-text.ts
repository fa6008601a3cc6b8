/** What a spreadsheet would take for a formula, also in full width, and behind what it does not show: spaces, line ends, marks without width. */
const FORMULA = /^(?:[\t\r\n]|[\s\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/;
/** Where the list separator is a semicolon, as in Vietnamese, Excel cuts a CSV file at these, quoted or not: what follows must not begin like a formula either. */
const CUT = /([;\t\r\n])(?=\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g;

/** A text for a cell of a CSV file, with an apostrophe wherever a spreadsheet would begin to calculate. Anything but a text stays as it is. */
export function spreadsheetText<Cell>(cell: Cell): Cell | string {
  if (typeof cell !== "string") return cell;
  const uncut = cell.replace(CUT, "$1'");
  return FORMULA.test(uncut) ? `'${uncut}` : uncut;
}
