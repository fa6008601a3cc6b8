import { createContext, type ComponentChildren } from "preact";
import { useContext } from "react";

/** Of the headings of a record's parts: 2 on a page of its own, 3 in the panel beside the list. */
export const HeadingLevel = createContext<2 | 3>(3);

/** A part of a record under its heading, which can take the focus. */
export function RecordPart({ id, title, children }: { id: string; title: string; children: ComponentChildren }) {
  const Heading = `h${useContext(HeadingLevel)}` as const;
  return (
    <section className="record-part" aria-labelledby={id}>
      <Heading id={id} tabIndex={-1}>{title}</Heading>
      {children}
    </section>
  );
}

/** The heading of a list inside a part. */
export function PartHeading({ children }: { children: ComponentChildren }) {
  const Heading = `h${(useContext(HeadingLevel) + 1) as 3 | 4}` as const;
  return <Heading className="part-heading">{children}</Heading>;
}
