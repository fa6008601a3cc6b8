import { useState } from "react";
import type { CommentList, CommentView, Mentionable } from "../../../worker/review/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { announce } from "../components/announcements.tsx";
import { Button } from "../components/button.tsx";
import { SelectField, TextField } from "../components/field.tsx";
import { ErrorState, WhenReady } from "../components/states.tsx";
import { Tag } from "../components/tag.tsx";
import { useKeptAnswers } from "../components/use-kept-answers.ts";
import { formatMoment } from "../locale/format-moment.ts";
import type { ApiError } from "../remote/api-error.ts";
import { callApi } from "../remote/call-api.ts";
import { useRemote } from "../remote/use-remote.ts";
import { isReachable, MentionPicker } from "./mention-picker.tsx";

type Visibility = CommentView["visibility"];

/** What both sides say about a discrepancy, and what the authority says among itself: told apart by colour, frame and word. */
export function Comments({ tenant, discrepancy, session, level = 3 }: { tenant: string; discrepancy: string; session: SessionView; /** Of its heading on the page. */ level?: 2 | 3 }) {
  const Heading = `h${level}` as const;
  const address = `/v1/t/${tenant}/discrepancies/${discrepancy}/comments`;
  const [remote, reload] = useRemote<CommentList>(address);
  return (
    <section aria-labelledby="comments">
      <Heading id="comments">{m.comments()}</Heading>
      <WhenReady remote={remote} retry={reload}>
        {({ comments }) => (
          <>
            {comments.length === 0 && <p className="soft">{m.comments_none()}</p>}
            <ol className="plain comments">{comments.map((comment) => <Comment key={comment.id} comment={comment} address={address} mentionable={`/v1/t/${tenant}/discrepancies/${discrepancy}/mentionable`} isOwn={comment.author.id === session.officer.id} changed={reload} />)}</ol>
          </>
        )}
      </WhenReady>
      <Say key={address} tenant={tenant} discrepancy={discrepancy} session={session} said={reload} />
    </section>
  );
}

function Comment({ comment, address, mentionable, isOwn, changed }: { comment: CommentView; address: string; mentionable: string; isOwn: boolean; changed: () => void }) {
  const [text, setText] = useState<string | null>(null);
  const [mentioned, setMentioned] = useState<readonly Mentionable[]>([]);
  const [error, setError] = useState<ApiError | null>(null);
  const keep = async () => {
    try {
      await callApi(`${address}/${comment.id}`, { method: "PUT", body: { text: text!.trim(), mentions: mentioned.map(({ id }) => id) }, ifMatch: comment.version });
      setText(null);
      setMentioned([]);
      announce(m.comment_kept());
      changed();
    } catch (caught) {
      setError(caught as ApiError);
    }
  };
  return (
    <li className={`comment ${comment.visibility}`}>
      <p className="small"><Tag tone={comment.visibility === "internal" ? "attention" : "note"} icon={comment.visibility === "internal" ? "lock" : "circle"} text={nameOf(comment.visibility)} /> <strong>{comment.author.name ?? comment.author.id}</strong> ({comment.author.tenant}) · {formatMoment(comment.at)}</p>
      {error && <ErrorState error={error} retry={() => (setError(null), changed())} />}
      {text === null ? <p className="as-written">{comment.text}</p> : <TextField id={`edit-${comment.id}`} label={m.comment_edit()} rows={3} maxLength={2000} value={text} onChange={setText} />}
      {comment.history.length > 0 && (
        <details>
          <summary>{m.comment_history({ count: comment.history.length })}</summary>
          {comment.history.map(({ text: earlier, at }) => <p key={at} className="soft small">{formatMoment(at)}: {earlier}</p>)}
        </details>
      )}
      {isOwn && text === null && <Button kind="quiet" icon="pen" onPress={() => setText(comment.text)}>{m.comment_edit()}</Button>}
      {text !== null && <MentionPicker id={`mention-${comment.id}`} address={mentionable} visibility={comment.visibility} chosen={mentioned} choose={setMentioned} />}
      {text !== null && <div className="actions"><Button disabled={text.trim() === ""} onPress={() => void keep()}>{m.comment_keep()}</Button><Button kind="quiet" onPress={() => setText(null)}>{m.cancel()}</Button></div>}
    </li>
  );
}

type Unsent = { text: string; visibility: Visibility; mentioned: readonly Mentionable[] };

function Say({ tenant, discrepancy, session, said }: { tenant: string; discrepancy: string; session: SessionView; said: () => void }) {
  const address = `/v1/t/${tenant}/discrepancies/${discrepancy}`;
  const canBeInternal = session.tenant.kind === "authority";
  const empty: Unsent = { text: "", visibility: canBeInternal ? "internal" : "shared", mentioned: [] };
  const [unsent, write, forget] = useKeptAnswers(`comment/${session.officer.id}/${tenant}/${discrepancy}`, empty);
  const { text, visibility, mentioned } = unsent;
  const [error, setError] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  // Whoever may not read it any more is not named in it either.
  const turnTo = (next: Visibility) => write({ ...unsent, visibility: next, mentioned: mentioned.filter((person) => isReachable(person, next)) });
  const send = async () => {
    setBusy(true);
    setError(null);
    try {
      await callApi(`${address}/comments`, { method: "POST", body: { visibility, text: text.trim(), mentions: mentioned.map(({ id }) => id) } });
      write({ ...empty, visibility });
      forget();
      announce(m.comment_sent());
      said();
    } catch (caught) {
      setError(caught as ApiError);
    }
    setBusy(false);
  };
  return (
    <div className={`comment-new ${visibility}`}>
      {error && <ErrorState error={error} />}
      {canBeInternal && <SelectField id="comment-visibility" label={m.comment_who()} value={visibility} onChange={(value) => turnTo(value as Visibility)} options={(["internal", "shared"] as const).map((value) => ({ value, label: nameOf(value) }))} />}
      <MentionPicker id="mention" address={`${address}/mentionable`} visibility={visibility} chosen={mentioned} choose={(next) => write({ ...unsent, mentioned: next })} />
      <TextField id="comment-text" label={m.comment_new()} hint={visibility === "shared" ? m.comment_shared_hint() : m.comment_internal_hint()} rows={3} maxLength={2000} isOnItsWay={busy} value={text} onChange={(next) => write({ ...unsent, text: next })} />
      <Button busy={busy} disabled={text.trim() === ""} onPress={() => void send()}>{m.comment_send()}</Button>
    </div>
  );
}

function nameOf(visibility: Visibility): string {
  return visibility === "internal" ? m.comment_internal() : m.comment_shared();
}
