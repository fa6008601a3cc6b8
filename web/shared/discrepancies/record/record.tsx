import type { ComponentChildren } from "preact";
import type { DiscrepancyDetail } from "../../../../worker/review/contract.ts";
import type { SessionView } from "../../../../worker/tenancy/contract.ts";
import { loadPeopleWords } from "../../../words/load-people-words.ts";
import { later } from "../../remote/later.tsx";
import { Answers } from "./answers.tsx";
import { DisputedDocument } from "./disputed-document.tsx";
import { Evidence } from "./evidence.tsx";
import { FilingTime } from "./filing-time.tsx";
import { OverPeriods } from "./over-periods.tsx";
import { OverTime } from "./over-time.tsx";
import { HeadingLevel } from "./record-part.tsx";
import { Similar } from "./similar.tsx";
import { Timeline } from "./timeline.tsx";
import "./record.css";

const VerifyLife = later(async () => (await import("../verify-life.tsx")).VerifyLife, loadPeopleWords);

type Props = {
  detail: DiscrepancyDetail;
  session: SessionView;
  level: 2 | 3;
  /** Opens another one in place, where there is a list beside it; `reference` is tenant and id. */
  open?: (reference: string) => void;
  /** What both sides say, before the timeline. */
  children?: ComponentChildren;
};

/** All that is known of a discrepancy besides what is asked now: what was claimed, observed, answered and decided, and the proof of it. The same for the authority and for the unit. */
export function Record({ detail, session, level, open, children }: Props) {
  return (
    <HeadingLevel.Provider value={level}>
      <DisputedDocument detail={detail} />
      <FilingTime filing={detail.filing} />
      <OverTime measure={detail.measure} sides={detail.sides} occurrences={detail.occurrences} />
      <OverPeriods detail={detail} session={session} />
      <Evidence detail={detail} />
      <Answers detail={detail} />
      <Similar detail={detail} session={session} {...(open ? { open } : {})} />
      {children}
      <Timeline detail={detail} />
      <VerifyLife tenant={detail.tenant.code} discrepancy={detail.id} />
    </HeadingLevel.Provider>
  );
}
