import { useState } from "react";
import { foldForSearch } from "../../../worker/kernel/fold-for-search.ts";
import { MAX_MENTIONS } from "../../../worker/kernel/max-mentions.ts";
import type { CommentView, Mentionable, MentionableList } from "../../../worker/review/contract.ts";
import { m } from "../../words/m.ts";
import { announce } from "../components/announcements.tsx";
import { Button } from "../components/button.tsx";
import { CheckField, TextField } from "../components/field.tsx";
import { WhenReady } from "../components/states.tsx";
import { useRemote } from "../remote/use-remote.ts";

type Props = { /** Begins the ids of what is in it: one is open for each comment that is edited. */ id: string; address: string; visibility: CommentView["visibility"]; chosen: readonly Mentionable[]; choose: (chosen: readonly Mentionable[]) => void };

/** Whom a comment names: the chosen ones, each with a way to take it off, and a list to choose from that is asked for when it is opened. */
export function MentionPicker({ id, address, visibility, chosen, choose }: Props) {
  const [isOpen, setOpen] = useState(false);
  const [sought, setSought] = useState("");
  const [remote, reload] = useRemote<MentionableList>(isOpen ? address : null);
  const takeOff = (person: Mentionable) => {
    choose(chosen.filter((one) => one.id !== person.id));
    announce(m.mention_removed({ name: person.name }));
    document.getElementById(`${id}-toggle`)?.querySelector("button")?.focus();
  };
  const turn = (person: Mentionable, isWanted: boolean) => choose(isWanted ? [...chosen, person] : chosen.filter((one) => one.id !== person.id));
  return (
    <div className="mentions">
      {chosen.length > 0 && (
        <ul className="plain actions" aria-label={m.mention_chosen()}>
          {chosen.map((person) => <li key={person.id}><Button kind="quiet" icon="cross" label={m.mention_remove({ name: person.name })} onPress={() => takeOff(person)}>{person.name}</Button></li>)}
        </ul>
      )}
      <div id={`${id}-toggle`}><Button kind="quiet" onPress={() => setOpen(!isOpen)}>{isOpen ? m.mention_close() : m.mention()}</Button></div>
      {isOpen && (
        <WhenReady remote={remote} retry={reload}>
          {({ people }) => {
            const open = people.filter((person) => isReachable(person, visibility));
            // As people type in a hurry: "duc" finds "Đức".
            const found = open.filter((person) => foldForSearch(`${person.name} ${person.unit}`).includes(foldForSearch(sought)));
            return (
              <fieldset className="mention-list">
                <legend>{m.mention_legend()}</legend>
                <TextField id={`${id}-search`} label={m.mention_search()} type="search" value={sought} onChange={setSought} />
                <p className="soft small" role="status">{open.length === 0 ? m.mention_nobody() : m.mention_found({ count: found.length })}</p>
                <div className="mention-people">
                  {found.map((person) => {
                    const isChosen = chosen.some((one) => one.id === person.id);
                    return (isChosen || chosen.length < MAX_MENTIONS) && <CheckField key={person.id} id={`${id}-${person.id}`} label={`${person.name} · ${person.unit}`} checked={isChosen} onChange={(isWanted) => turn(person, isWanted)} />;
                  })}
                </div>
                {chosen.length >= MAX_MENTIONS && <p className="soft small" role="status">{m.mention_most({ count: MAX_MENTIONS })}</p>}
              </fieldset>
            );
          }}
        </WhenReady>
      )}
    </div>
  );
}

/** An internal comment names the authority's people only. */
export function isReachable({ side }: Mentionable, visibility: CommentView["visibility"]): boolean {
  return visibility === "shared" || side === "authority";
}
