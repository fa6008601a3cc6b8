import { app } from "../../../worker/app.ts";

/** One method at one address of the API, as the OpenAPI document describes it. */
export type Door = { method: string; path: string; name: string; body: string | null; hasQuery: boolean };

type Operation = { parameters?: { in: string }[]; requestBody?: { content: Record<string, unknown> } };

/** Every door there is: those of the document, and the few that stand beside it. */
export function listDoors(): Door[] {
  const { paths } = app.getOpenAPI31Document({ openapi: "3.1.0", info: { title: "", version: "" } });
  const described = Object.entries(paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Operation>).map(([method, operation]) =>
      door(method.toUpperCase(), path, Object.keys(operation.requestBody?.content ?? {})[0] ?? null, operation.parameters?.some((parameter) => parameter.in === "query") ?? false),
    ),
  );
  return [...described, ...["/health", "/problems/{code}", "/openapi.json"].map((path) => door("GET", path, null, false))];
}

function door(method: string, path: string, body: string | null, hasQuery: boolean): Door {
  return { method, path, name: `${method} ${path}`, body, hasQuery };
}

/** Open to everybody. A door that is not here and not in `signed` asks who is there. */
export const open: readonly string[] = [
  "GET /health",
  "GET /openapi.json",
  "GET /problems/{code}",
  "GET /v1/tenants",
  "GET /v1/report-types",
  "GET /v1/report-types/{id}/windows",
  "GET /v1/holidays",
  "GET /v1/t/{tenant}",
  "GET /v1/t/{tenant}/.well-known/jwks.json",
  "GET /v1/t/{tenant}/forms",
  "GET /v1/t/{tenant}/forms/{id}/versions/{rev}",
  "GET /v1/t/{tenant}/forms/{id}/versions/{rev}/schema.json",
  "GET /v1/t/{tenant}/services",
  "GET /v1/statistics/services",
  "GET /v1/statistics/windows",
  // The national pages: figures, definitions, and of signed documents only what identifies them.
  "GET /v1/statistics/tenants",
  "GET /v1/statistics/series",
  "GET /v1/statistics/rates",
  "GET /v1/statistics/unused-services",
  "GET /v1/statistics/silence",
  "GET /v1/statistics/definitions",
  "GET /v1/statistics/printed-figures",
  "GET /v1/open-data",
  "GET /v1/open-data/catalog.jsonld",
  "GET /v1/open-data/{dataset}/{file}",
  "GET /v1/embed/{chart}/{file}",
  "GET /v1/t/{tenant}/statistics",
  "GET /v1/t/{tenant}/statistics/{window}",
  "GET /v1/t/{tenant}/statistics/services/{code}",
  // Whoever holds a signature or a receipt has its kid or jti, which nobody guesses; neither answer names a person.
  "GET /v1/t/{tenant}/keys/{kid}",
  "GET /v1/t/{tenant}/receipts/{jti}",
  // "Nobody" is an answer, not an error: the public pages ask it.
  "GET /v1/session",
  // Whoever asks brings the key: nothing is looked up.
  "POST /v1/verify",
  // Signing out twice is no error.
  "DELETE /v1/session",
  // What is sent says who comes: a passkey's answer, or a link's secret.
  "POST /v1/sign-in/challenges",
  "POST /v1/sign-in/passkey",
  "POST /v1/bootstrap",
  "POST /v1/t/{tenant}/enrolments/open",
  "POST /v1/t/{tenant}/enrolments/use",
  "POST /v1/t/{tenant}/enrolments/provider",
  "GET /v1/sign-in/providers",
  "GET /v1/t/{tenant}/oidc/sign-in",
  "GET /v1/t/{tenant}/oidc/callback",
  // The local demo's own; where the demo is off they do not exist.
  "GET /v1/demo/people",
  "POST /v1/t/{tenant}/sessions",
];

/** What comes in is signed: the signature says who it is from, a session is not needed. */
export const signed: readonly string[] = ["POST /v1/t/{tenant}/extensions", "POST /v1/t/{tenant}/extensions/{id}/decision", "POST /v1/t/{tenant}/submissions", "POST /v1/t/{tenant}/filing-batches"];

/** A ticket changes nothing: what is signed with it is checked for the role. */
export const forEveryOfficer: readonly string[] = [
  "POST /v1/t/{tenant}/signing-tickets",
  // A view is its owner's way of looking; whoever reads the list may take it as a file.
  "POST /v1/t/{tenant}/views",
  "PUT /v1/t/{tenant}/views/{id}",
  "DELETE /v1/t/{tenant}/views/{id}",
  "PUT /v1/t/{tenant}/view-subscriptions/{view}",
  "DELETE /v1/t/{tenant}/view-subscriptions/{view}",
  "POST /v1/t/{tenant}/discrepancy-exports",
];

