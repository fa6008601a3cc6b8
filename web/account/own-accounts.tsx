import type { AccountList, AccountView } from "../../worker/sign-in/contract.ts";
import type { SessionView } from "../../worker/tenancy/contract.ts";
import { m } from "../words/m.ts";
import { Notice } from "../shared/components/notice.tsx";
import { WhenReady } from "../shared/components/states.tsx";
import { Table } from "../shared/components/table.tsx";
import { formatMoment } from "../shared/locale/format-moment.ts";
import { useRemote } from "../shared/remote/use-remote.ts";

/** Which accounts at an identity provider sign in as this person, and what to do about one that is not theirs. Nothing where the unit has no provider and never had one. */
export function OwnAccounts({ session }: { session: SessionView }) {
  const [remote, reload] = useRemote<AccountList>("/v1/session/accounts");
  if (remote.state === "ready" && remote.value.provider === null && remote.value.accounts.length === 0) return null;
  return (
    <section aria-labelledby="own-accounts">
      <h2 id="own-accounts">{m.accounts_title()}</h2>
      <p className="soft">{m.accounts_text()}</p>
      <WhenReady remote={remote} retry={reload}>
        {({ accounts, provider }) => (accounts.length === 0 ? <p>{m.accounts_none()}</p> : <Accounts accounts={accounts} provider={provider} session={session} />)}
      </WhenReady>
    </section>
  );
}

function Accounts({ accounts, provider, session }: AccountList & { session: SessionView }) {
  return (
    <>
      <Table<AccountView>
        caption={m.accounts_title()}
        rows={accounts}
        rowKey={({ id }) => id}
        columns={[
          { id: "name", title: m.account_name(), isRowTitle: true, cell: ({ subject }) => <span className="code kid">{subject}</span> },
          { id: "provider", title: m.account_provider(), cell: ({ issuer }) => <><span className="kid">{issuer}</span>{issuer !== provider && <> ({m.account_former()})</>}</> },
          { id: "since", title: m.account_since(), cell: ({ boundAt }) => formatMoment(boundAt) },
          { id: "by", title: m.account_by(), cell: ({ boundBy }) => (boundBy.id === session.officer.id ? m.account_by_you() : (boundBy.name ?? boundBy.id)) },
          { id: "used", title: m.account_used(), cell: ({ lastUsedAt }) => (lastUsedAt ? formatMoment(lastUsedAt) : m.account_unused()) },
        ]}
      />
      <Notice tone="note" title={m.account_not_yours()}><p>{m.account_not_yours_text()}</p></Notice>
    </>
  );
}
