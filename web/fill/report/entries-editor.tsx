import type { FormField, FormPackage } from "../../../worker/forms/contract.ts";
import { m } from "../../words/m.ts";
import { Button } from "../../shared/components/button.tsx";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { cellId } from "./count-input.tsx";
import type { DraftRow } from "./draft-store.ts";
import { columnsOf, labelOf, nameOf, textOf } from "./form-columns.ts";
import type { EditorProps } from "./report-editor.tsx";

/** A report whose rows are entries: a card an entry, its fields below each other on every screen, entries added and taken away. */
export function EntriesEditor({ pkg, editing, faults }: EditorProps) {
  const { rows } = editing.draft;
  const most = pkg.data.properties?.["rows"]?.maxItems ?? 1;
  return (
    <>
      {rows.map((row, i) => (
        <section key={row.given["id"]} className="card" aria-labelledby={`entry-${i}`}>
          <h2 id={`entry-${i}`}>{m.row_of({ row: i + 1, count: rows.length })}</h2>
          {columnsOf(pkg).filter(({ widget }) => widget !== "given").map((column) => (
            <EntryField key={column.ref} pkg={pkg} column={column} row={row} index={i} isWrong={faults.get(i)?.has(`/${nameOf(column)}`) ?? false} editing={editing} />
          ))}
          {rows.length > 1 && <Button kind="quiet" onPress={() => editing.setRows((before) => before.filter((one) => one !== row))}>{m.entry_remove({ row: i + 1 })}</Button>}
        </section>
      ))}
      {rows.length < most && <p><Button kind="secondary" onPress={() => editing.setRows((before) => [...before, emptyLike(before)])}>{m.entry_add()}</Button></p>}
    </>
  );
}

type FieldProps = Pick<EditorProps, "pkg" | "editing"> & { column: FormField; row: DraftRow; index: number; isWrong: boolean };

function EntryField({ pkg, column, row, index, isWrong, editing }: FieldProps) {
  const name = nameOf(column);
  const hint = column.hint_key && textOf(pkg, column.hint_key);
  const isCount = column.widget === "count";
  const shared = { id: cellId(index, name), label: labelOf(pkg, name), hint, error: isWrong ? m.entry_look_again() : undefined };
  const write = (text: string) =>
    // An empty count is an answer here: the text prints none.
    isCount ? editing.setCell(index, name, text.trim() === "" ? null : text) : editing.setRows((rows) => rows.map((one, i) => (i === index ? { ...one, given: { ...one.given, [name]: text.normalize("NFC") } } : one)));
  const value = (isCount ? row.cells[name] : row.given[name]) ?? "";
  if (column.widget === "choice") return <SelectField {...shared} value={value} onChange={write} options={[{ value: "", label: m.entry_choose() }, ...listOptions(pkg, name)]} />;
  const type = column.widget === "date" ? "date" : "text";
  return <TextField {...shared} type={type} value={value} onChange={write} {...(column.widget === "long-text" ? { rows: 2 } : {})} />;
}

function listOptions(pkg: FormPackage, name: string): { value: string; label: string }[] {
  const options = pkg.data.properties?.["rows"]?.items?.properties?.[name]?.enum ?? [];
  return options.map((option) => ({ value: String(option), label: textOf(pkg, `code:/rows/${name}=${option}`) }));
}

/** A new entry, its code above all others: the others keep theirs, and with them what was found about them. */
function emptyLike(rows: readonly DraftRow[]): DraftRow {
  const last = Math.max(0, ...rows.map(({ given }) => Number(given["id"]!.slice(1)) || 0));
  const [first] = rows;
  const blank = <Value,>(record: Record<string, unknown>, value: Value) => Object.fromEntries(Object.keys(record).map((name) => [name, value]));
  return { given: { ...blank(first!.given, ""), id: `r${last + 1}` }, cells: blank(first!.cells, null) };
}
