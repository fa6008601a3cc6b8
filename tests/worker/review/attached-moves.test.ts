import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { app } from "../../../worker/app.ts";
import type { Tenant } from "../../../worker/kernel/context.ts";
import type { Discrepancy } from "../../../worker/audit/queries.ts";
import type { DiscrepancyDetail, TransitionResult } from "../../../worker/review/contract.ts";
import type { AttachmentView } from "../../../worker/submissions/attachment-contract.ts";
import type { SubmissionDocumentView } from "../../../worker/submissions/contract.ts";
import { ask, refusalOf } from "../ask.ts";
import { countD1 } from "../count-d1.ts";
import { toClaim, uploadPdf } from "../make-attachment.ts";
import { asPerson, contextFor, makeAuthority, makeOfficer, makeTenant, ORIGIN } from "../make-tenant.ts";
import { makeDiscrepancy } from "./make-discrepancy.ts";
import { answersFor, claimsOf, signForm, withKey, type Signer } from "./sign-move.ts";

let [tenant, elsewhere]: Tenant[] = [];
let [officer, head, auditor, neighbour]: Signer[] = [];
let [first, second]: AttachmentView[] = [];

beforeAll(async () => {
  const authority = await makeAuthority();
  [tenant, elsewhere] = [await makeTenant({ ledger: "LEDGER_2" }), await makeTenant({ ledger: "LEDGER_2" })];
  officer = await withKey(tenant!, await makeOfficer(tenant!));
  head = await withKey(tenant!, await makeOfficer(tenant!, ["head"]));
  auditor = await withKey(authority, await makeOfficer(authority, ["auditor"]));
  neighbour = await withKey(elsewhere!, await makeOfficer(elsewhere!));
  first = await uploadPdf(tenant!, officer!, "register", "Sổ tiếp nhận.pdf");
  second = await uploadPdf(tenant!, officer!, "letter", "Công văn 12.pdf");
});

const asked = () => makeDiscrepancy(tenant!, { state: "AWAITING_EXPLANATION", askedBy: auditor! });

async function signed(person: Signer, transition: string, made: Discrepancy, attached: readonly AttachmentView[] = [], wish: Record<string, unknown> = {}): Promise<{ transition: string; signed: string }> {
  const { form, answers } = await answersFor(tenant!, transition, made);
  return { transition, signed: await signForm(tenant!, person, form, answers, wish, attached) };
}

const moveTo = ({ id, version }: Discrepancy, person: Signer, body: object): [string, RequestInit] => [
  `/v1/t/${tenant!.code}/discrepancies/${id}/transitions`,
  { method: "POST", headers: asPerson(person, { "Content-Type": "application/json", "If-Match": `"${version}"` }), body: JSON.stringify(body) },
];
const move = (made: Discrepancy, person: Signer, body: object) => ask(...moveTo(made, person, body));
const read = async <View>(path: string, person: Signer) => (await ask(`/v1/t/${tenant!.code}/${path}`, { headers: asPerson(person) })).json<View>();

describe("a signed explanation with files", () => {
  test("names them in the text that was signed; unit and auditor see them on the discrepancy and in the document", async () => {
    const made = await asked();
    const body = await signed(officer!, "explain", made, [second!, first!]);
    const answer = await move(made, officer!, body);
    expect(answer.status).toBe(200);
    expect((await answer.json<TransitionResult>()).state).toBe("EXPLAINED");
    for (const reader of [officer!, auditor!]) {
      const { events } = await read<DiscrepancyDetail>(`discrepancies/${made.id}`, reader);
      expect(events.map(({ transition, attachments }) => [transition, attachments])).toEqual([["open", []], ["ask", []], ["explain", [second, first]]]);
      const document = await read<SubmissionDocumentView>(`submissions/${claimsOf(body.signed).jti}`, reader);
      expect(document).toMatchObject({ attachments: [second, first], isTextAsSigned: true });
      expect(document.transcript).toContain(`Tệp 1/2: “Công văn 12.pdf”\n  Loại: application/pdf\n  Dung lượng (byte): ${second!.size}\n  SHA-256: ${second!.dig}\n`);
    }
    const again = await move(made, officer!, body);
    expect([again.status, (await again.json<TransitionResult>()).receipt?.jti]).toEqual([200, claimsOf(body.signed).jti]);
  });

  test("so does an appeal, with files of the head who signs it", async () => {
    const made = await makeDiscrepancy(tenant!, { state: "UPHELD", askedBy: auditor! });
    const own = await uploadPdf(tenant!, head!, "new evidence");
    const answer = await move(made, head!, await signed(head!, "appeal", made, [own]));
    expect((await answer.json<TransitionResult>()).events.at(-1)).toMatchObject({ transition: "appeal", attachments: [own] });
  });

  test("costs as many round trips as one without", async () => {
    const [central, one, two] = [countD1(env.CENTRAL), countD1(env.LEDGER_1), countD1(env.LEDGER_2)];
    const counted = { ...env, CENTRAL: central.database, LEDGER_1: one.database, LEDGER_2: two.database };
    const spent = async (attached: readonly AttachmentView[]) => {
      const made = await asked();
      const [path, request] = moveTo(made, officer!, await signed(officer!, "explain", made, attached));
      for (const { count } of [central, one, two]) count.calls = 0;
      const context = createExecutionContext();
      expect((await app.fetch(new Request(`${ORIGIN}${path}`, request), counted, context)).status).toBe(200);
      await waitOnExecutionContext(context);
      return central.count.calls + one.count.calls + two.count.calls;
    };
    // The first fills what a warm isolate keeps.
    await spent([]);
    const without = await spent([]);
    expect(await spent([first!, second!])).toBe(without);
  });
});

