/**
 * Characters that a reader cannot see or that move the text around them: controls, line and paragraph separators, every space
 * but U+0020, zero-width and direction marks, fillers, variation selectors, tags, private use, noncharacters, half
 * characters, and the bracket we mark them with. Written out, so that a newer Unicode on one side changes nothing.
 */
const invisible =
  // oxlint-disable-next-line no-control-regex -- finding them is its purpose
  /[\u0000-\u001F\u007F-\u00A0\u00AD\u034F\u0600-\u0605\u061C\u06DD\u070F\u0890\u0891\u08E2\u115F\u1160\u1680\u17B4\u17B5\u180B-\u180F\u2000-\u200F\u2028-\u202F\u205F-\u206F\u27E6\u2800\u3000\u3164\uD800-\uDFFF\uE000-\uF8FF\uFDD0-\uFDEF\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFC\uFFFE\uFFFF\u{110BD}\u{110CD}\u{13430}-\u{1343F}\u{1BCA0}-\u{1BCA3}\u{1D173}-\u{1D17A}\u{E0000}-\u{10FFFF}]/gu;

/** Marks that stack on the letter before them; one is writing, a pile of them covers other lines. */
const piledMarks =
  /([\u0300-\u036F\u0483-\u0489\u1AB0-\u1AFF\u1DC0-\u1DFF\u20D0-\u20FF\uFE20-\uFE2F])([\u0300-\u036F\u0483-\u0489\u1AB0-\u1AFF\u1DC0-\u1DFF\u20D0-\u20FF\uFE20-\uFE2F]+)/gu;

/** The text on one line with nothing hidden in it: what cannot be seen stands as its code, e.g. `⟦U+202E⟧`. */
export function showInvisible(text: string): string {
  return text.replace(invisible, codeOf).replace(piledMarks, (_, first: string, rest: string) => first + Array.from(rest, codeOf).join(""));
}

function codeOf(character: string): string {
  return `⟦U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}⟧`;
}
