import type { DiscrepancyDetail } from "../../../worker/review/contract.ts";
import { m } from "../../words/m.ts";
import { ButtonLink } from "../../shared/components/button.tsx";
import { Notice } from "../../shared/components/notice.tsx";
import { formatDay } from "../../shared/locale/format-moment.ts";

/** Upheld: what the unit does about it, and by when. The amended report moves the discrepancy by itself. */
export function CorrectionNotice({ discrepancy: { dueOn, reportType, period } }: { discrepancy: DiscrepancyDetail }) {
  return (
    <Notice tone="attention" title={m.correct_title()}>
      <p>{dueOn && <strong>{m.correct_due({ day: formatDay(dueOn) })} </strong>}{m.correct_text()}</p>
      <ButtonLink kind="primary" icon="pen" href={`/fill/reports/${reportType}/${period}`}>{m.correct_go()}</ButtonLink>
    </Notice>
  );
}
