import type { Context } from "../kernel/context.ts";
import { findTenant } from "../directory/queries.ts";
import { listOfficerIds } from "../tenancy/queries.ts";
import { AUTHORITY } from "../tenancy/require-role.ts";
import type { Discrepancy } from "../audit/queries.ts";
import type { Step } from "./event-statement.ts";
import { UNDO_WITHIN } from "./contract.ts";
import type { Movable } from "./movable.ts";
import { noticeStatement, withdrawNotices } from "./notice-statement.ts";
import { noticeOf } from "./notices.ts";

type Telling = { step: Step; assignee: Discrepancy["assignee"]; movable: Pick<Movable, "requester">; isSigned: boolean };

/** The statements that tell of a move, for the batch that makes it. What can still be undone is seen only afterwards; undoing takes it back. */
export async function tellOfMove(context: Pick<Context, "ledger" | "central" | "platform" | "now">, { step, assignee, movable, isSigned }: Telling): Promise<D1PreparedStatement[]> {
  const { ledger, now } = context;
  const { tenantId, id, version } = step.discrepancy;
  if (step.transition === "undo") return [withdrawNotices(ledger, tenantId, id, version, now)];
  const notice = noticeOf(step.transition);
  if (!notice) return [];
  const { unit, authority = [], ...to } = notice.to;
  const people = [...(to.assignee && assignee ? [assignee] : []), ...(to.requester && movable.requester ? [movable.requester] : []), ...(await judgesWith(context, authority))];
  return [
    noticeStatement(ledger, {
      tenantId, discrepancyId: id, kind: notice.kind, mark: String(version + 1), version: version + 1, at: now, visibleAt: isSigned ? now : now + UNDO_WITHIN,
      unit, authority: people, except: step.by.id,
    }),
  ];
}

/** The officers of the authority who hold one of the roles. */
export async function judgesWith({ central, platform }: Pick<Context, "central" | "platform">, roles: Parameters<typeof listOfficerIds>[2]): Promise<string[]> {
  const authority = roles.length > 0 ? await findTenant(central, AUTHORITY) : null;
  return authority ? listOfficerIds(platform.ledgers[authority.ledger], AUTHORITY, roles) : [];
}