describe("attack 41: a document that names other files than were uploaded is refused, and nothing is written", () => {
  const refused: [string, () => Promise<{ attached?: readonly AttachmentView[]; wish?: Record<string, unknown> }>, [number, string]][] = [
    ["another file's digest", async () => ({ attached: [{ ...first!, dig: second!.dig }] }), [422, "attachment-mismatch"]],
    ["another size", async () => ({ attached: [{ ...first!, size: first!.size + 1 }] }), [422, "attachment-mismatch"]],
    ["another type", async () => ({ attached: [{ ...first!, type: "text/csv" }] }), [422, "attachment-mismatch"]],
    ["a colleague's upload", async () => ({ attached: [await uploadPdf(tenant!, head!, "colleague")] }), [422, "attachment-mismatch"]],
    ["another tenant's upload", async () => ({ attached: [await uploadPdf(elsewhere!, neighbour!, "elsewhere")] }), [422, "attachment-mismatch"]],
    ["a file nobody uploaded", async () => ({ attached: [{ ...first!, id: "att_01980000-0000-7000-8000-000000000001" }] }), [422, "attachment-mismatch"]],
    ["one file twice", async () => ({ attached: [first!, first!] }), [422, "attachment-mismatch"]],
    ["a good file and a swapped one", async () => ({ attached: [first!, { ...second!, dig: first!.dig }] }), [422, "attachment-mismatch"]],
    ["a name that was not uploaded, in the text", async () => ({ attached: [{ ...first!, name: "Biên bản.pdf" }] }), [422, "view-digest-mismatch"]],
    ["another order than the text's", async () => ({ attached: [first!, second!], wish: { att: [toClaim(second!), toClaim(first!)] } }), [422, "view-digest-mismatch"]],
    ["a file that the text does not name", async () => ({ wish: { att: [toClaim(first!)] } }), [422, "view-digest-mismatch"]],
    ["a text with a file that is not named", async () => ({ attached: [first!], wish: { att: [] } }), [422, "view-digest-mismatch"]],
    ["21 files", async () => ({ wish: { att: Array.from({ length: 21 }, () => toClaim(first!)) } }), [400, "payload-invalid"]],
  ];

  test.each(refused)("%s", async (_, make, told) => {
    const made = await asked();
    const { attached, wish } = await make();
    const stored = () => contextFor(tenant!).ledger.prepare("SELECT (SELECT COUNT(*) FROM submission WHERE tenant_id = ?1) AS s, (SELECT COUNT(*) FROM submission_attachment WHERE tenant_id = ?1) AS u, (SELECT COUNT(*) FROM log_entry WHERE tenant_id = ?1) AS l").bind(tenant!.code).first();
    const before = await stored();
    expect(await refusalOf(await move(made, officer!, await signed(officer!, "explain", made, attached, wish)))).toEqual(told);
    expect(await stored()).toEqual(before);
  });

  test("twenty files are taken", async () => {
    const made = await asked();
    const files = await Promise.all(Array.from({ length: 20 }, (_, i) => uploadPdf(tenant!, officer!, `file ${i}`)));
    const answer = await (await move(made, officer!, await signed(officer!, "explain", made, files))).json<TransitionResult>();
    expect(answer.events.at(-1)!.attachments).toEqual(files);
  });

  test("a decision names none", async () => {
    const made = await makeDiscrepancy(tenant!, { state: "EXPLAINED", askedBy: auditor! });
    expect(await refusalOf(await move(made, auditor!, await signed(auditor!, "accept", made, [], { att: [toClaim(first!)] })))).toEqual([422, "attachment-mismatch"]);
  });
});
