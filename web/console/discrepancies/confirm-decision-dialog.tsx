import { useState } from "react";
import type { DiscrepancyDetail } from "../../../worker/review/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import type { ApiError } from "../../shared/remote/api-error.ts";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { formatMoment } from "../../shared/locale/format-moment.ts";
import { transitionNames } from "../../shared/discrepancies/words.ts";
import { ConfirmDecision } from "./confirm-decision.tsx";

type Props = { detail: DiscrepancyDetail; session: SessionView; close: () => void; /** `isLast`: nothing is left here that the reader may confirm. */ done: (isLast: boolean) => void; refused: (error: ApiError) => void };

/** Everything in the discrepancy that a stolen key signed and nobody has confirmed or countered; what the reader may confirm, one after the other. */
export function ConfirmDecisionDialog({ detail, session, close, done, refused }: Props) {
  const [chosen, choose] = useState<string | null>(null);
  const contested = detail.events.filter(({ contested: mark }) => mark !== null && mark.confirmedBy === null && mark.counteredIndex === null);
  const open = detail.confirmable.includes(chosen ?? "") ? chosen : (detail.confirmable.at(-1) ?? null);
  const whyNot = ({ actor, part }: DiscrepancyDetail["events"][number]) =>
    actor.tenant !== session.tenant.code ? m.confirm_not_units() : part ? m.contested_part() : m.confirm_not_yours();
  return (
    <Dialog title={transitionNames["confirm-decision"]()} onClose={close} actions={<Button onPress={close}>{m.cancel()}</Button>}>
      <p>{m.confirm_decision_text()}</p>
      {contested.length > 1 && (
        <ul className="plain contested-choices" aria-label={m.confirm_which()}>
          {contested.map((event) => {
            const jti = event.submission!;
            return (
              <li key={event.version}>
                <p>{transitionNames[event.transition as keyof typeof transitionNames]()} · {event.actor.name ?? event.actor.id} · {formatMoment(event.at)}</p>
                {!detail.confirmable.includes(jti) ? <p className="small soft">{whyNot(event)}</p> : jti === open ? <p className="small">{m.confirm_shown_below()}</p> : <Button onPress={() => choose(jti)}>{m.confirm_show()}</Button>}
              </li>
            );
          })}
        </ul>
      )}
      {open && <ConfirmDecision key={open} jti={open} detail={detail} session={session} done={() => (choose(null), done(detail.confirmable.length === 1))} refused={refused} />}
    </Dialog>
  );
}
