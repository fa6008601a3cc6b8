import type { Random } from "./random.ts";

const surnames = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý"];
const middles = ["Thị", "Văn", "Minh", "Thanh", "Ngọc", "Đức", "Thu", "Quang", "Hải", "Kim", "Xuân", "Hữu"];
const givens = ["An", "Bình", "Chi", "Dung", "Giang", "Hạnh", "Hòa", "Khánh", "Lan", "Linh", "Long", "Mai", "Nam", "Nga", "Phúc", "Quân", "Sơn", "Tâm", "Thảo", "Trung", "Tuấn", "Vân", "Yến"];

/** A made-up Vietnamese name. Everybody who bears one is stored as generated. */
export function madeUpName(random: Random): string {
  return `${random.pick(surnames)} ${random.pick(middles)} ${random.pick(givens)}`;
}
