import { addDays } from "../../worker/kernel/windows.ts";
import { ledgerNames, type Tenant, type TenantKind } from "../../worker/kernel/context.ts";
import { readTsv } from "./read-tsv.ts";

type Column = "code" | "name_vi" | "name_en" | "type" | "valid_from" | "valid_to" | "successor";
type Row = Record<Column, string | null>;

const kindOfType: Readonly<Record<string, TenantKind>> = {
  ministry: "ministry",
  ministry_level: "ministry",
  government_agency: "agency",
  other_central_body: "agency",
  province: "province",
  municipality: "province",
};

const authority: Tenant = {
  code: "VN",
  agencyCode: "VN",
  nameVi: "Cơ quan đối soát quốc gia",
  nameEn: "National Reconciliation Authority",
  kind: "authority",
  type: "authority",
  validFrom: null,
  validTo: null,
  successorCode: null,
  ledger: "LEDGER_1",
};

/**
 * Every tenant of the national register: the authority, then ministries, agencies and provinces as their lists have them.
 * Append to the lists only: the ledgers alternate by place, and a tenant never changes its ledger.
 */
export function listTenantFacts(): Tenant[] {
  const rows: Row[] = [...readTsv<Column>("tenants-ministries.tsv"), ...readTsv<Column>("tenants-provinces.tsv")];
  const codes = rows.map((row) => codeOf(row, rows));
  const placed = new Map<TenantKind, number>();
  return [
    authority,
    ...rows.map((row, i): Tenant => {
      const kind = kindOfType[row.type!]!;
      const place = placed.get(kind) ?? 0;
      placed.set(kind, place + 1);
      return {
        code: codes[i]!,
        agencyCode: row.code!,
        nameVi: row.name_vi!,
        nameEn: row.name_en!,
        kind,
        type: row.type!,
        validFrom: row.valid_from,
        validTo: row.valid_to,
        successorCode: successorOf(row, rows, codes),
        ledger: ledgerNames[place % ledgerNames.length]!,
      };
    }),
  ];
}

/** The first legal entity under an agency code keeps the bare code: the `aud` of what it signed never changes its meaning. */
function codeOf(row: Row, rows: readonly Row[]): string {
  const first = rows.find((other) => other.code === row.code);
  return first === row ? row.code! : `${row.code}-${row.valid_from!.slice(0, 4)}`;
}

/** Who took over: the holder of the successor's agency code on the day after. Null while no last day is known. */
function successorOf(row: Row, rows: readonly Row[], codes: readonly string[]): string | null {
  if (row.successor === null || row.valid_to === null) return null;
  const dayAfter = addDays(row.valid_to, 1);
  const place = rows.findIndex((other) => other.code === row.successor && (other.valid_from ?? "") <= dayAfter && dayAfter <= (other.valid_to ?? "9999"));
  if (place < 0) throw new Error(`${row.code} ${row.name_vi} names the successor ${row.successor}, which does not exist on ${dayAfter}`);
  return codes[place]!;
}
