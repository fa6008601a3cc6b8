import { describe, expect, test } from "vitest";
import { listKeys, readPress, type Press } from "../../../web/console/worklist/list-keys.ts";

const press = (key: string, more: Partial<Press> = {}): Press => ({ key, isComposing: false, keyCode: key.charCodeAt(0), ctrlKey: false, metaKey: false, altKey: false, defaultPrevented: false, ...more });

describe("the keys of the list", () => {
  test("each single key has its action", () => {
    for (const [key, action] of Object.entries(listKeys).filter(([name]) => !name.startsWith("g "))) expect(readPress(press(key), null)).toEqual({ action });
  });

  test("g waits for a second key, and an unknown second key is nothing", () => {
    expect(readPress(press("g"), null)).toEqual({ begun: "g" });
    expect(readPress(press("i"), "g")).toEqual({ action: "view:inbox" });
    expect(readPress(press("z"), "g")).toBeNull();
    expect(readPress(press("a"), "g")).toBeNull();
  });

  test("nothing happens while a Vietnamese input method composes, with a modifier, or when the press was taken already", () => {
    for (const key of Object.keys(listKeys)) {
      for (const more of [{ isComposing: true }, { keyCode: 229 }, { ctrlKey: true }, { metaKey: true }, { altKey: true }, { defaultPrevented: true }]) expect(readPress(press(key, more), null)).toBeNull();
    }
  });

  test("no name that every object has is a key", () => {
    for (const key of ["constructor", "toString", "__proto__", "đ", "Process", "Dead"]) expect(readPress(press(key), null)).toBeNull();
  });
});