/** A made-up answer of an authenticator, of the right shape. */
const assertion = { id: "AAAA", rawId: "AAAA", type: "public-key", response: { clientDataJSON: "AAAA", authenticatorData: "AAAA", signature: "AAAA" } };
const registration = { id: "AAAA", rawId: "AAAA", type: "public-key", response: { clientDataJSON: "AAAA", attestationObject: "AAAA" } };

/** A body each door would take; a new door with a JSON body needs one here. */
export const bodies: Record<string, object> = {
  "POST /v1/t/{tenant}/sessions": { officer: "off_nobody" },
  "POST /v1/t/{tenant}/integrations/{integration}/end": { reason: "retired" },
  "POST /v1/t/{tenant}/integrations": { name: "Hệ thống thử", source: "thu" },
  "POST /v1/sign-in/passkey": { credential: assertion },
  "POST /v1/session/assertions": { credential: assertion },
  "POST /v1/session/passkeys": { credential: registration, label: "Máy thử" },
  "POST /v1/session/passkeys/{passkey}/label": { label: "Máy thử" },
  "POST /v1/t/{tenant}/enrolments/open": { secret: "A".repeat(43) },
  "POST /v1/t/{tenant}/enrolments/use": { secret: "A".repeat(43), credential: registration, label: "Máy thử" },
  "POST /v1/t/{tenant}/enrolments/provider": { secret: "A".repeat(43) },
  "POST /v1/t/{tenant}/people/{person}/accounts": { subject: "248289761001" },
  "POST /v1/bootstrap": { proof: "A".repeat(43), name: "Người thử" },
  "POST /v1/t/{tenant}/people": { name: "Người thử", unit: "Văn phòng", roles: ["officer"] },
  "PUT /v1/t/{tenant}/people/{person}/roles": { roles: ["officer"] },
  "PUT /v1/t/{tenant}/people/{person}/units": { units: [] },
  "POST /v1/t/{tenant}/obligations": { reportType: "ii06a-month", from: "2030-01-01", reason: "Thử một nghĩa vụ mới" },
  "POST /v1/t/{tenant}/obligations/{reportType}/{from}/end": { to: "2030-12-31", reason: "Thử kết thúc nghĩa vụ" },
  "POST /v1/calendar-changes": { kind: "days", days: [{ day: "2030-05-02", kind: "holiday", nameVi: "Nghỉ thử", nameEn: "Day off" }], basis: "Quyết định thử về ngày nghỉ" },
  "POST /v1/calendar-changes/{number}/approve": { digest: "A".repeat(43) },
  "POST /v1/calendar-changes/{number}/withdraw": { digest: "A".repeat(43) },
  "POST /v1/audit-runs": {},
  "POST /v1/verify": { jws: "x.x.x", jwk: { kty: "EC" } },
  "POST /v1/t/{tenant}/audit-runs/{id}/replays": {},
  "POST /v1/rule-sets": { effectiveFrom: "2030-01-01", reason: "Thử một phiên bản mới", rules: {} },
  "PUT /v1/rule-sets/{version}": { effectiveFrom: "2030-01-01", reason: "Thử một phiên bản mới", rules: {}, digest: "A".repeat(43) },
  "POST /v1/rule-sets/{version}/propose": { digest: "A".repeat(43) },
  "POST /v1/rule-sets/{version}/approve": { digest: "A".repeat(43) },
  "POST /v1/rule-sets/{version}/withdraw": { digest: "A".repeat(43) },
  "POST /v1/rule-sets/{version}/back-tests": { windows: 6 },
  "POST /v1/t/{tenant}/keys": { jwk: { kty: "EC", crv: "P-256" }, alg: "ES256", label: "Máy thử", pop: "x.x.x" },
  "POST /v1/t/{tenant}/keys/{kid}/revoke": { reason: "cessation" },
  "POST /v1/t/{tenant}/signing-tickets": { form: "ii06a", rev: 1, locale: "vi" },
  "POST /v1/t/{tenant}/discrepancies/{id}/transitions": { transition: "acknowledge" },
  "POST /v1/t/{tenant}/anchors": { certificate: "AAAA", label: "CA thử", kind: "own", purpose: "all", revocation: "none", urls: [] },
  "POST /v1/t/{tenant}/anchors/{anchor}/retire": { reason: "Không dùng nữa" },
  "POST /v1/t/{tenant}/webhooks": { url: "https://nhan.example.vn/chenh-lech" },
  "POST /v1/t/{tenant}/discrepancies/{id}/comments": { visibility: "shared", text: "Đã nhận." },
  "PUT /v1/t/{tenant}/discrepancies/{id}/comments/{comment}": { text: "Đã nhận." },
  "PUT /v1/t/{tenant}/discrepancies/{id}/drafts/{form}": { answers: { text: "Nháp" } },
  "POST /v1/discrepancies/bulk-preview": { q: "state:NEW", request: { transition: "acknowledge" } },
  "POST /v1/discrepancies/bulk-decisions-preview": { q: "state:EXPLAINED", outcome: "accept" },
  "POST /v1/discrepancies/bulk-decisions": { signed: "x.x.x", parts: [{ tenant: "H29", id: "dis_nobody", version: 1, reason: "explained", salt: "A".repeat(22) }] },
  "POST /v1/discrepancies/bulk": { q: "state:NEW", request: { transition: "acknowledge" } },
  "POST /v1/t/{tenant}/discrepancies/{id}/second-review": { month: "2026-10", outcome: "accept", text: "Giải trình có chứng cứ." },
  "POST /v1/session/notifications/read": { ids: ["asked/dis_x/2"] },
  "POST /v1/discrepancy-exports": { format: "csv" },
  "POST /v1/t/{tenant}/discrepancy-exports": { format: "csv" },
  "POST /v1/t/{tenant}/views": { name: "Thử", query: "state:open", sort: "severity", columns: ["subject"], isShared: false },
  "PUT /v1/t/{tenant}/views/{id}": { name: "Thử", query: "state:open", sort: "severity", columns: ["subject"], isShared: false },
  "PUT /v1/t/{tenant}/policies/{policy}": { value: ["ES256", "PS256"], replaces: 0 },
  "PUT /v1/t/{tenant}/services/{code}": {
    nameVi: "Đăng ký khai sinh", nameEn: "Birth registration", field: { code: "G15-HT01", nameVi: "Hộ tịch", nameEn: "Civil status" },
    levelScheme: "process-2022", level: "full", from: "2026-01-01",
  },
};

