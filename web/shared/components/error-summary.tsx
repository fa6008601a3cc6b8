import { useEffect, useRef } from "react";
import { m } from "../../words/m.ts";
import { Icon } from "./icon.tsx";

export type SummaryLine = { text: string; /** The id of the control it is about. */ target?: string | undefined };

/** All that is wrong, each line leading to its field. Takes the focus when it appears, so that it is read out. */
export function ErrorSummary({ title, lines }: { title?: string; lines: readonly SummaryLine[] }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div className="notice bad" role="alert" tabIndex={-1} ref={box} aria-labelledby="error-summary-title">
      <h2 id="error-summary-title"><Icon name="octagon" /> {title ?? m.error_summary_title({ count: lines.length })}</h2>
      <ul>
        {lines.map((line) => (
          <li key={line.text + (line.target ?? "")}>
            {line.target ? <a href={`#${line.target}`} onClick={(event) => (event.preventDefault(), goTo(line.target!))}>{line.text}</a> : line.text}
          </li>
        ))}
      </ul>
    </div>
  );
}

function goTo(id: string): void {
  const control = document.getElementById(id);
  control?.scrollIntoView({ block: "center" });
  control?.focus();
}
