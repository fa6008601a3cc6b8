import { addDays, dayAt } from "../../worker/kernel/windows.ts";
import { findDiscrepancy } from "../../worker/audit/queries.ts";
import { assignNew } from "../../worker/review/assign-new.ts";
import type { TransitionRequest } from "../../worker/review/contract.ts";
import { matterOf } from "../../worker/review/matter-of.ts";
import { moveDiscrepancy } from "../../worker/review/move-discrepancy.ts";
import { addComment } from "../../worker/review/write-comment.ts";
import type { LocalPlatform } from "../platform/open-local-platform.ts";
import type { Hands, Person } from "./hands.ts";
import type { Signer } from "./signer.ts";

/** People of the demo with keys that sign until the seed ends. */
export type Pen = { person: Person; signer: Signer };
export type Cast = { auditor: Pen; colleague: Pen; supervisor: Pen; clerk: Pen; head: Pen };

const QUESTION = "Đề nghị nêu rõ vì sao số báo cáo khác số hồ sơ đã tiếp nhận (dữ liệu mẫu / generated).";
const EXPLANATION = "Hồ sơ hai ngày cuối kỳ được đồng bộ muộn (dữ liệu mẫu / generated).";
const TEXT = "Đã đối chiếu với sổ tiếp nhận hồ sơ (dữ liệu mẫu / generated).";

type Signed = { by: keyof Cast; transition: "explain" | "accept" | "uphold" | "approve-dismissal" | "appeal"; answers: Record<string, unknown> };
type Typed = { by: keyof Cast; request: Exclude<TransitionRequest, { signed: string }> };
type Step = Signed | Typed;

/** Between two moves of one discrepancy, in milliseconds. */
const PAUSE = 4 * 60_000;

/**
 * Takes the discrepancies that an audit opened at `begin` through their lives, each to another state, by the moves that people make: taken,
 * asked, explained, accepted, upheld, appealed, put forward for dismissal, dismissed, snoozed. Those after them stay new.
 */
export async function seedLife({ central, platform }: LocalPlatform, unit: Hands, cast: Cast, begin: number): Promise<void> {
  const { tenant, ledger } = unit.asPlatform(begin);
  const { results } = await ledger.prepare("SELECT id FROM discrepancy WHERE tenant_id = ? AND opened_at = ? ORDER BY severity DESC, id").bind(tenant.code, begin).all<{ id: string }>();
  const lives = livesOn(begin).slice(0, results.length).map((steps, place) => ({ id: results[place]!.id, steps }));
  const longest = Math.max(0, ...lives.map(({ steps }) => steps.length));
  // Step by step over all of them: the log is written in the order of time.
  for (let step = 0; step < longest; step++) {
    const now = begin + (step + 1) * PAUSE;
    for (const { id, steps } of lives) {
      const next = steps[step];
      if (next) await make(unit, cast, id, next, now);
    }
  }
  const end = begin + (longest + 1) * PAUSE;
  if (lives[ASKED]) await discuss(unit, cast, lives[ASKED].id, end);
  await assignNew(central, platform, tenant.code, end);
}

async function discuss(unit: Hands, { auditor, supervisor, clerk }: Cast, id: string, now: number): Promise<void> {
  await addComment(unit.as(auditor.person, now), id, { visibility: "internal", text: "Xem thêm quý trước: cùng dịch vụ (dữ liệu mẫu / generated).", mentions: [supervisor.person.id] });
  await addComment(unit.as(clerk.person, now), id, { visibility: "shared", text: "Đơn vị đang đối chiếu (dữ liệu mẫu / generated).", mentions: [] });
}

async function make(unit: Hands, cast: Cast, id: string, step: Step, now: number): Promise<void> {
  const { person, signer } = cast[step.by];
  const context = unit.as(person, now);
  const discrepancy = (await findDiscrepancy(context.ledger, context.tenant.code, id))!;
  const { version } = discrepancy;
  const request: TransitionRequest =
    "request" in step ? step.request : { transition: step.transition, signed: await unit.signForm(person, signer, formOf(step), { discrepancy: id, matter: await matterOf(context.ledger, discrepancy), ...step.answers }, now) };
  await moveDiscrepancy(context, id, { ifMatch: `"${version}"` }, request);
}

function formOf({ transition }: Signed): "explanation" | "appeal" | "decision" {
  return transition === "explain" ? "explanation" : transition === "appeal" ? "appeal" : "decision";
}

/** Which of the lives waits for an explanation. */
const ASKED = 1;

function livesOn(now: number): Step[][] {
  const ask: Step = { by: "auditor", request: { transition: "ask", question: QUESTION } };
  const explain: Step = { by: "clerk", transition: "explain", answers: { reason: "late-sync", text: EXPLANATION } };
  const decide = (by: keyof Cast, transition: Exclude<Signed["transition"], "explain" | "appeal">, reason: string, more = {}): Step => ({ by, transition, answers: { outcome: transition, reason, text: TEXT, ...more } });
  const uphold = decide("colleague", "uphold", "not-explained", { remedyBy: addDays(dayAt(now), 14) });
  const dismissal: Step = { by: "auditor", request: { transition: "request-dismissal", reason: "below_materiality", comment: TEXT } };
  return [
    [{ by: "auditor", request: { transition: "acknowledge" } }],
    [ask],
    [ask, explain],
    [ask, explain, decide("colleague", "accept", "explained")],
    [ask, explain, uphold],
    [ask, explain, uphold, { by: "head", transition: "appeal", answers: { text: TEXT, evidence: "Danh sách hồ sơ kèm công văn (dữ liệu mẫu / generated)." } }],
    [dismissal],
    [dismissal, decide("supervisor", "approve-dismissal", "below_materiality")],
    [{ by: "auditor", request: { transition: "acknowledge" } }, { by: "auditor", request: { transition: "snooze", until: { kind: "next-run" } } }],
  ];
}
