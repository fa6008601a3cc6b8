import { useEffect, useRef, useState } from "react";
import type { AttachmentView } from "../../../worker/submissions/attachment-contract.ts";
import { MAX_ATTACHMENTS } from "../../../worker/submissions/attachment-limits-contract.ts";
import { m } from "../../words/m.ts";
import { announce } from "../components/announcements.tsx";
import { faultText, uploadErrorText } from "./file-texts.ts";
import { faultOf, uploadFile } from "./upload-file.ts";

/** A file on its way, or one that did not arrive and why. */
export type Sending = { key: number; name: string; share: number; error: string | null; stop: () => void };

let made = 0;

/** Uploads files one after another and hands those that arrived to `change`. Leaving the page stops what is on its way. */
export function useUploads(tenant: string, attached: readonly AttachmentView[], change: (attached: AttachmentView[]) => void) {
  const [sendings, setSendings] = useState<Sending[]>([]);
  const newest = useRef(attached);
  newest.current = attached;
  const running = useRef(new Set<AbortController>());
  const queue = useRef(Promise.resolve());
  useEffect(() => () => running.current.forEach((controller) => controller.abort()), []);

  const drop = (key: number) => setSendings((all) => all.filter((one) => one.key !== key));
  const update = (key: number, changed: Partial<Sending>) => setSendings((all) => all.map((one) => (one.key === key ? { ...one, ...changed } : one)));

  function add(files: readonly File[]) {
    const onTheirWay = sendings.filter(({ error }) => error === null).length;
    files.forEach((file, i) => {
      const isOneTooMany = newest.current.length + onTheirWay + i >= MAX_ATTACHMENTS;
      const fault = faultOf(file);
      const error = isOneTooMany ? m.file_fault_many({ count: MAX_ATTACHMENTS }) : fault && faultText(fault);
      const controller = new AbortController();
      const sending: Sending = { key: ++made, name: file.name, share: 0, error, stop: () => controller.abort() };
      setSendings((all) => [...all, sending]);
      if (error === null) queue.current = queue.current.then(() => send(file, sending.key, controller));
    });
  }

  async function send(file: File, key: number, controller: AbortController) {
    if (controller.signal.aborted) return drop(key);
    running.current.add(controller);
    try {
      const attachment = await uploadFile(tenant, file, (share) => update(key, { share }), controller.signal);
      if (!newest.current.some(({ id }) => id === attachment.id)) change((newest.current = [...newest.current, attachment]) as AttachmentView[]);
      drop(key);
      announce(m.file_added({ name: attachment.name }));
    } catch (error) {
      if (controller.signal.aborted) drop(key);
      else update(key, { error: uploadErrorText(error) });
    } finally {
      running.current.delete(controller);
    }
  }

  return { sendings, add, drop };
}
