import { m } from "../../words/m.ts";
import { Button } from "../../shared/components/button.tsx";
import { CheckField } from "../../shared/components/field.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { listKeys, type ListAction } from "./list-keys.ts";

const actionNames: Record<ListAction, () => string> = {
  next: m.key_next, previous: m.key_previous, "next-open": m.key_next_open, "previous-open": m.key_previous_open, open: m.key_open_row, back: m.key_back,
  select: m.key_select, "select-range": m.key_select_range, "move:assign": m.key_assign, "move:take": m.key_take, "move:acknowledge": m.key_acknowledge, "move:ask": m.key_ask,
  "move:uphold": m.key_uphold, "move:accept": m.key_accept, "move:request-dismissal": m.key_dismiss, "move:snooze": m.key_snooze, comment: m.key_comment, "move:set-due": m.key_due, evidence: m.key_evidence,
  "move:undo": m.key_undo, search: m.key_search, help: m.key_help, "view:inbox": m.view_inbox, "view:mine": m.view_mine, "view:due": m.view_due,
};

/** What each key does, and the switch for those whose keyboard means something else by single letters. */
export function KeysDialog({ isOn, setOn, close }: { isOn: boolean; setOn: (isOn: boolean) => void; close: () => void }) {
  return (
    <Dialog title={m.keys_title()} onClose={close} actions={<Button kind="primary" onPress={close}>{m.close()}</Button>}>
      <CheckField id="keys-on" label={m.keys_on()} hint={m.keys_on_hint()} checked={isOn} onChange={setOn} />
      <dl className="keys-list">
        {Object.entries(listKeys).map(([key, action]) => (
          <div key={key}>
            <dt>{key.split(" ").map((one) => <kbd key={one}>{one === "X" ? "Shift + x" : one}</kbd>)}</dt>
            <dd>{actionNames[action]()}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
