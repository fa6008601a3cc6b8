import { useEffect } from "react";
import { m } from "../words/m.ts";
import { ButtonLink } from "../shared/components/button.tsx";
import { PageFrame } from "../shared/frame/page-frame.tsx";
import { Headline } from "./headline.tsx";
import { PublicDoors } from "./public-doors.tsx";
import { ReceiptCheck } from "./receipt-check.tsx";
import { hasRole, useSession } from "../shared/session/use-session.ts";

/** The first page for everyone: what this is, the national shares, what anybody may look at, how it works, and whether a receipt still holds. */
export function HomePage() {
  const [session] = useSession();
  const signedIn = session.state === "signed-in" ? session.session : null;
  useEffect(() => void (document.title = `Đối Soát · ${m.home_title()}`));
  return (
    <PageFrame session={signedIn}>
      <section className="opening">
        <h1>{m.home_title()}</h1>
        <p className="opening-lead">{m.home_lead()}</p>
        <div className="actions">
          {signedIn ? (
            <>
              {hasRole(signedIn, "officer", "head") && <ButtonLink kind="primary" href="/fill">{m.home_to_fill()}</ButtonLink>}
              {hasRole(signedIn, "auditor", "supervisor", "administrator", "operator") && <ButtonLink kind="primary" href="/console">{m.home_to_console()}</ButtonLink>}
            </>
          ) : (
            <ButtonLink kind="primary" href="/sign-in">{m.sign_in()}</ButtonLink>
          )}
          <ButtonLink href="/national">{m.home_to_statistics()}</ButtonLink>
        </div>
      </section>
      <Headline />
      <PublicDoors />
      <h2>{m.home_how()}</h2>
      <ol className="journey">
        {[
          [m.home_step_report_title(), m.home_step_report()],
          [m.home_step_actual_title(), m.home_step_actual()],
          [m.home_step_difference_title(), m.home_step_difference()],
        ].map(([title, text]) => (
          <li key={title} className="card">
            <h3>{title}</h3>
            <p>{text}</p>
          </li>
        ))}
      </ol>
      <ReceiptCheck />
      <p className="soft small">{m.home_signature_note()}</p>
    </PageFrame>
  );
}
