const LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";
/** No tone, grave, hook, tilde, acute, dot below: the order of a Vietnamese dictionary. */
const TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"];
const TONE_MARKS = /[\u0300\u0301\u0303\u0309\u0323]/g;

/**
 * A text that sorts, byte by byte, as a Vietnamese reader expects the name to: letters first (a ă â b … d đ …), and only
 * between equal letters the tones.
 */
export function sortKeyOf(name: string): string {
  let letters = "";
  let tones = "";
  for (const symbol of name.normalize("NFC").toLowerCase()) {
    const decomposed = symbol.normalize("NFD");
    const tone = TONES.indexOf(decomposed.match(TONE_MARKS)?.[0] ?? "");
    const place = LETTERS.indexOf(decomposed.replace(TONE_MARKS, "").normalize("NFC"));
    letters += place < 0 ? (/\d/.test(symbol) ? symbol : "-") : String.fromCharCode(0x61 + Math.floor(place / 2)) + (place % 2);
    tones += tone;
  }
  return `${letters.replace(/-+/g, "-")} ${tones}`;
}
