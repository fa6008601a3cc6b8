import type { QualityFigures, Share } from "../../../worker/review/quality-contract.ts";
import { m } from "../../words/m.ts";
import { WhenReady } from "../../shared/components/states.tsx";
import { Table } from "../../shared/components/table.tsx";
import { SeverityTag, Tag } from "../../shared/components/tag.tsx";
import { ruleNames } from "../../shared/discrepancies/words.ts";
import { formatCount } from "../../shared/locale/format-count.ts";
import { formatMoment } from "../../shared/locale/format-moment.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { usePageTitle } from "../../shared/place/use-page-title.ts";
import { SecondReviews } from "./second-reviews.tsx";

const ages = { week: m.age_week, month: m.age_month, quarter: m.age_quarter, older: m.age_older } as const;

/** How the review works: every share with its numerator and denominator, and the cases that wait for a second look. */
export function QualityPage() {
  const [remote, reload] = useRemote<QualityFigures>("/v1/review/quality");
  usePageTitle(m.quality());
  return (
    <>
      <h1>{m.quality()}</h1>
      <p className="soft">{m.quality_about()}</p>
      <WhenReady remote={remote} retry={reload}>{(figures) => <Figures figures={figures} />}</WhenReady>
      <SecondReviews />
    </>
  );
}

function Figures({ figures }: { figures: QualityFigures }) {
  const rows = [
    { name: m.quality_explain(), value: daysText(figures.timeToExplain), of: m.quality_cases({ count: figures.timeToExplain.cases }) },
    { name: m.quality_decide(), value: daysText(figures.timeToDecide), of: m.quality_cases({ count: figures.timeToDecide.cases }) },
    { name: m.quality_overdue(), ...shareText(figures.overdue) },
    { name: m.quality_reopened(), ...shareText(figures.reopened) },
    { name: m.quality_overturned(), ...shareText(figures.overturnedOnAppeal) },
  ];
  return (
    <>
      <p className="soft small">{m.quality_at({ when: formatMoment(figures.at) })}</p>
      <Table caption={m.quality_main()} isCaptionShown rows={rows} rowKey={({ name }) => name} columns={[
        { id: "name", title: m.quality_figure(), isRowTitle: true, cell: ({ name }) => name },
        { id: "value", title: m.quality_value(), isCount: true, cell: ({ value }) => value },
        { id: "of", title: m.quality_of(), isCount: true, cell: ({ of }) => of },
      ]} />
      <Table caption={m.quality_open()} isCaptionShown rows={figures.openByAge} rowKey={({ severity, age }) => `${severity} ${age}`} columns={[
        { id: "severity", title: m.quality_severity(), isRowTitle: true, cell: ({ severity }) => <SeverityTag severity={severity} /> },
        { id: "age", title: m.quality_age(), cell: ({ age }) => ages[age]() },
        { id: "count", title: m.quality_count(), isCount: true, cell: ({ count }) => formatCount(count) },
        { id: "snoozed", title: m.quality_snoozed(), isCount: true, cell: ({ snoozed }) => formatCount(snoozed) },
      ]} />
      <Table caption={m.quality_false()} isCaptionShown rows={figures.falsePositives} rowKey={({ rule }) => rule} columns={[
        { id: "rule", title: m.quality_rule(), isRowTitle: true, cell: ({ rule }) => <>{ruleNames[rule]()} <span className="code">{rule}</span></> },
        { id: "share", title: m.quality_value(), isCount: true, cell: ({ share }) => shareText(share).value },
        { id: "of", title: m.quality_of(), isCount: true, cell: ({ share }) => shareText(share).of },
        { id: "flag", title: m.quality_flag(), cell: ({ isFlagged }) => (isFlagged ? <Tag tone="bad" icon="triangle" text={m.quality_flagged()} /> : "–") },
      ]} />
      <Table caption={m.quality_agreement_rule()} isCaptionShown rows={figures.agreementByRule} rowKey={({ rule }) => rule} columns={[
        { id: "rule", title: m.quality_rule(), isRowTitle: true, cell: ({ rule }) => ruleNames[rule]() },
        { id: "share", title: m.quality_value(), isCount: true, cell: ({ share }) => shareText(share).value },
        { id: "of", title: m.quality_of(), isCount: true, cell: ({ share }) => shareText(share).of },
      ]} />
      <Table caption={m.quality_agreement_reviewer()} isCaptionShown rows={figures.agreementByReviewer} rowKey={({ reviewer }) => reviewer} columns={[
        { id: "reviewer", title: m.quality_reviewer(), isRowTitle: true, cell: ({ name, reviewer }) => name ?? reviewer },
        { id: "share", title: m.quality_value(), isCount: true, cell: ({ share }) => shareText(share).value },
        { id: "of", title: m.quality_of(), isCount: true, cell: ({ share }) => shareText(share).of },
      ]} />
    </>
  );
}

function daysText({ days }: QualityFigures["timeToExplain"]): string {
  return days === null ? m.quality_none() : m.quality_days({ count: days });
}

function shareText({ numerator, denominator, percent }: Share): { value: string; of: string } {
  return { value: percent === null ? m.quality_none() : `${formatCount(percent)} %`, of: `${formatCount(numerator)} / ${formatCount(denominator)}` };
}
