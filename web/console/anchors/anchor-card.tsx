import type { AnchorView } from "../../../worker/certificates/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { kindNames } from "../../signing/certificates/certificate-facts.tsx";
import { Tag } from "../../shared/components/tag.tsx";
import { formatMoment } from "../../shared/locale/format-moment.ts";
import { AnchorActions } from "./anchor-actions.tsx";
import { AnchorLists } from "./anchor-lists.tsx";
import { anchorStateLooks, purposeNames } from "./anchor-words.ts";

export type AnchorCardProps = { anchor: AnchorView; address: string; graceHours: number; session: SessionView; mayChange: boolean; changed: () => void };

/** One CA: what it is, who stands behind it, how fresh its lists are, and what the reader may do. */
export function AnchorCard(props: AnchorCardProps) {
  const { anchor } = props;
  const look = anchorStateLooks[anchor.state];
  const title = `anchor-${anchor.id}`;
  return (
    <section className="card" aria-labelledby={title}>
      <h2 id={title}>{anchor.label}</h2>
      <p className="tags"><Tag tone={look.tone} icon={look.icon} text={look.text()} /> <Tag text={kindNames[anchor.kind]()} /> <Tag text={purposeNames[anchor.purpose]()} /></p>
      <dl className="facts">
        <dt>{m.anchor_file()}</dt>
        <dd>{anchor.subject}</dd>
        <dt>{m.anchor_dates()}</dt>
        <dd>{formatMoment(anchor.notBefore)} – {formatMoment(anchor.notAfter)}</dd>
        <dt>{m.anchor_sha()}</dt>
        <dd className="code small kid">{anchor.sha256}</dd>
        <dt>{m.anchor_keys()}</dt>
        <dd>{anchor.certificates}</dd>
        <dt>{m.anchor_people()}</dt>
        <dd>
          <ul className="history small">
            <li>{m.anchor_added_by({ name: anchor.addedByName, when: formatMoment(anchor.addedAt) })}</li>
            {anchor.approvedAt && <li>{m.anchor_approved_by({ name: anchor.approvedByName ?? "", when: formatMoment(anchor.approvedAt) })}</li>}
            {anchor.retiredAt && <li>{m.anchor_retired_by({ name: anchor.retiredByName ?? "", when: formatMoment(anchor.retiredAt), reason: anchor.reason ?? "" })}</li>}
          </ul>
        </dd>
      </dl>
      <AnchorLists {...props} />
      {props.mayChange && <AnchorActions {...props} />}
    </section>
  );
}
