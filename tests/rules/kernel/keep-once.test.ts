import { expect, test } from "vitest";
import { keepOnce } from "../../../worker/kernel/keep-once.ts";

test("what has come is kept, those that come before it make their own, and a failure is not kept", async () => {
  const kept = new Map<string, number>();
  let made = 0;
  const make = async () => ++made;
  await expect(keepOnce(kept, "a", () => Promise.reject(new Error("down")))).rejects.toThrow("down");
  expect(await Promise.all([keepOnce(kept, "a", make), keepOnce(kept, "a", make)])).toEqual([1, 2]);
  expect(await keepOnce(kept, "a", make)).toBe(kept.get("a"));
  expect([made, await keepOnce(kept, "b", make)]).toEqual([2, 3]);
});
