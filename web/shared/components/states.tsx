import type { ComponentChildren } from "preact";
import { m } from "../../words/m.ts";
import type { ApiError } from "../remote/api-error.ts";
import { errorText } from "../remote/problem-texts.ts";
import type { Remote } from "../remote/use-remote.ts";
import { useIsOnline } from "../remote/use-is-online.ts";
import { Button, ButtonLink } from "./button.tsx";
import { Icon } from "./icon.tsx";
import { Notice } from "./notice.tsx";

export function LoadingState({ lines = 4 }: { lines?: number }) {
  return (
    <div className="loading" role="status">
      <span className="spoken-only">{m.loading()}</span>
      {Array.from({ length: lines }, (_, line) => <div key={line} className="loading-line" aria-hidden="true" />)}
    </div>
  );
}

export function EmptyState({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children}
    </div>
  );
}

/** What went wrong, what to do, and the number to tell the operator. */
export function ErrorState({ error, retry }: { error: ApiError; retry?: () => void }) {
  const request = error.problem["instance"];
  return (
    <Notice tone="bad" title={errorText(error)} isUrgent>
      {typeof request === "string" && <p className="small soft">{m.request_number()}: <span className="code">{request.replace("urn:request:", "")}</span></p>}
      <div className="actions">
        {error.code === "sign-in-required" && <ButtonLink kind="primary" href={signInAddress()}>{m.sign_in()}</ButtonLink>}
        {retry && <Button onPress={retry}>{m.try_again()}</Button>}
      </div>
    </Notice>
  );
}

/** The sign-in page, coming back here afterwards. */
export function signInAddress(): string {
  return `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`;
}

/** The three states of a read in one place. */
export function WhenReady<Answer>({ remote, retry, children }: { remote: Remote<Answer>; retry?: () => void; children: (value: Answer) => ComponentChildren }) {
  if (remote.state === "loading") return <LoadingState />;
  if (remote.state === "failed") return <ErrorState error={remote.error} {...(retry ? { retry } : {})} />;
  return <>{children(remote.value)}</>;
}

export function OfflineBanner() {
  if (useIsOnline()) return null;
  return (
    <p className="offline" role="status">
      <Icon name="cloudOff" /> {m.offline_banner()}
    </p>
  );
}
