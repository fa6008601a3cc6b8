import { useEffect } from "react";
import type { AttachmentView } from "../../../worker/submissions/attachment-contract.ts";
import { attachmentTypes, MAX_ATTACHMENTS } from "../../../worker/submissions/attachment-limits-contract.ts";
import { m } from "../../words/m.ts";
import { announce } from "../components/announcements.tsx";
import { Button } from "../components/button.tsx";
import { Icon } from "../components/icon.tsx";
import { formatSize, typeName } from "./file-texts.ts";
import { useUploads } from "./use-uploads.ts";
import "./attachments.css";

const endings = Object.values(attachmentTypes).flat().join(",");

type Props = { id: string; tenant: string; attached: readonly AttachmentView[]; change: (attached: AttachmentView[]) => void; onBusy: (isBusy: boolean) => void };

/** Files that go with what is signed: chosen here, sent at once, and taken away again as long as nothing is signed. */
export function AttachmentField({ id, tenant, attached, change, onBusy }: Props) {
  const { sendings, add, drop } = useUploads(tenant, attached, change);
  const isBusy = sendings.some(({ error }) => error === null);
  useEffect(() => onBusy(isBusy), [isBusy]);
  const focusChooser = () => document.getElementById(id)?.focus();
  const remove = (file: AttachmentView) => {
    change(attached.filter((one) => one.id !== file.id));
    announce(m.file_removed({ name: file.name }));
    focusChooser();
  };
  return (
    <div className="field attachments">
      <label htmlFor={id}>{m.files_label()}</label>
      <p className="hint" id={`${id}-hint`}>{m.files_hint({ count: MAX_ATTACHMENTS })}</p>
      <ul className="plain">
        {attached.map((file) => (
          <li key={file.id} className="attachment-row">
            <span className="attachment-name"><Icon name="check" /> {file.name} <span className="soft small">{typeName(file.type)}, {formatSize(file.size)}</span></span>
            <Button kind="quiet" icon="cross" label={m.file_remove_named({ name: file.name })} onPress={() => remove(file)}>{m.file_remove()}</Button>
          </li>
        ))}
        {sendings.map(({ key, name, share, error, stop }) => (
          <li key={key} className="attachment-row">
            <span className="attachment-name">
              {name}
              {error === null ? <progress max={1} value={share} aria-label={m.file_sending({ name })} /> : <span className="field-error" role="alert"><Icon name="octagon" /> {error}</span>}
            </span>
            {error === null
              ? <Button kind="quiet" icon="cross" label={m.file_stop_named({ name })} onPress={stop}>{m.file_stop()}</Button>
              : <Button kind="quiet" icon="cross" label={m.file_dismiss_named({ name })} onPress={() => (drop(key), focusChooser())}>{m.file_dismiss()}</Button>}
          </li>
        ))}
      </ul>
      <input
        id={id}
        type="file"
        multiple
        accept={endings}
        aria-describedby={`${id}-hint`}
        onChange={(event) => {
          add([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = "";
        }}
      />
    </div>
  );
}
