import { m } from "../../words/m.ts";

export type ColumnGroup = { id: string; title: () => string; columns: readonly { name: string; number: number; short: () => string }[] };

/** The columns of II.06a as on paper: three groups, each with its total first. */
export const columnGroups: readonly ColumnGroup[] = [
  {
    id: "received",
    title: m.group_received,
    columns: [
      { name: "c3", number: 3, short: m.column_total },
      { name: "c4", number: 4, short: m.column_c4 },
      { name: "c5", number: 5, short: m.column_c5 },
      { name: "c6", number: 6, short: m.column_c6 },
    ],
  },
  {
    id: "resolved",
    title: m.group_resolved,
    columns: [
      { name: "c7", number: 7, short: m.column_total },
      { name: "c8", number: 8, short: m.column_c8 },
      { name: "c9", number: 9, short: m.column_c9 },
      { name: "c10", number: 10, short: m.column_late },
    ],
  },
  {
    id: "pending",
    title: m.group_pending,
    columns: [
      { name: "c11", number: 11, short: m.column_total },
      { name: "c12", number: 12, short: m.column_c12 },
      { name: "c13", number: 13, short: m.column_late },
    ],
  },
];

export const fieldColumns = columnGroups.flatMap((group) => group.columns);
export const fieldColumnNames = fieldColumns.map(({ name }) => name);
