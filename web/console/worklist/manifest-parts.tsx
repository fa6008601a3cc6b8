import type { ManifestPreview } from "../../../worker/review/bulk-contract.ts";
import type { FormVersionView } from "../../../worker/forms/contract.ts";
import { m } from "../../words/m.ts";
import { Table } from "../../shared/components/table.tsx";
import { ruleNames } from "../../shared/discrepancies/words.ts";
import { currentLocale, inLocale } from "../../shared/locale/current-locale.ts";
import { formatCount } from "../../shared/locale/format-count.ts";
import { formatPeriod } from "../../shared/locale/format-moment.ts";

/** One part of the manifest: the discrepancy, and what stands for it in the text that is signed. */
export type ManifestPart = ManifestPreview["parts"][number] & { salt: string; digest: string };

/** What each digest of the text stands for, in the same order. Reasons are called as the decision's form calls them. */
export function ManifestParts({ parts, decision }: { parts: readonly ManifestPart[]; decision: FormVersionView }) {
  const texts = decision.package.i18n[currentLocale()];
  const numbered = parts.map((part, place) => ({ ...part, place }));
  return (
    <div className="manifest-parts">
      <Table
        caption={m.manifest_parts({ count: formatCount(parts.length) })}
        isCaptionShown
        rows={numbered}
        rowKey={({ id }) => id}
        columns={[
          { id: "place", title: m.manifest_place(), isCount: true, cell: ({ place }) => formatCount(place + 1) },
          { id: "tenant", title: m.column_tenant(), cell: ({ tenant }) => inLocale(tenant.nameVi, tenant.nameEn) },
          { id: "subject", title: m.column_subject(), isRowTitle: true, cell: ({ subject, tenant, id, rule, period }) => <><a href={`/console/discrepancies?open=${tenant.code}/${id}`} target="_blank" rel="noreferrer">{subject ? inLocale(subject.nameVi, subject.nameEn) : m.subject_whole_unit()}</a> <span className="soft small">{ruleNames[rule]()} · {formatPeriod(period)}</span></> },
          { id: "reported", title: m.column_reported(), isCount: true, cell: ({ reported }) => (reported === null ? "–" : formatCount(reported)) },
          { id: "actual", title: m.column_actual(), isCount: true, cell: ({ actual }) => (actual === null ? "–" : formatCount(actual)) },
          { id: "reason", title: m.decide_reason(), cell: ({ reason }) => texts[`code:/reason=${reason}`] ?? reason },
          { id: "digest", title: m.sign_digest(), cell: ({ digest }) => <span className="code small">{digest}</span> },
        ]}
      />
    </div>
  );
}
