import { useState } from "react";
import { exportFormats, type ExportFormat, type ListColumn, type ListSort } from "../../../worker/worklist/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { currentLocale } from "../../shared/locale/current-locale.ts";
import type { ApiError } from "../../shared/remote/api-error.ts";
import { fetchFile } from "../../shared/remote/fetch-file.ts";
import { saveAsFile } from "../../shared/remote/save-as-file.ts";
import { announce } from "../../shared/components/announcements.tsx";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { CheckField, SelectField } from "../../shared/components/field.tsx";
import { ErrorState } from "../../shared/components/states.tsx";
import { exportPath } from "./use-worklist-address.ts";

const formatNames: Record<ExportFormat, string> = { csv: "CSV", xlsx: "Excel (XLSX)", json: "JSON" };

type Props = { session: SessionView; q: string; sort: ListSort; columns: readonly ListColumn[]; close: () => void };

/** The whole list as a file, and beside it the platform's signed word on what the file held. The log keeps that it was taken. */
export function ExportDialog({ session, q, sort, columns, close }: Props) {
  const [format, setFormat] = useState<ExportFormat>("xlsx");
  const [withManifest, setWithManifest] = useState(true);
  const [asView, setAsView] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const take = () => {
    setBusy(true);
    setError(null);
    fetchFile(exportPath(session), { q, sort, format, language: currentLocale(), ...(asView && format !== "json" ? { columns } : {}) })
      .then(({ blob, name, headers }) => {
        saveAsFile(name, blob);
        if (withManifest) saveAsFile(`${name}.manifest.jws`, new Blob([headers.get("Export-Manifest") ?? ""], { type: "application/jose" }));
        announce(m.export_done({ name }));
        close();
      })
      .catch((failed: ApiError) => (setError(failed), setBusy(false)));
  };
  return (
    <Dialog title={m.export_title()} onClose={close} actions={<><Button kind="primary" icon="download" busy={isBusy} onPress={take}>{isBusy ? m.export_busy() : m.export_take()}</Button><Button kind="quiet" onPress={close}>{m.cancel()}</Button></>}>
      {error && <ErrorState error={error} />}
      <p>{m.export_text()}</p>
      <p className="soft small"><span className="code">{q}</span></p>
      <SelectField id="export-format" label={m.export_format()} value={format} onChange={(value) => setFormat(value as ExportFormat)} options={exportFormats.map((one) => ({ value: one, label: formatNames[one] }))} />
      {format !== "json" && <CheckField id="export-columns" label={m.export_columns()} hint={m.export_columns_hint()} checked={asView} onChange={setAsView} />}
      <CheckField id="export-manifest" label={m.export_manifest()} hint={m.export_manifest_hint()} checked={withManifest} onChange={setWithManifest} />
    </Dialog>
  );
}
