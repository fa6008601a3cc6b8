import * as z from "zod";
import { idPattern } from "../kernel/ids.ts";
import { decisionReasons, explanationReasons } from "../forms/contract.ts";
import { appealStates, discrepancyStates, findingSides, measures, ruleIds, severities } from "../audit/contract.ts";

/** What wakes a snoozed discrepancy, besides every move and every higher severity: a day, the next run, or a larger difference. */
export const snoozeUntil = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("day"), day: z.iso.date() }),
  z.strictObject({ kind: z.literal("next-run") }),
  z.strictObject({ kind: z.literal("difference"), over: z.int().min(0).max(1_000_000_000) }),
  z.strictObject({ kind: z.literal("severity") }),
]);
export type SnoozeUntil = z.infer<typeof snoozeUntil>;

export const discrepancyView = z.object({
  id: z.string(),
  tenant: z.object({ code: z.string(), nameVi: z.string(), nameEn: z.string() }),
  rule: z.enum(ruleIds),
  severity: z.enum(severities),
  state: z.enum(discrepancyStates),
  measure: z.enum(measures),
  /** A service, a field of work, or null for the unit as a whole. */
  subject: z.object({ kind: z.enum(["service", "field"]), code: z.string(), nameVi: z.string(), nameEn: z.string() }).nullable(),
  reportType: z.string(),
  period: z.string(),
  /** Where it is not `both`, nobody reports a number about this: `reported` is null by nature, and `actual` the count, or null too. */
  sides: z.enum(findingSides),
  /** Of how many filings `actual` is the count; null where the rule does not count some of all. */
  lookedAt: z.int().nullable(),
  /** Null is "no number given". */
  reported: z.int().nullable(),
  actual: z.int().nullable(),
  difference: z.int().nullable(),
  openedAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  timesSeen: z.int(),
  /** The name is null for somebody who is no longer known. */
  assignee: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
  dueOn: z.string().nullable(),
  /** Working days until the due day, 0 on it and where none is left; negative when so many have passed since. Null without one. */
  dueIn: z.int().nullable(),
  /** Null while it is awake. A snoozed one stays in every list and count. */
  snoozed: snoozeUntil.nullable(),
  /** Null where nobody appealed; a denied appeal is final. */
  appeal: z.enum(appealStates).nullable(),
  /** The signed document the numbers were held against; contested when its key was compromised before it was received. */
  document: z.object({ jti: z.string(), isContested: z.boolean() }).nullable(),
  /** A signed move of its present life was signed with a key that was compromised by then, and nobody has confirmed it. */
  isMoveContested: z.boolean(),
  /** How often the same rule found the same subject in other periods before, and how often this one came back. */
  timesBefore: z.int(),
  timesRegressed: z.int(),
  /** The newest move, a person's or the platform's. */
  movedAt: z.iso.datetime(),
  version: z.int(),
});
export type DiscrepancyView = z.infer<typeof discrepancyView>;

/** Of what no index serves, one request looks at so many discrepancies of each ledger. */
export const MOST_LOOKED_AT = 5_000;
/** And goes on, where a page comes short, from a place that so many stand before. */
export const LEFT_BEHIND = (MOST_LOOKED_AT * 9) / 10;

export const discrepancyList = z.object({
  discrepancies: z.array(discrepancyView),
  /** The cursor of the page after; null on the last. */
  next: z.string().nullable(),
  /** The page ended before it was full, because MOST_LOOKED_AT were looked at; it may be empty. `next` goes on from there. */
  isPartial: z.boolean(),
});
export type DiscrepancyList = z.infer<typeof discrepancyList>;

/** The orders of the list; open ones always stand first. */
export const listSorts = ["severity", "due", "newest", "difference"] as const;
export type ListSort = (typeof listSorts)[number];

/** The columns of the list, in the order in which they stand when nobody chose. */
export const listColumns = ["severity", "state", "tenant", "subject", "rule", "period", "reported", "actual", "difference", "percent", "due", "age", "assignee", "signature", "seen", "repeat", "moved"] as const;
export type ListColumn = (typeof listColumns)[number];
export const defaultColumns: readonly ListColumn[] = ["severity", "state", "tenant", "subject", "period", "reported", "actual", "difference", "due"];
const chosenColumns = z.array(z.enum(listColumns)).min(1).max(listColumns.length).refine((columns) => new Set(columns).size === columns.length, "a column stands there twice");

/** What `reason:` takes: every reason that a move can give. */
export const queryReasons = [...explanationReasons, ...decisionReasons] as const;

