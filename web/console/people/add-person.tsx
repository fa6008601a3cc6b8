import { useState } from "react";
import type { Role } from "../../../worker/kernel/context.ts";
import { m } from "../../words/m.ts";
import { announce } from "../../shared/components/announcements.tsx";
import { Button } from "../../shared/components/button.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { ErrorState } from "../../shared/components/states.tsx";
import type { ApiError } from "../../shared/remote/api-error.ts";
import { callConfirmed } from "../../shared/session/call-confirmed.ts";
import { RoleChoice } from "./role-choice.tsx";

export function AddPerson({ address, isAuthority, isAppointing, added }: { address: string; isAuthority: boolean; isAppointing: boolean; added: () => void }) {
  const [name, setName] = useState("");
  const [unit, setUnit] = useState("");
  const [roles, setRoles] = useState<Role[]>(isAppointing ? ["administrator"] : []);
  const [state, setState] = useState<{ tried: boolean; busy: boolean; error: ApiError | null }>({ tried: false, busy: false, error: null });
  const add = async () => {
    if (name.trim() === "" || unit.trim() === "") return setState({ tried: true, busy: false, error: null });
    setState({ tried: true, busy: true, error: null });
    try {
      await callConfirmed(`${address}/people`, { method: "POST", body: { name: name.trim(), unit: unit.trim(), roles } });
      announce(m.people_added());
      setName("");
      setUnit("");
      setState({ tried: false, busy: false, error: null });
      added();
    } catch (error) {
      setState({ tried: true, busy: false, error: error as ApiError });
    }
  };
  const needed = (text: string) => (state.tried && text.trim() === "" ? m.people_text_needed() : undefined);
  return (
    <section className="card" aria-labelledby="add-person-title">
      <h2 id="add-person-title">{m.people_add()}</h2>
      {state.error && <ErrorState error={state.error} />}
      <TextField id="person-name" label={m.people_name()} value={name} onChange={setName} maxLength={120} error={needed(name)} />
      <TextField id="person-unit" label={m.people_unit()} value={unit} onChange={setUnit} maxLength={120} error={needed(unit)} />
      <RoleChoice id="new" roles={roles} isAuthority={isAuthority} isAppointing={isAppointing} change={setRoles} />
      <Button kind="primary" busy={state.busy} onPress={() => void add()}>{m.people_add()}</Button>
    </section>
  );
}
