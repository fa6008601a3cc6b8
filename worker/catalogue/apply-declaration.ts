import { addDays } from "../kernel/windows.ts";
import type { ServiceDeclaration } from "./contract.ts";
import type { Service } from "./queries.ts";

export type DeclarationRefusal = "already-declared-for-that-day" | "before-the-row-in-force";

/**
 * The rows of one service after a declaration, oldest first, or why it is refused. Rows never overlap; what lies before the
 * declared day stays as it was, and nothing that has begun is given other words or another level.
 */
export function applyDeclaration(rows: readonly Service[], code: string, declared: ServiceDeclaration): readonly Service[] | DeclarationRefusal {
  const last = rows.at(-1);
  if (!last) return [toRow(code, declared, declared.onlineSince ?? declared.from)];
  const next = toRow(code, declared, declared.onlineSince ?? rows[0]!.onlineSince);
  const earlier = rows.slice(0, -1);
  if (declared.from < last.validFrom) {
    return earlier.some((row) => row.validFrom === declared.from && isSameOffer(row, next)) ? rows : "before-the-row-in-force";
  }
  if (isSameOffer(last, next) && isWithinOrRightAfter(last, declared.from)) {
    return last.validTo === declared.to ? rows : [...earlier, { ...last, validTo: declared.to }];
  }
  if (declared.from === last.validFrom) return "already-declared-for-that-day";
  const dayBefore = addDays(declared.from, -1);
  const ended = last.validTo === null || last.validTo > dayBefore ? { ...last, validTo: dayBefore } : last;
  return [...earlier, ended, next];
}

function toRow(code: string, declared: ServiceDeclaration, onlineSince: string): Service {
  const { nameVi, nameEn, field, levelScheme, level, from, to } = declared;
  return { code, validFrom: from, validTo: to, onlineSince, nameVi, nameEn, fieldCode: field.code, fieldNameVi: field.nameVi, fieldNameEn: field.nameEn, levelScheme, level, partialReason: declared.partialReason ?? null, isShared: declared.shared ?? false };
}

const offer = ["onlineSince", "nameVi", "nameEn", "fieldCode", "fieldNameVi", "fieldNameEn", "levelScheme", "level", "partialReason", "isShared"] as const;

function isSameOffer(one: Service, other: Service): boolean {
  return offer.every((column) => one[column] === other[column]);
}

function isWithinOrRightAfter(row: Service, day: string): boolean {
  return row.validTo === null || day <= addDays(row.validTo, 1);
}