export const MAX_QUERY_LENGTH = 1000;
export const queryText = z.string().max(MAX_QUERY_LENGTH);

/** `q` is the text of the query box (docs/worklist.md); without it all open ones. `cursor` is what the page before gave. */
export const listQuery = z.strictObject({
  q: queryText.default("state:open"),
  sort: z.enum(listSorts).default("severity"),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ListParameters = z.infer<typeof listQuery>;

/** Of each facet, how many discrepancies under the query have which value, the facet's own condition left out. */
const facet = <Value extends z.ZodType>(value: Value) => z.array(z.object({ value, count: z.int() }));
export const facetsView = z.object({
  total: z.int(),
  /** Only some thousands of rows were looked at, because the query asks for what is not counted beforehand: there are at least `total`. */
  isCapped: z.boolean(),
  /** The facets whose counts are "at least" for the same reason; all others are exact. */
  atLeast: z.array(z.enum(["state", "severity", "tenant", "rule", "period", "snoozed"])),
  facets: z.object({
    state: facet(z.enum(discrepancyStates)),
    severity: facet(z.enum(severities)),
    tenant: facet(z.string()),
    rule: facet(z.enum(ruleIds)),
    period: facet(z.string()),
    snoozed: facet(z.boolean()),
  }),
});
export type FacetsView = z.infer<typeof facetsView>;
export const countQuery = listQuery.pick({ q: true });

export const groupings = ["rule", "tenant", "subject", "period"] as const;
export type Grouping = (typeof groupings)[number];
export const groupQuery = z.strictObject({ q: queryText.default("state:open"), by: z.enum(groupings) });

/** One row a group: how many, and the sum of their differences without their signs. `query` is the list of exactly these. A subject of "" is the unit as a whole, of all units, and has no name. */
export const groupsView = z.object({
  by: z.enum(groupings),
  groups: z.array(z.object({ value: z.string(), nameVi: z.string(), nameEn: z.string(), count: z.int(), difference: z.int(), severity: z.enum(severities), query: z.string() })),
  isCapped: z.boolean(),
});
export type GroupsView = z.infer<typeof groupsView>;

export const exportFormats = ["csv", "xlsx", "json"] as const;
export type ExportFormat = (typeof exportFormats)[number];
/** `columns` are those of a view, in its order, for CSV and XLSX; without them a file holds everything there is. JSON always does. */
export const exportRequest = z.strictObject({
  q: queryText.default("state:open"),
  sort: z.enum(listSorts).default("severity"),
  format: z.enum(exportFormats),
  language: z.enum(["vi", "en"]).default("vi"),
  columns: chosenColumns.optional(),
});
export type ExportRequest = z.infer<typeof exportRequest>;

const viewName = z.string().trim().min(1).max(80).refine((text) => text === text.normalize("NFC"), "not in NFC");
export const savedViewRequest = z.strictObject({ name: viewName, query: queryText, sort: z.enum(listSorts), columns: chosenColumns, isShared: z.boolean() });
export type SavedViewRequest = z.infer<typeof savedViewRequest>;
export const savedViewView = savedViewRequest.extend({ id: z.string().regex(idPattern("view")), owner: z.object({ id: z.string(), name: z.string() }), isOwn: z.boolean(), /** False where its words mean nothing any more; what it shows and its digest wait for other words. */ isUnderstood: z.boolean(), version: z.int(), changedAt: z.iso.datetime() });
export type SavedViewView = z.infer<typeof savedViewView>;
/** A view that the reader is told about on working days: the id of a saved one, or of one that the list comes with. */
export const MOST_SUBSCRIPTIONS = 10;
export const subscriptionView = z.object({ view: z.string(), since: z.iso.datetime() });
export const subscriptionList = z.object({ subscriptions: z.array(subscriptionView) });
export type SubscriptionList = z.infer<typeof subscriptionList>;

/** What a digest says: how many were in the view in the morning, and how many of them had come into it or moved since the last one. */
export const digestView = z.object({
  id: z.string(),
  view: z.string(),
  /** Empty for a view that the list comes with. */
  name: z.string(),
  query: z.string(),
  sort: z.enum(listSorts),
  day: z.string(),
  matching: z.int(),
  fresh: z.int(),
  /** The counts stop at some thousands. */
  isCapped: z.boolean(),
  at: z.iso.datetime(),
  read: z.boolean(),
});
export type DigestView = z.infer<typeof digestView>;

export const savedViewList = z.object({ views: z.array(savedViewView) });

