import { expect, test } from "vitest";
import { listTenantFacts } from "../../../scripts/facts/tenant-facts.ts";
import { isInForce } from "../../../worker/directory/tenant-view.ts";
import { nextTile } from "../../../web/national/map/next-tile.ts";
import { LAST_DAY_OF_63, tilesOf34, tilesOf63 } from "../../../web/national/map/tiles.ts";

const provincesOn = (day: string) => listTenantFacts().filter((tenant) => tenant.kind === "province" && isInForce(tenant, day)).map(({ code }) => code);

test("every province of 2024 and of today has one tile, and no two share a place", () => {
  expect(tilesOf63.map(({ code }) => code).toSorted()).toEqual(provincesOn("2024-12-14").toSorted());
  expect(tilesOf34.map(({ code }) => code).toSorted()).toEqual(provincesOn("2025-07-01").toSorted());
  expect(provincesOn(LAST_DAY_OF_63).length).toBe(63);
  for (const tiles of [tilesOf63, tilesOf34]) expect(new Set(tiles.map(({ column, row }) => `${column}/${row}`)).size).toBe(tiles.length);
});

test.each([["63", tilesOf63], ["34", tilesOf34]] as const)("of the %s, every tile is reached with arrows from Hà Nội, and other keys lead nowhere", (_, tiles) => {
  const reached = new Set(["H26"]);
  for (const from of reached) for (const key of ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"]) {
    const next = nextTile(tiles, from, key);
    if (next) reached.add(next.code);
  }
  expect(reached.size).toBe(tiles.length);
  expect(nextTile(tiles, "H26", "a")).toBeNull();
  expect(nextTile(tiles, "X99", "ArrowUp")).toBeNull();
});
