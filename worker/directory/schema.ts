import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { ledgerNames, tenantKinds } from "../kernel/context.ts";
import { cutOffRules, periodKinds } from "../kernel/windows.ts";

export const tenant = sqliteTable("tenant", {
  code: text("code").primaryKey(),
  agencyCode: text("agency_code").notNull(),
  nameVi: text("name_vi").notNull(),
  nameEn: text("name_en").notNull(),
  kind: text("kind", { enum: tenantKinds }).notNull(),
  type: text("type").notNull(),
  validFrom: text("valid_from"),
  validTo: text("valid_to"),
  successorCode: text("successor_code"),
  ledger: text("ledger", { enum: ledgerNames }).notNull(),
  /** Orders names as a Vietnamese reader expects: folded, tones last. */
  sortKey: text("sort_key").notNull(),
});

/** Days that are off, and weekend days that are worked instead; `working` is one that was decided to be neither after all. */
export const holiday = sqliteTable("holiday", {
  day: text("day").primaryKey(),
  kind: text("kind", { enum: ["holiday", "swap", "working"] }).notNull(),
  nameVi: text("name_vi").notNull(),
  nameEn: text("name_en").notNull(),
  /** 0 where the day follows a rule but no decision for the year was read. */
  confirmed: integer("confirmed", { mode: "boolean" }).notNull(),
  /** The authority's log entry that approved it; null for what came with the platform. */
  decision: integer("decision"),
});

/** Which form is reported for which kind of period, where its window cuts off, and when it is due: from its first day, until a change says otherwise. */
export const reportType = sqliteTable("report_type", {
  id: text("id").primaryKey(),
  formId: text("form_id").notNull(),
  periodKind: text("period_kind", { enum: periodKinds }).notNull(),
  cutOffRule: text("cut_off_rule", { enum: cutOffRules }).notNull(),
  /** Working days after the last day of the window. */
  deadlineWorkingDays: integer("deadline_working_days").notNull(),
  validFrom: text("valid_from").notNull(),
  validTo: text("valid_to"),
});

/** Another cut-off rule or deadline of a report type from a day on. A row is added before any window begins under it, and may change only until then: past windows stay what they were. */
export const reportTypeChange = sqliteTable(
  "report_type_change",
  {
    reportTypeId: text("report_type_id").notNull().references(() => reportType.id),
    validFrom: text("valid_from").notNull(),
    cutOffRule: text("cut_off_rule", { enum: cutOffRules }).notNull(),
    deadlineWorkingDays: integer("deadline_working_days").notNull(),
    /** The act or decision that says so. */
    basis: text("basis").notNull(),
    /** The authority's log entry that approved it; null for what came with the platform. */
    decision: integer("decision"),
  },
  (table) => [primaryKey({ columns: [table.reportTypeId, table.validFrom] })],
);
