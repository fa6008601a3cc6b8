import { useState } from "react";
import type { OwnSession } from "../../worker/sign-in/contract.ts";
import { m } from "../words/m.ts";
import { announce } from "../shared/components/announcements.tsx";
import { Button } from "../shared/components/button.tsx";
import { ErrorState, WhenReady } from "../shared/components/states.tsx";
import { Table } from "../shared/components/table.tsx";
import { Tag } from "../shared/components/tag.tsx";
import { formatMoment } from "../shared/locale/format-moment.ts";
import type { ApiError } from "../shared/remote/api-error.ts";
import { callApi } from "../shared/remote/call-api.ts";
import { useRemote } from "../shared/remote/use-remote.ts";

const methods: Record<OwnSession["method"], () => string> = { passkey: m.method_passkey, enrolment: m.method_enrolment, demo: m.method_demo, oidc: m.method_oidc };

/** Where one is signed in; every session but this one can be ended here. */
export function OwnSessions() {
  const [remote, reload] = useRemote<{ sessions: OwnSession[] }>("/v1/sessions");
  const [error, setError] = useState<ApiError | null>(null);
  const end = async (id: string) => {
    try {
      await callApi(`/v1/sessions/${id}`, { method: "DELETE" });
      announce(m.session_ended());
      setError(null);
      reload();
    } catch (caught) {
      setError(caught as ApiError);
    }
  };
  return (
    <section>
      <h2>{m.sessions_title()}</h2>
      <p className="soft">{m.sessions_text()}</p>
      {error && <ErrorState error={error} />}
      <WhenReady remote={remote} retry={reload}>
        {({ sessions }) => (
          <Table
            caption={m.sessions_title()}
            rows={sessions}
            rowKey={(one) => one.id}
            columns={[
              { id: "where", title: m.session_where(), isRowTitle: true, cell: (one) => one.device || m.session_unknown() },
              { id: "how", title: m.session_how(), cell: (one) => methods[one.method]() },
              { id: "since", title: m.session_since(), cell: (one) => formatMoment(one.createdAt) },
              { id: "seen", title: m.session_seen(), cell: (one) => formatMoment(one.lastSeenAt) },
              { id: "end", title: m.passkey_actions(), cell: (one) => (one.isThis ? <Tag tone="good" icon="check" text={m.session_this()} /> : <Button kind="danger" onPress={() => void end(one.id)}>{m.session_end()}</Button>) },
            ]}
          />
        )}
      </WhenReady>
    </section>
  );
}
