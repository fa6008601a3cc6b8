import { m } from "../../words/m.ts";
import { Table, type Column } from "../../shared/components/table.tsx";
import { EmptyState } from "../../shared/components/states.tsx";
import { formatMoment } from "../../shared/locale/format-moment.ts";

type Contested = { receivedAt: string };
type Props<Row extends Contested> = {
  title: string;
  /** What is to be done, and by whom; above the table. */
  text: string;
  none: string;
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Whose it is. */
  who: Column<Row>["cell"];
  whoTitle?: string;
  what: Pick<Column<Row>, "title" | "cell">;
  more?: readonly Column<Row>[];
};

/** One kind of thing that a stolen key vouches for and nobody has confirmed: what, whose, when received, and what else there is to say. */
export function ContestedList<Row extends Contested>({ title, text, none, rows, rowKey, who, whoTitle = m.contested_signer(), what, more = [] }: Props<Row>) {
  if (rows.length === 0) return <EmptyState title={none} />;
  const columns: Column<Row>[] = [
    { id: "what", isRowTitle: true, ...what },
    { id: "who", title: whoTitle, cell: who },
    { id: "at", title: m.contested_at(), cell: ({ receivedAt }) => formatMoment(receivedAt) },
    ...more,
  ];
  return (
    <>
      <p>{text}</p>
      <Table<Row> caption={title} rows={rows} rowKey={rowKey} columns={columns} />
    </>
  );
}
