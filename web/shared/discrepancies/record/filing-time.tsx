import type { DiscrepancyDetail } from "../../../../worker/review/contract.ts";
import { m } from "../../../words/m.ts";
import { Tag, type Tone } from "../../components/tag.tsx";
import type { IconName } from "../../components/icon.tsx";
import { formatDay, formatMoment } from "../../locale/format-moment.ts";
import { RecordPart } from "./record-part.tsx";

const looks: Record<DiscrepancyDetail["filing"]["timing"], { tone: Tone; icon: IconName; text: () => string }> = {
  "on-time": { tone: "good", icon: "check", text: m.timing_on_time },
  "on-time-by-extension": { tone: "good", icon: "check", text: m.timing_by_extension },
  late: { tone: "attention", icon: "clock", text: m.timing_late },
  open: { tone: "calm", icon: "circle", text: m.timing_open },
  missing: { tone: "bad", icon: "octagon", text: m.timing_missing },
};

/** Whether the report of the period came in time: the first of its chain that had every signature, by the platform's clock. */
export function FilingTime({ filing }: { filing: DiscrepancyDetail["filing"] }) {
  const { tone, icon, text } = looks[filing.timing];
  return (
    <RecordPart id="panel-filing" title={m.filing_title()}>
      <p className="tags"><Tag tone={tone} icon={icon} text={text()} /></p>
      <p className="small">
        {filing.firstReceivedAt && <>{m.filing_first()}: {formatMoment(filing.firstReceivedAt)} · </>}
        {m.filing_due({ day: formatDay(filing.dueOn) })}
        {filing.extendedTo && <> · {m.filing_extended({ day: formatDay(filing.extendedTo) })}</>}
      </p>
    </RecordPart>
  );
}
