import { describe, expect, test } from "vitest";
import { findWish } from "../../../web/fill/discrepancies/find-wish.ts";

type Event = Parameters<typeof findWish>[0][number];
const event = (transition: string, to: Event["to"], from: Event["from"] = to): Event => ({
  transition, from, to, at: "2026-03-16T05:00:00.000Z", actor: { id: "off_1", tenant: "H26", name: "A", role: "officer" }, comment: null, dueOn: null, wishedOn: transition === "request-extension" ? "2026-04-01" : null,
});
const asked = event("ask", "AWAITING_EXPLANATION", "NEW");
const wish = event("request-extension", "AWAITING_EXPLANATION");

describe("a wish for more days", () => {
  test("is open until it is granted or denied", () => {
    expect(findWish([asked])).toBeNull();
    expect(findWish([asked, wish])).toMatchObject({ answer: "open", answered: null });
    expect(findWish([asked, wish, event("assign", "AWAITING_EXPLANATION"), event("grant-extension", "AWAITING_EXPLANATION")])).toMatchObject({ answer: "granted" });
    expect(findWish([asked, wish, event("deny-extension", "AWAITING_EXPLANATION")])).toMatchObject({ answer: "denied" });
  });

  test("that was made again after an answer is the one that counts", () => {
    expect(findWish([asked, wish, event("deny-extension", "AWAITING_EXPLANATION"), wish])).toMatchObject({ answer: "open" });
  });

  test("of a round that is over says nothing about the next one", () => {
    expect(findWish([asked, wish, event("grant-extension", "AWAITING_EXPLANATION"), event("explain", "EXPLAINED", "AWAITING_EXPLANATION"), event("ask", "AWAITING_EXPLANATION", "EXPLAINED")])).toBeNull();
  });
});
