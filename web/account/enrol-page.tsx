import { useState } from "react";
import type { OpenedEnrolment } from "../../worker/sign-in/contract.ts";
import type { SessionView } from "../../worker/tenancy/contract.ts";
import { m } from "../words/m.ts";
import { usePageTitle } from "../shared/place/use-page-title.ts";
import { Button, ButtonLink } from "../shared/components/button.tsx";
import { TextField } from "../shared/components/field.tsx";
import { Notice } from "../shared/components/notice.tsx";
import { ErrorState, WhenReady } from "../shared/components/states.tsx";
import { PageFrame } from "../shared/frame/page-frame.tsx";
import { formatMoment } from "../shared/locale/format-moment.ts";
import type { ApiError } from "../shared/remote/api-error.ts";
import { callApi } from "../shared/remote/call-api.ts";
import { useAsk } from "../shared/session/use-ask.ts";
import { makePasskey } from "../shared/session/use-passkey.ts";
import { guessDeviceName } from "../signing/guess-device-name.ts";

type Link = { tenant: string; secret: string };

/** Where an enrolment link leads. Its secret stands behind the `#`, which browsers send to no server. */
export function EnrolPage() {
  usePageTitle(m.enrol_title());
  const link = linkOf(location.hash);
  const [session, setSession] = useState<SessionView | null>(null);
  return (
    <PageFrame session={session}>
      <h1>{m.enrol_title()}</h1>
      {session ? <Enrolled session={session} /> : link ? <Enrol link={link} enrolled={setSession} /> : <Notice tone="bad" title={m.enrol_no_secret()} />}
    </PageFrame>
  );
}

function linkOf(hash: string): Link | null {
  const parts = /^#([A-Z0-9-]{2,8})\.([A-Za-z0-9_-]{43})$/.exec(hash);
  return parts ? { tenant: parts[1]!, secret: parts[2]! } : null;
}

function Enrol({ link, enrolled }: { link: Link; enrolled: (session: SessionView) => void }) {
  const address = `/v1/t/${link.tenant}/enrolments`;
  const [opened, openAgain] = useAsk<OpenedEnrolment>(`${address}/open`, { secret: link.secret });
  const [label, setLabel] = useState(guessDeviceName);
  const [state, setState] = useState<{ tried: boolean; busy: boolean; error: ApiError | null }>({ tried: false, busy: false, error: null });
  const enrol = async ({ options }: OpenedEnrolment) => {
    if (label.trim() === "") return setState({ tried: true, busy: false, error: null });
    setState({ tried: true, busy: true, error: null });
    try {
      const credential = await makePasskey(options);
      enrolled(await callApi<SessionView>(`${address}/use`, { method: "POST", body: { secret: link.secret, credential, label: label.trim() } }));
    } catch (error) {
      setState({ tried: true, busy: false, error: error as ApiError });
      openAgain();
    }
  };
  const useAccount = async () => {
    try {
      location.assign((await callApi<{ address: string }>(`${address}/provider`, { method: "POST", body: { secret: link.secret } })).address);
    } catch (error) {
      setState({ tried: false, busy: false, error: error as ApiError });
    }
  };
  if (opened.state === "failed" && opened.error.code === "enrolment-gone") return <DeadLink error={opened.error} />;
  return (
    <WhenReady remote={opened} retry={openAgain}>
      {(found) => (
        <>
          <p className="lead">{m.enrol_for({ name: found.officer.name, unit: found.officer.unit })}</p>
          <p className="soft">{m.enrol_not_you()}</p>
          {found.isRecovery && <Notice tone="attention" title={m.enrol_recovery()} />}
          <section className="card">
            <p>{m.enrol_what()}</p>
            <TextField id="passkey-label" label={m.passkey_name()} hint={m.passkey_name_hint()} value={label} onChange={setLabel} maxLength={80} error={state.tried && label.trim() === "" ? m.passkey_name_needed() : undefined} />
            {state.error && <ErrorState error={state.error} />}
            <div className="actions">
              <Button kind="primary" icon="key" busy={state.busy} onPress={() => void enrol(found)}>{m.enrol_make()}</Button>
              {found.provider && <Button onPress={() => void useAccount()}>{m.enrol_provider()}</Button>}
            </div>
            <p className="soft small">{m.enrol_until({ moment: formatMoment(found.expiresAt) })}</p>
          </section>
        </>
      )}
    </WhenReady>
  );
}

/** Asking again cannot help: a new link comes from the unit's administrator, and who has a passkey needs none. */
function DeadLink({ error }: { error: ApiError }) {
  return (
    <>
      <ErrorState error={error} />
      <p>{m.enrol_gone_ask()}</p>
      <div className="actions"><ButtonLink kind="primary" href="/sign-in">{m.enrol_gone_sign_in()}</ButtonLink></div>
    </>
  );
}

function Enrolled({ session }: { session: SessionView }) {
  const reports = session.officer.roles.some((role) => role === "officer" || role === "head");
  return (
    <>
      <Notice tone="good" title={m.enrol_done()}>
        <p>{m.enrol_done_text()}</p>
      </Notice>
      <div className="actions">
        <ButtonLink kind="primary" icon="key" href="/account">{m.enrol_second()}</ButtonLink>
        <ButtonLink href={reports ? "/fill" : "/console"}>{m.enrol_go_on()}</ButtonLink>
      </div>
    </>
  );
}
