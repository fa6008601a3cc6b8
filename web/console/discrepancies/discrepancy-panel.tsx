import { useEffect, useRef } from "react";
import type { DiscrepancyDetail } from "../../../worker/review/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { Button } from "../../shared/components/button.tsx";
import { WhenReady } from "../../shared/components/states.tsx";
import { SeverityTag, Tag } from "../../shared/components/tag.tsx";
import { inLocale } from "../../shared/locale/current-locale.ts";
import { formatPeriod, formatWindow } from "../../shared/locale/format-moment.ts";
import { BothSides } from "./both-sides.tsx";
import { Evidence } from "./evidence.tsx";
import { MoveBar } from "./move-bar.tsx";
import { Timeline } from "./timeline.tsx";
import { stateLooks } from "../../shared/discrepancies/words.ts";

type Props = { reference: string; session: SessionView; close: () => void; changed: () => void };

/** One discrepancy: both sides, the rule in words, the evidence, what happened, and what the reader may do. */
export function DiscrepancyPanel({ reference, session, close, changed }: Props) {
  const [tenant, id] = reference.split("/");
  const [remote, reload] = useRemote<DiscrepancyDetail>(`/v1/t/${tenant}/discrepancies/${id}`);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [remote.state]);
  return (
    <aside className="panel" aria-labelledby="panel-title">
      <div className="panel-close">
        <Button kind="quiet" icon="cross" onPress={close}>{m.close()}</Button>
      </div>
      <WhenReady remote={remote} retry={reload}>
        {(detail) => (
          <>
            <header className="panel-head">
              <p className="soft small">{inLocale(detail.tenant.nameVi, detail.tenant.nameEn)} · {formatPeriod(detail.period)} · {formatWindow(detail.window)}</p>
              <h2 id="panel-title" ref={heading} tabIndex={-1}>{detail.subject ? inLocale(detail.subject.nameVi, detail.subject.nameEn) : m.subject_whole_unit()}</h2>
              <p className="tags">
                <SeverityTag severity={detail.severity} />
                <Tag tone={stateLooks[detail.state].tone} icon={stateLooks[detail.state].icon} text={stateLooks[detail.state].text()} />
                {detail.timesSeen > 1 && <Tag text={m.times_seen({ count: detail.timesSeen })} />}
              </p>
            </header>
            <BothSides detail={detail} />
            <section aria-labelledby="panel-rule">
              <h3 id="panel-rule">{m.panel_rule()}: {inLocale(detail.ruleText.nameVi, detail.ruleText.nameEn)}</h3>
              <p>{inLocale(detail.ruleText.definitionVi, detail.ruleText.definitionEn)}</p>
              <p className="soft small"><span className="code">{detail.rule}</span> · {m.panel_rule_version({ version: detail.ruleText.version })}</p>
            </section>
            <MoveBar detail={detail} session={session} moved={() => (reload(), changed())} />
            <Evidence detail={detail} />
            <Timeline events={detail.events} />
          </>
        )}
      </WhenReady>
    </aside>
  );
}
