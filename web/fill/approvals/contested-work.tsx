import type { ContestedList } from "../../../worker/submissions/contract.ts";
import { m } from "../../words/m.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { Notice } from "../../shared/components/notice.tsx";
import { whatOf } from "../reports/filed-list.tsx";

/** What was signed with a compromised key and waits for somebody to confirm it. Nothing where there is none. */
export function ContestedWork({ tenant }: { tenant: string }) {
  const [contested] = useRemote<ContestedList>(`/v1/t/${tenant}/contested-submissions`);
  if (contested.state !== "ready" || contested.value.submissions.length === 0) return null;
  return (
    <Notice tone="attention" title={m.contested_title()}>
      <p>{m.contested_text()}</p>
      <ul>
        {contested.value.submissions.map((submission) => (
          <li key={submission.jti}><a href={`/fill/approvals/${submission.jti}`}>{whatOf(submission)}</a> · {submission.signer.name}</li>
        ))}
      </ul>
    </Notice>
  );
}