/** A query each door needs to be understood. */
export const queries: Record<string, string> = {
  "GET /v1/reporting": "?reportType=ii06a-month&period=2026-09",
  "GET /v1/reporting/years": "?reportType=ii06a-month&year=2026",
  "GET /v1/report-types/{id}/windows": "?year=2026",
  "GET /v1/holidays": "?year=2026",
  "GET /v1/statistics/services": "?window=2016",
  "GET /v1/statistics/tenants": "?window=2016",
  "GET /v1/statistics/series": "?window=2016&rate=RATE_VPCP",
  "GET /v1/statistics/rates": "?window=2016",
  "GET /v1/statistics/unused-services": "?window=2016",
  "GET /v1/statistics/silence": "?window=2016",
  "GET /v1/discrepancies/groups": "?by=rule",
  "GET /v1/t/{tenant}/discrepancies/groups": "?by=rule",
  "GET /v1/t/{tenant}/filing-counters": "?from=2026-03-15&to=2026-04-14",
};

const parts: Record<string, string> = {
  view: "inbox",
  code: "1.001193",
  passkey: "AAAA",
  session: "A".repeat(43),
  person: "off_01980000-0000-7000-8000-00000000000e",
  enrolment: "enr_01980000-0000-7000-8000-00000000000f",
  account: "C".repeat(43),
  kid: "A".repeat(43),
  jti: "01980000-0000-7000-8000-00000000000a",
  id: "dis_01980000-0000-7000-8000-00000000000d",
  integration: "int_01980000-0000-7000-8000-00000000000e",
  webhook: "whk_01980000-0000-7000-8000-00000000000e",
  anchor: "anc_01980000-0000-7000-8000-00000000000e",
  digest: "B".repeat(43),
  rev: "1",
  bulk: "blk_01980000-0000-7000-8000-000000000010",
  comment: "cmt_01980000-0000-7000-8000-00000000000f",
  form: "explanation",
  window: "2016",
  dataset: "tenants",
  chart: "services-by-level",
  file: "2016.csv",
  reportType: "ii06a-month",
  version: "1",
  number: "1",
  from: "2030-01-01",
  key: "2026-11-24",
  period: "2026-09",
  policy: "signing-algorithms",
};

/** The door's address at the tenant, every other part filled in with something of the right shape. */
export function addressOf({ path, name }: Pick<Door, "path" | "name">, tenant: string): string {
  const filled = path.replace("{tenant}", tenant).replaceAll(/\{(\w+)\}/g, (_, part: string) => {
    const value = path.includes("/forms/") && part === "id" ? "ii06a" : parts[part];
    if (value === undefined) throw new Error(`Say in tests/worker/guarantees/doors.ts what {${part}} of ${path} looks like`);
    return value;
  });
  return filled + (queries[name] ?? "");
}

/** What a well-meaning client would send. */
export function requestFor(door: Door, headers: Record<string, string> = {}): RequestInit {
  const init: RequestInit = { method: door.method, headers: { ...headers } };
  if (door.body === null) return init;
  init.headers = { "Content-Type": door.body, ...headers };
  init.body = door.body === "application/json" ? JSON.stringify(bodyFor(door)) : "x";
  return init;
}

export function bodyFor(door: Door): object {
  const body = bodies[door.name];
  if (!body) throw new Error(`Write a body for ${door.name} into tests/worker/guarantees/doors.ts`);
  return body;
}
