import type { AttachmentView } from "../../../worker/submissions/attachment-contract.ts";
import { m } from "../../words/m.ts";
import { Icon } from "../components/icon.tsx";
import { formatSize, typeName } from "./file-texts.ts";
import "./attachments.css";

/** The files that a signed document names, each to download; the digest is the one that was signed. */
export function AttachmentList({ tenant, attachments }: { tenant: string; attachments: readonly AttachmentView[] }) {
  if (attachments.length === 0) return null;
  return (
    <ul className="plain attachments" aria-label={m.files_label()}>
      {attachments.map(({ id, name, type, size, dig }) => (
        <li key={id} className="attachment-row">
          <a className="attachment-name" href={`/v1/t/${tenant}/attachments/${dig}`} download={name}><Icon name="download" /> {name}</a>
          <span className="soft small">{typeName(type)}, {formatSize(size)}</span>
          <span className="soft small">SHA-256 <span className="code digest">{dig}</span></span>
        </li>
      ))}
    </ul>
  );
}
