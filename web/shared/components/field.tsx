import type { ComponentChildren } from "preact";
import { Icon } from "./icon.tsx";

export type FieldProps = { id: string; label: string; hint?: string | undefined; error?: string | undefined };

/** A label, a hint, the error in words, and the control, tied together for assistive technology. */
export function Field({ id, label, hint, error, children }: FieldProps & { children: ComponentChildren }) {
  return (
    <div className={error ? "field wrong" : "field"}>
      <label htmlFor={id}>{label}</label>
      {hint && <p className="hint" id={`${id}-hint`}>{hint}</p>}
      {error && <FieldError id={id} error={error} />}
      {children}
    </div>
  );
}

export function FieldError({ id, error }: { id: string; error: string }) {
  return (
    <p className="field-error" id={`${id}-error`}>
      <Icon name="octagon" /> {error}
    </p>
  );
}

/** The ids a control must name in aria-describedby. */
export function describedBy({ id, hint, error }: Pick<FieldProps, "id" | "hint" | "error">): string | undefined {
  return [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined;
}

export function TextField(props: FieldProps & { value: string; onChange: (value: string) => void; type?: "text" | "search" | "date"; rows?: number; maxLength?: number; suggestions?: readonly string[]; /** While it is on its way: what is typed now would be lost. */ isOnItsWay?: boolean }) {
  const { id, value, onChange, type = "text", rows, maxLength, suggestions, isOnItsWay, hint, error } = props;
  const shared = { id, value, maxLength, readOnly: isOnItsWay, "aria-invalid": error ? true : undefined, "aria-describedby": describedBy({ id, hint, error }) } as const;
  return (
    <Field {...props}>
      {rows ? <textarea {...shared} rows={rows} onInput={(event) => onChange(event.currentTarget.value)} /> : <input {...shared} type={type as "text"} autoComplete="off" list={suggestions && `${id}-list`} onInput={(event) => onChange(event.currentTarget.value)} />}
      {suggestions && <datalist id={`${id}-list`}>{suggestions.map((text) => <option key={text} value={text} />)}</datalist>}
    </Field>
  );
}

type Option = { value: string; label: string };

/** Options may stand in groups with a name. */
export function SelectField(props: FieldProps & { value: string; onChange: (value: string) => void; options: readonly (Option | { label: string; options: readonly Option[] })[] }) {
  const { id, value, onChange, options, hint, error } = props;
  return (
    <Field {...props}>
      <select id={id} value={value} aria-invalid={error ? true : undefined} aria-describedby={describedBy({ id, hint, error })} onChange={(event) => onChange(event.currentTarget.value)}>
        {options.map((one) => ("options" in one ? <optgroup key={one.label} label={one.label}>{one.options.map(toOption)}</optgroup> : toOption(one)))}
      </select>
    </Field>
  );
}

function toOption({ value, label }: Option) {
  return <option key={value} value={value}>{label}</option>;
}

/** A yes or no with a text as large as the target. */
export function CheckField({ id, label, checked, onChange, hint }: { id: string; label: string; checked: boolean; onChange: (checked: boolean) => void; hint?: string }) {
  return (
    <div className="choice">
      <input id={id} type="checkbox" checked={checked} aria-describedby={describedBy({ id, hint })} onChange={(event) => onChange(event.currentTarget.checked)} />
      <label htmlFor={id}>{label}</label>
      {hint && <p className="hint" id={`${id}-hint`}>{hint}</p>}
    </div>
  );
}
