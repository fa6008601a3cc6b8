/** What a key means in the list. Two keys in a row (`g i`) are written with a space. */
export const listKeys = {
  j: "next", k: "previous", "]": "next-open", "[": "previous-open", Enter: "open", o: "open", Escape: "back",
  x: "select", X: "select-range", a: "move:assign", m: "move:take", "1": "move:acknowledge", "2": "move:ask", "3": "move:uphold", "4": "move:accept", "5": "move:request-dismissal",
  h: "move:snooze", c: "comment", d: "move:set-due", e: "evidence", u: "move:undo", "/": "search", "?": "help", "g i": "view:inbox", "g m": "view:mine", "g d": "view:due",
} as const;
export type ListKey = keyof typeof listKeys;
export type ListAction = (typeof listKeys)[ListKey];

/** What is known of a key press; a KeyboardEvent has it all. */
export type Press = { key: string; isComposing: boolean; keyCode: number; ctrlKey: boolean; metaKey: boolean; altKey: boolean; defaultPrevented: boolean };

/** A Vietnamese input method that is at work sends this instead of the key. */
const PROCESSED_BY_INPUT_METHOD = 229;

/**
 * The action of a press, or the beginning of a sequence, or nothing. Never while an input method composes, with a modifier, or after somebody
 * else took the press: with Telex, `a` and `d` are half of a letter.
 */
export function readPress(press: Press, begun: string | null): { action: ListAction } | { begun: string } | null {
  if (press.isComposing || press.keyCode === PROCESSED_BY_INPUT_METHOD || press.ctrlKey || press.metaKey || press.altKey || press.defaultPrevented) return null;
  if (begun !== null) {
    const sequence = `${begun} ${press.key}`;
    return isKey(sequence) ? { action: listKeys[sequence] } : null;
  }
  if (press.key === "g") return { begun: "g" };
  return isKey(press.key) ? { action: listKeys[press.key] } : null;
}

function isKey(key: string): key is ListKey {
  return Object.hasOwn(listKeys, key);
}
