import type { FormPackage } from "../../../worker/forms/contract.ts";
import { useMedia } from "../../shared/look/use-media.ts";
import { currentLocale } from "../../shared/locale/current-locale.ts";
import { later } from "../../shared/remote/later.tsx";
import { FieldsCards } from "./fields-cards.tsx";
import { FieldsTable } from "./fields-table.tsx";
import { hasEntries, takesNoNumber } from "./form-columns.ts";
import { ServicesList } from "./services-list.tsx";
import type { DraftEditing } from "./use-report-draft.ts";

export type EditorProps = {
  pkg: FormPackage;
  editing: DraftEditing;
  /** What the last check named, by row: pointers below the row. */
  faults: ReadonlyMap<number, ReadonlySet<string>>;
  /** Given along so that rows kept as they were are drawn again in the other language. */
  locale: string;
};

/** Few units owe a report made of entries: fetched when one is opened. */
const EntriesEditor = later(async () => (await import("./entries-editor.tsx")).EntriesEditor);

/** The table of the report, in the shape that fits the form and the screen. */
export function ReportEditor(props: Omit<EditorProps, "locale">) {
  const isWide = useMedia("(min-width: 64rem)");
  const locale = currentLocale();
  if (hasEntries(props.pkg)) return <EntriesEditor {...props} locale={locale} />;
  if (takesNoNumber(props.pkg)) return <ServicesList {...props} locale={locale} />;
  return isWide ? <FieldsTable {...props} locale={locale} /> : <FieldsCards {...props} locale={locale} />;
}
