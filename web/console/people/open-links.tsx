import { useState } from "react";
import type { PersonView } from "../../../worker/sign-in/contract.ts";
import { m } from "../../words/m.ts";
import { announce } from "../../shared/components/announcements.tsx";
import { Button } from "../../shared/components/button.tsx";
import { ErrorState } from "../../shared/components/states.tsx";
import { formatMoment } from "../../shared/locale/format-moment.ts";
import type { ApiError } from "../../shared/remote/api-error.ts";
import { callConfirmed } from "../../shared/session/call-confirmed.ts";
import type { PeopleProps } from "./person-table.tsx";

/** Links that can still be used: approved by a second person, or made worth nothing. */
export function OpenLinks({ person, self, address, changed }: PeopleProps & { person: PersonView }) {
  const [error, setError] = useState<ApiError | null>(null);
  const act = async (id: string, action: "approve" | "revoke") => {
    try {
      await callConfirmed(`${address}/enrolments/${id}/${action}`, { method: "POST" });
      announce(action === "approve" ? m.people_link_approved() : m.people_link_revoked());
      setError(null);
      changed();
    } catch (caught) {
      setError(caught as ApiError);
    }
  };
  return (
    <>
      {person.enrolments.map(({ id, expiresAt, waitsForApproval, createdBy }) => (
        <div key={id} className="open-link">
          <p className="small">{(waitsForApproval ? m.people_link_waits : m.people_link_open)({ moment: formatMoment(expiresAt) })}</p>
          <div className="actions">
            {waitsForApproval && createdBy !== self && person.id !== self && <Button kind="primary" label={`${m.people_link_approve()}: ${person.name}`} onPress={() => void act(id, "approve")}>{m.people_link_approve()}</Button>}
            <Button label={`${m.people_link_revoke()}: ${person.name}`} onPress={() => void act(id, "revoke")}>{m.people_link_revoke()}</Button>
          </div>
        </div>
      ))}
      {error && <ErrorState error={error} />}
    </>
  );
}
