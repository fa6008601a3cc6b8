import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "react";

/** A native modal dialog: Escape closes it, the focus stays in it and returns to where it was. */
export function Dialog({ title, onClose, children, actions, isWide = false }: { title: string; onClose: () => void; children: ComponentChildren; actions: ComponentChildren; isWide?: boolean }) {
  const dialog = useRef<HTMLDialogElement>(null);
  // Before anything else happens: a key pressed right after the opening belongs to the dialog, not to what lies behind it.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog ref={dialog} className={isWide ? "wide" : undefined} aria-labelledby="dialog-title" onCancel={(event) => (event.preventDefault(), onClose())}>
      <h2 id="dialog-title">{title}</h2>
      {children}
      <div className="actions">{actions}</div>
    </dialog>
  );
}
