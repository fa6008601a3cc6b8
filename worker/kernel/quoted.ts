/** Somebody else's text inside a sentence of ours: in quotes, at most forty characters, everything but plain ASCII escaped. */
export function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 40)).replaceAll(/[^\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
