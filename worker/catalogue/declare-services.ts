import { digestOf } from "../kernel/digest.ts";
import type { Context } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { toJsonChunks } from "../kernel/to-json-chunks.ts";
import { dayAt } from "../kernel/windows.ts";
import { GuardFailed, record, type Guard } from "../log/record.ts";
import { requireRole } from "../tenancy/require-role.ts";
import { applyDeclaration, type DeclarationRefusal } from "./apply-declaration.ts";
import type { ServiceDeclaration } from "./contract.ts";
import { findServices, type Service } from "./queries.ts";

export type DeclaredService = ServiceDeclaration & { code: string };

/** Another change at the same moment makes the rows be read again, this often. */
const ATTEMPTS = 3;

/**
 * Declares services of the tenant, or changes of them, each from its day on, in one log entry; earlier days keep what they
 * had. Needs the role administrator (or the platform itself). Declaring the same again writes nothing. Returns the codes that
 * changed. Throws `tenant-closed`, `transition-refused` for a day whose declaration stands, `version-conflict` after lost races.
 */
export async function declareServices(context: Context, declared: readonly DeclaredService[]): Promise<string[]> {
  const by = context.actor.kind === "system" ? "system" : requireRole(context, ["administrator"]).id;
  requireOpenTenant(context);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const changed = await declareOnce(context, declared, by);
    if (changed) return changed;
  }
  throw new Problem("version-conflict", "Others are changing these services at this moment. Read the services again and declare what is still to change.");
}

/** Null when someone else changed one of the services between our reading and writing. */
async function declareOnce(context: Context, declared: readonly DeclaredService[], by: string): Promise<string[] | null> {
  const before = await findServices(context.ledger, context.tenant.code);
  const after = applyAll(before, declared);
  const changed = [...after.keys()].filter((code) => after.get(code) !== before.get(code));
  if (changed.length === 0) return [];
  const rows = {
    begun: changed.flatMap((code) => rowsBegun(before.get(code), after.get(code)!)),
    ended: changed.flatMap((code) => rowsEnded(before.get(code), after.get(code)!)),
  };
  const entry = { kind: "service.declared" as const, at: context.now, by, services: changed.length, digest: await digestOf(JSON.stringify(rows)) };
  try {
    await record(context, entry, statementsFor(context, rows), guardsFor(context, before, changed));
    return changed;
  } catch (error) {
    if (error instanceof GuardFailed) return null;
    throw error;
  }
}

function requireOpenTenant({ tenant, now }: Context): void {
  if (tenant.validTo === null || dayAt(now) <= tenant.validTo) return;
  throw new Problem("tenant-closed", `The tenant closed on ${tenant.validTo}; its services stay as they were. Declare the service at its successor.`);
}

/** By code, the rows after every declaration, in order of their days. Untouched codes keep the very same array. */
function applyAll(before: ReadonlyMap<string, readonly Service[]>, declared: readonly DeclaredService[]): Map<string, readonly Service[]> {
  const after = new Map<string, readonly Service[]>(before);
  for (const { code, ...declaration } of declared.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))) {
    const rows = applyDeclaration(after.get(code) ?? [], code, declaration);
    if (typeof rows === "string") throw refused(code, declaration.from, rows);
    after.set(code, rows);
  }
  return after;
}

function refused(code: string, from: string, reason: DeclarationRefusal): Problem {
  const detail = {
    "already-declared-for-that-day": `Service ${code} is already declared from ${from} with another name, field or level. What has begun is not rewritten: declare the change from a later day.`,
    "before-the-row-in-force": `Service ${code} has a declaration that begins after ${from}. The past stays as it was: declare the change from a day after that one.`,
  }[reason];
  return new Problem("transition-refused", detail, [{ pointer: "/from", code: reason }]);
}

function rowsBegun(before: readonly Service[] | undefined, after: readonly Service[]): Service[] {
  return after.filter(({ validFrom }) => !before?.some((row) => row.validFrom === validFrom));
}

function rowsEnded(before: readonly Service[] | undefined, after: readonly Service[]): Service[] {
  return after.filter((row) => before?.some((old) => old.validFrom === row.validFrom && old.validTo !== row.validTo));
}

function statementsFor({ ledger, tenant }: Context, rows: { begun: readonly Service[]; ended: readonly Service[] }): D1PreparedStatement[] {
  return [
    ...toJsonChunks(rows.ended).map((chunk) =>
      ledger
        .prepare(`UPDATE service SET valid_to = e.value ->> 'validTo' FROM json_each(?2) e
          WHERE service.tenant_id = ?1 AND service.code = e.value ->> 'code' AND service.valid_from = e.value ->> 'validFrom'`)
        .bind(tenant.code, chunk)),
    ...toJsonChunks(rows.begun).map((chunk) =>
      ledger
        .prepare(`INSERT INTO service (tenant_id, code, valid_from, valid_to, online_since, name_vi, name_en, field_code, field_name_vi, field_name_en, level_scheme, level, partial_reason, is_shared)
          SELECT ?1, value ->> 'code', value ->> 'validFrom', value ->> 'validTo', value ->> 'onlineSince', value ->> 'nameVi', value ->> 'nameEn',
            value ->> 'fieldCode', value ->> 'fieldNameVi', value ->> 'fieldNameEn', value ->> 'levelScheme', value ->> 'level', value ->> 'partialReason', value ->> 'isShared' FROM json_each(?2)`)
        .bind(tenant.code, chunk)),
  ];
}

/** Nobody has begun or ended a row of the changed services since they were read. */
function guardsFor({ tenant }: Context, before: ReadonlyMap<string, readonly Service[]>, changed: readonly string[]): Guard[] {
  const seen = changed.map((code) => [code, before.get(code)?.map((row) => `${row.validFrom}/${row.validTo ?? ""}`).join(",") ?? null]);
  return toJsonChunks(seen).map((chunk) => ({
    holds: `NOT EXISTS (SELECT 1 FROM json_each(?2) e WHERE (e.value ->> 1) IS NOT (
      SELECT group_concat(s.valid_from || '/' || COALESCE(s.valid_to, ''), ',' ORDER BY s.valid_from) FROM service s WHERE s.tenant_id = ?1 AND s.code = e.value ->> 0))`,
    params: [tenant.code, chunk],
  }));
}
