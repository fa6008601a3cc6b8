import { m } from "../../words/m.ts";
import { Notice } from "../../shared/components/notice.tsx";

/** Why there is no button to sign with here, and how what is written reaches somebody who has one. `text` says who that is. */
export function DraftOnly({ text }: { text: () => string }) {
  return <Notice tone="note" title={m.draft_only()}><p>{text()}</p></Notice>;
}
