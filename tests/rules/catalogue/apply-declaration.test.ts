import fc from "fast-check";
import { expect, test } from "vitest";
import { applyDeclaration } from "../../../worker/catalogue/apply-declaration.ts";
import type { ServiceDeclaration } from "../../../worker/catalogue/contract.ts";
import type { Service } from "../../../worker/catalogue/queries.ts";
import { addDays } from "../../../worker/kernel/windows.ts";

const CODE = "1.001193";
const declared = (from: string, wish: Partial<ServiceDeclaration> = {}): ServiceDeclaration => ({
  nameVi: "Đăng ký khai sinh", nameEn: "Birth registration", field: { code: "HT", nameVi: "Hộ tịch", nameEn: "Civil status" },
  levelScheme: "process-2022", level: "partial", from, to: null, ...wish,
});
/** Applies them one after the other; a refusal leaves the rows as they were. */
const applied = (...declarations: ServiceDeclaration[]): readonly Service[] =>
  declarations.reduce<readonly Service[]>((rows, one) => {
    const next = applyDeclaration(rows, CODE, one);
    return typeof next === "string" ? rows : next;
  }, []);
const spans = (rows: readonly Service[]) => rows.map(({ level, validFrom, validTo }) => `${level} ${validFrom}..${validTo ?? ""}`);

test("a higher level ends the lower one the day before, and keeps since when the service is online", () => {
  const rows = applied(declared("2022-07-01"), declared("2024-01-01", { level: "full" }));
  expect(spans(rows)).toEqual(["partial 2022-07-01..2023-12-31", "full 2024-01-01.."]);
  expect(rows.map(({ onlineSince }) => onlineSince)).toEqual(["2022-07-01", "2022-07-01"]);
});

test("a service is ended by its last day and taken up again later, with the gap kept", () => {
  const ended = [declared("2022-07-01"), declared("2022-07-01", { to: "2023-06-30" })];
  expect(spans(applied(...ended))).toEqual(["partial 2022-07-01..2023-06-30"]);
  expect(spans(applied(...ended, declared("2024-01-01")))).toEqual(["partial 2022-07-01..2023-06-30", "partial 2024-01-01.."]);
  expect(spans(applied(...ended, declared("2023-07-01")))).toEqual(["partial 2022-07-01.."]);
});

test("what has begun is not given another level, and nothing is put before it", () => {
  const rows = applied(declared("2022-07-01"), declared("2024-01-01", { level: "full" }));
  expect(applyDeclaration(rows, CODE, declared("2024-01-01", { nameVi: "Tên khác" }))).toBe("already-declared-for-that-day");
  expect(applyDeclaration(rows, CODE, declared("2023-05-01", { level: "full" }))).toBe("before-the-row-in-force");
  expect(applyDeclaration(rows, CODE, declared("2022-07-01"))).toBe(rows);
});

const day = fc.integer({ min: 0, max: 400 }).map((days) => addDays("2024-01-01", days));
const anyDeclaration = fc
  .record({ from: day, length: fc.option(fc.integer({ min: 0, max: 60 })), level: fc.constantFrom("partial" as const, "full" as const) })
  .map(({ from, length, level }) => declared(from, { level, to: length === null ? null : addDays(from, length) }));

test("whatever is declared, rows never overlap, and declaring the same again changes nothing", () => {
  fc.assert(
    fc.property(fc.array(anyDeclaration, { maxLength: 8 }), anyDeclaration, (history, one) => {
      const rows = applied(...history);
      rows.forEach((row, i) => {
        expect(row.validTo === null || row.validFrom <= row.validTo).toBe(true);
        const next = rows[i + 1];
        if (next) expect(row.validTo !== null && row.validTo < next.validFrom).toBe(true);
      });
      const after = applyDeclaration(rows, CODE, one);
      if (typeof after !== "string") expect(applyDeclaration(after, CODE, one)).toBe(after);
    }),
  );
});
