import { useState } from "react";
import { m } from "../../words/m.ts";
import { TextField } from "../../shared/components/field.tsx";
import { currentLocale } from "../../shared/locale/current-locale.ts";

/** One dividing point or comma with at most two digits behind it: "1.000" could be a thousand or one, so it is neither. */
const readable = /^\d+(?:[.,]\d{1,2})?$/;

/** A setting's number. What is typed stays as it is typed; what is no number says so, and is NaN, which the platform refuses. */
export function NumberField({ id, label, value, change }: { id: string; label: string; value: number; change: (value: number) => void }) {
  const [text, setText] = useState(() => (currentLocale() === "vi" ? String(value).replace(".", ",") : String(value)));
  const type = (typed: string) => {
    setText(typed);
    change(readable.test(typed.trim()) ? Number(typed.trim().replace(",", ".")) : Number.NaN);
  };
  return <TextField id={id} label={label} value={text} maxLength={9} onChange={type} error={readable.test(text.trim()) ? undefined : m.rule_set_number_hint()} />;
}
