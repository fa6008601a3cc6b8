import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { ledgerTenant } from "../log/schema.ts";
import { levels, levelSchemes } from "./contract.ts";

/**
 * A service as offered from a day to a day at one level. A change of level or name ends the row and begins another, so
 * the past stays as it was.
 */
export const service = sqliteTable(
  "service",
  {
    tenantId: text("tenant_id").notNull().references(() => ledgerTenant.tenantId),
    /** Procedure code (mã TTHC). */
    code: text("code").notNull(),
    validFrom: text("valid_from").notNull(),
    validTo: text("valid_to"),
    /** First day the service was offered online at all, whatever the level. */
    onlineSince: text("online_since").notNull(),
    nameVi: text("name_vi").notNull(),
    nameEn: text("name_en").notNull(),
    /** Field of work (lĩnh vực): the rows of II.06a. */
    fieldCode: text("field_code").notNull(),
    fieldNameVi: text("field_name_vi").notNull(),
    fieldNameEn: text("field_name_en").notNull(),
    levelScheme: text("level_scheme", { enum: levelSchemes }).notNull(),
    level: text("level", { enum: levels }).notNull(),
    /** Why the service is not offered in full, with its legal basis (NĐ 224/2026 Đ14); null where none was published. */
    partialReason: text("partial_reason"),
    /** Offered for other units too (dịch vụ dùng chung): theirs of the same procedure double it. */
    isShared: integer("is_shared", { mode: "boolean" }).notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.code, table.validFrom] }), index("service_shared").on(table.tenantId, table.code).where(sql`is_shared = 1`)],
);
