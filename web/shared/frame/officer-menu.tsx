import { useEffect, useRef, useState } from "react";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { Button } from "../components/button.tsx";
import { roleNames } from "../session/role-names.ts";
import { useSignOut } from "../session/use-session.ts";

/** Who is signed in, in which roles, and the way out. */
export function OfficerMenu({ session }: { session: SessionView }) {
  const [isOpen, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const signOut = useSignOut();
  useEffect(() => {
    if (!isOpen) return;
    const close = (event: Event) => {
      if (event instanceof KeyboardEvent ? event.key === "Escape" : !box.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener("pointerdown", close);
    document.addEventListener("keydown", close);
    return () => {
      document.removeEventListener("pointerdown", close);
      document.removeEventListener("keydown", close);
    };
  }, [isOpen]);
  const { officer } = session;
  return (
    <div className="officer-menu" ref={box}>
      <button type="button" className="header-button officer-button" aria-expanded={isOpen} aria-controls="officer-panel" aria-label={officer.name} onClick={() => setOpen(!isOpen)}>
        <span className="officer-initial" aria-hidden="true">{officer.name.split(" ").at(-1)?.slice(0, 1)}</span>
        <span className="officer-name">{officer.name}</span>
      </button>
      {isOpen && (
        <div className="officer-panel" id="officer-panel">
          <p><strong>{officer.name}</strong></p>
          <p className="soft small">{officer.unit}</p>
          <p className="soft small">{officer.roles.map((role) => roleNames[role]()).join(", ")}</p>
          <p><a href="/account">{m.account()}</a></p>
          <Button onPress={() => void signOut()}>{m.sign_out()}</Button>
        </div>
      )}
    </div>
  );
}
