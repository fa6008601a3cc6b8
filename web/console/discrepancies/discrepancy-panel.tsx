import { useEffect, useRef } from "react";
import type { DiscrepancyDetail } from "../../../worker/review/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { loadPanelWords } from "../../words/load-panel-words.ts";
import { loadPeopleWords } from "../../words/load-people-words.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { ButtonLink } from "../../shared/components/button.tsx";
import { Notice } from "../../shared/components/notice.tsx";
import { WhenReady } from "../../shared/components/states.tsx";
import { SeverityTag, Tag } from "../../shared/components/tag.tsx";
import { inLocale } from "../../shared/locale/current-locale.ts";
import { formatDay, formatPeriod, formatWindow } from "../../shared/locale/format-moment.ts";
import { later } from "../../shared/remote/later.tsx";
import { stateLooks } from "../../shared/discrepancies/words.ts";
import { useAgainWhenOnline } from "../use-again-when-online.ts";
import { usePageTitle } from "../../shared/place/use-page-title.ts";
import { BothSides } from "./both-sides.tsx";
import { DueDay } from "./due-day.tsx";
import { MoveBar } from "./move-bar.tsx";
import { PanelBar } from "./panel-bar.tsx";
import type { Neighbours } from "./use-neighbours.ts";

const Comments = later(async () => (await import("../../shared/discrepancies/comments.tsx")).Comments, loadPeopleWords);
const Record = later(async () => (await import("../../shared/discrepancies/record/record.tsx")).Record, loadPanelWords);
const ToDecide = later(async () => (await import("../../shared/discrepancies/record/to-decide.tsx")).ToDecide, loadPanelWords);
const RuleFacts = later(async () => (await import("../../shared/discrepancies/record/rule-facts.tsx")).RuleFacts, loadPanelWords);

type Props = { reference: string; neighbours: Neighbours; session: SessionView; open: (reference: string | null) => void; changed: () => void };

/** One discrepancy: both sides, the rule in words, the evidence, what happened, and what the reader may do. */
export function DiscrepancyPanel({ reference, neighbours, session, open, changed }: Props) {
  const [tenant, id] = reference.split("/");
  const [remote, reload] = useRemote<DiscrepancyDetail>(`/v1/t/${tenant}/discrepancies/${id}`);
  const detail = remote.state === "ready" ? remote.value : null;
  const panel = useFocusWithin(detail?.version ?? null);
  useAgainWhenOnline(remote, reload);
  usePageTitle(detail && subjectName(detail));
  return (
    <aside className="panel" aria-labelledby={detail ? "panel-title" : undefined} aria-label={detail ? undefined : m.panel_discrepancy()} ref={panel} tabIndex={-1}>
      <PanelBar neighbours={neighbours} open={open} />
      <WhenReady remote={remote} retry={reload}>
        {(known) => (
          <>
            <Head detail={known} />
            {known.isWithheld && <Withheld />}
            <BothSides detail={known} />
            <section aria-labelledby="panel-rule">
              <h3 id="panel-rule">{m.panel_rule()}: {inLocale(known.ruleText.nameVi, known.ruleText.nameEn)}</h3>
              <p>{inLocale(known.ruleText.definitionVi, known.ruleText.definitionEn)}</p>
              {known.ruleText.isRisk && <p><strong>{m.rule_is_risk()}</strong></p>}
              <p className="soft small"><span className="code">{known.rule}</span> · {m.panel_rule_version({ version: known.ruleText.version })}</p>
              <RuleFacts detail={known} isAuthority={session.tenant.kind === "authority"} />
            </section>
            <ToDecide detail={known} />
            <MoveBar detail={known} session={session} moved={() => (reload(), changed())} />
            <Record detail={known} session={session} level={3} open={open}>
              <Comments tenant={known.tenant.code} discrepancy={known.id} session={session} />
            </Record>
          </>
        )}
      </WhenReady>
    </aside>
  );
}

/** Whoever is to give a second look sees the record as it stood, and is told so. */
function Withheld() {
  return (
    <Notice title={m.second_withheld()}>
      <p>{m.second_withheld_text()}</p>
      <ButtonLink icon="pen" href="/console/quality">{m.second_go()}</ButtonLink>
    </Notice>
  );
}

function Head({ detail }: { detail: DiscrepancyDetail }) {
  const state = stateLooks[detail.state];
  return (
    <header className="panel-head">
      <p className="soft small">{inLocale(detail.tenant.nameVi, detail.tenant.nameEn)} · {formatPeriod(detail.period)} · {formatWindow(detail.window)}</p>
      <h2 id="panel-title" tabIndex={-1}>{subjectName(detail)}</h2>
      <p className="tags">
        <SeverityTag severity={detail.severity} />
        <Tag tone={state.tone} icon={state.icon} text={state.text()} />
        {detail.isMoveContested && <Tag tone="attention" icon="triangle" text={m.tag_move_contested()} />}
        <Tag icon="circle" text={detail.assignee ? m.panel_assignee({ name: detail.assignee.name ?? detail.assignee.id }) : m.panel_unassigned()} />
        {detail.timesSeen > 1 && <Tag text={m.times_seen({ count: detail.timesSeen })} />}
      </p>
      {detail.dueOn && <p className="small">{m.column_due()}: <DueDay row={detail} /></p>}
      {detail.appealUntil && <p className="small">{m.appeal_until({ day: formatDay(detail.appealUntil) })}</p>}
    </header>
  );
}

function subjectName({ subject }: DiscrepancyDetail): string {
  return subject ? inLocale(subject.nameVi, subject.nameEn) : m.subject_whole_unit();
}

/** The panel takes the focus when it opens, its heading when it is read; after a move the heading again, if the pressed button is gone. */
function useFocusWithin(version: number | null) {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    panel.current?.scrollIntoView({ block: "nearest" });
    panel.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    if (version === null) return;
    const { activeElement } = document;
    if (activeElement === panel.current || activeElement === document.body) panel.current?.querySelector<HTMLElement>("#panel-title")?.focus({ preventScroll: true });
  }, [version]);
  return panel;
}
