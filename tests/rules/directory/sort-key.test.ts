import { expect, test } from "vitest";
import { sortKeyOf } from "../../../worker/directory/sort-key.ts";

test("names stand in the order of a Vietnamese dictionary", () => {
  const sorted = ["An Giang", "Bà Rịa - Vũng Tàu", "Bạc Liêu", "Bắc Giang", "Bắc Ninh", "Bến Tre", "Cà Mau", "Đà Nẵng", "Đắk Lắk", "Gia Lai", "Hà Nam", "Hà Nội", "Hải Phòng", "Hậu Giang"];
  const shuffled = sorted.toSorted((a, b) => (a.length * 7) % 5 - (b.length * 7) % 5);
  expect(shuffled.toSorted((a, b) => (sortKeyOf(a) < sortKeyOf(b) ? -1 : 1))).toEqual(sorted);
});

test("tones decide only between equal letters, in their dictionary order", () => {
  expect(["mạ", "má", "mà", "mã", "mả", "ma", "mab"].toSorted((a, b) => (sortKeyOf(a) < sortKeyOf(b) ? -1 : 1))).toEqual(["ma", "mà", "mả", "mã", "má", "mạ", "mab"]);
});

test("a name in decomposed Unicode sorts as the same name", () => {
  expect(sortKeyOf("Huế".normalize("NFD"))).toBe(sortKeyOf("Huế"));
});
