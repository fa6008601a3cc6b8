import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./icon.tsx";

type Kind = "primary" | "secondary" | "quiet" | "danger";
type Common = { kind?: Kind; icon?: IconName; children: ComponentChildren };

type Pressed = Common & {
  onPress: () => void;
  busy?: boolean;
  disabled?: boolean;
  describedBy?: string;
  label?: string;
  /** The key of the list that presses it. */
  dataKey?: string;
  /** Pressing it opens a dialog; assistive technology says so beforehand. */
  opensDialog?: boolean;
};

/** `busy` says that the press was heard: further presses do nothing, and it is announced. */
export function Button(props: Pressed) {
  const { kind = "secondary", icon, children, onPress, busy = false, disabled = false, describedBy, label, dataKey, opensDialog = false } = props;
  return (
    <button type="button" className={`button ${kind}`} disabled={disabled} aria-disabled={busy} aria-busy={busy} aria-describedby={describedBy} aria-label={label} data-key={dataKey} aria-haspopup={opensDialog ? "dialog" : undefined} onClick={() => !busy && onPress()}>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </button>
  );
}

/** Looks like a button, is a link: it leads somewhere and changes nothing. */
export function ButtonLink({ kind = "secondary", icon, children, href, download }: Common & { href: string; download?: string }) {
  return (
    <a className={`button ${kind}`} href={href} download={download}>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </a>
  );
}
