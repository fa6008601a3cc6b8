import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./icon.tsx";
import type { Tone } from "./tag.tsx";

const icons: Record<Tone, IconName> = { calm: "circle", note: "circle", good: "check", attention: "triangle", bad: "octagon" };

/** Something the reader should know before going on. */
export function Notice({ tone = "note", title, children, isUrgent = false }: { tone?: Tone; title: string; children?: ComponentChildren; isUrgent?: boolean }) {
  return (
    <div className={`notice ${tone}`} role={isUrgent ? "alert" : undefined}>
      <p className="notice-title"><Icon name={icons[tone]} /> {title}</p>
      {children}
    </div>
  );
}
