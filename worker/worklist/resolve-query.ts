import { addDays, dayAt, findWindow, startOfDay } from "../kernel/windows.ts";
import { addWorkingDays, type HolidayTable } from "../kernel/working-days.ts";
import { closedStates, discrepancyStates, measures, ruleIds, severities, type RuleId } from "../audit/contract.ts";
import { openStates, signatures, type Condition, type Range } from "../audit/discrepancy-conditions.ts";
import { foldForSearch } from "../kernel/fold-for-search.ts";
import { queryReasons } from "./contract.ts";
import { queryKeys, type ListQuery, type Operator, type QueryKey, type Term } from "./query-language.ts";

/** What the words of a query are read against. */
export type Surroundings = {
  /** Who asks, for `@me`. */
  me: string;
  /** Milliseconds. */
  now: number;
  holidays: HolidayTable;
  tenants: readonly { code: string; nameVi: string; nameEn: string }[];
  /** Who can be an assignee. */
  people: readonly { id: string; name: string }[];
  /** Rules that raise questions and never conclude. */
  riskRules: readonly RuleId[];
};

/** A value that its key does not know, and in which term of the query it stands. */
export type ValueMistake = { key: QueryKey; value: string; term: number };
export type ResolvedQuery = { conditions: readonly Condition[]; mistakes: readonly ValueMistake[] };

type KeyTerm = Extract<Term, { type: "key" }>;
type Written = KeyTerm["values"][number];
class Unknown extends Error {}

const DAY = 24 * 3_600_000;

/** What a query asks for, as conditions that no longer depend on who asks or when. Values that are not understood are named, never guessed. */
export function resolveQuery(query: ListQuery, surroundings: Surroundings): ResolvedQuery {
  const conditions: Condition[] = [];
  const mistakes: ValueMistake[] = [];
  for (const [place, term] of query.entries()) {
    if (term.type === "text") conditions.push({ on: "text", isNot: term.isNot, text: foldForSearch(term.text) });
    else if (term.type === "flag") conditions.push(flagCondition(term, surroundings));
    else {
      try {
        conditions.push({ isNot: term.isNot, ...keyCondition(term, surroundings) } as Condition);
      } catch (error) {
        if (!(error instanceof Unknown)) throw error;
        mistakes.push({ key: term.key, value: error.message, term: place });
      }
    }
  }
  return { conditions, mistakes };
}

function flagCondition({ flag, isNot }: Extract<Term, { type: "flag" }>, { riskRules }: Surroundings): Condition {
  return flag === "risk" ? { on: "rule", isNot, values: riskRules } : { on: flag, isNot };
}

type Bare = Condition extends infer C ? (C extends Condition ? Omit<C, "isNot"> : never) : never;

function keyCondition(term: KeyTerm, around: Surroundings): Bare {
  const { key, values } = term;
  switch (queryKeys[key].kind) {
    case "state": return stateCondition(values);
    case "severity": return { on: "severity", ranges: values.map(({ operator, value }) => ({ operator, value: severities.indexOf(among(severities, value)) })) };
    case "rule": return { on: "rule", values: values.map(({ value }) => among(ruleIds, value)) };
    case "measure": return { on: "measure", values: values.map(({ value }) => among(measures, value)) };
    case "period": return { on: "period", values: values.map(({ value }) => periodId(value)) };
    case "code": return { on: "subject", values: values.map(({ value }) => subjectOf(value)) };
    case "name": return { on: "tenant", values: values.flatMap(({ value }) => tenantCodes(value, around)) };
    case "count": return { on: key === "seen" ? "seen" : key === "repeat" ? "repeat" : "difference", ranges: values.map(toCount) };
    case "percent": return { on: "percent", ranges: values.map(({ operator, value }) => toCount({ operator, value: value.replace(/%$/, "") })) };
    case "due": return { on: "due", ranges: values.map((value) => dueRange(value, around)) };
    case "age": return { on: "opened", ranges: values.map((value) => ageRange(value, around)) };
    case "assignee": return { on: "assignee", values: values.flatMap(({ value }) => assignees(value, around)) };
    case "reason": return { on: "reason", values: values.map(({ value }) => among(queryReasons, value)) };
    case "signature": return { on: "signature", values: values.map(({ value }) => among(signatures, value)) };
  }
}

/** `open` and `closed` stand for their states; alone, they are the question that the list's index answers. */
function stateCondition(values: readonly Written[]): Bare {
  if (values.length === 1 && values[0]!.value === "open") return { on: "open" };
  const named = values.flatMap(({ value }) => (value === "open" ? openStates : value === "closed" ? closedStates : [among(discrepancyStates, value)]));
  return { on: "state", values: [...new Set(named)] };
}

/** `1.002*` is every service whose code begins so; `none` is the unit as a whole. */
function subjectOf(value: string): { text: string; isPrefix: boolean } {
  if (value === "none") return { text: "", isPrefix: false };
  return { text: value.replace(/\*$/, ""), isPrefix: value.endsWith("*") };
}

function among<Known extends string>(known: readonly Known[], value: string): Known {
  if (!(known as readonly string[]).includes(value)) throw new Unknown(value);
  return value as Known;
}

function toCount({ operator, value }: Written): Range<number> {
  if (!/^\d{1,12}$/.test(value)) throw new Unknown(value);
  return { operator, value: Number(value) };
}

/** `2026-Q2`, or `2026Q2` as people write it. */
function periodId(written: string): string {
  const id = written.replace(/^(\d{4})(Q\d|H\d|9M)$/, "$1-$2");
  if (!findWindow(id, "calendar")) throw new Unknown(written);
  return id;
}

/** A code, or a name in either language, accents or not. Tenants that bear the same name one after the other are all meant. */
function tenantCodes(written: string, { tenants }: Surroundings): string[] {
  const folded = foldForSearch(written);
  const found = tenants.filter(({ code, nameVi, nameEn }) => code === written.toUpperCase() || foldForSearch(nameVi) === folded || foldForSearch(nameEn) === folded);
  if (found.length === 0) throw new Unknown(written);
  return found.map(({ code }) => code);
}

function assignees(written: string, { me, people }: Surroundings): (string | null)[] {
  if (written === "@me") return [me];
  if (written === "none") return [null];
  const folded = foldForSearch(written);
  const found = people.filter(({ id, name }) => id === written || foldForSearch(name) === folded);
  if (found.length === 0) throw new Unknown(written);
  return found.map(({ id }) => id);
}

/** `<3d` is due in fewer than three working days, `overdue` before today, `none` without a day; or a day. */
function dueRange({ operator, value }: Written, { now, holidays }: Surroundings): Range<string> | "none" {
  const today = dayAt(now);
  if (value === "none" && operator === "=") return "none";
  if (value === "overdue" && operator === "=") return { operator: "<", value: today };
  const days = /^(\d{1,3})d$/.exec(value)?.[1];
  if (days !== undefined) return { operator, value: addWorkingDays(today, Number(days), holidays) };
  return { operator, value: realDay(value) };
}

/** `>30d` was opened more than thirty days ago, counted in Vietnamese days. An age is always compared. */
function ageRange({ operator, value }: Written, { now }: Surroundings): Range<number> {
  const days = /^(\d{1,4})d$/.exec(value)?.[1];
  if (days === undefined || operator === "=") throw new Unknown(value);
  const start = startOfDay(addDays(dayAt(now), -Number(days)));
  const older: Record<Exclude<Operator, "=">, Range<number>> = {
    ">": { operator: "<", value: start },
    ">=": { operator: "<", value: start + DAY },
    "<": { operator: ">=", value: start + DAY },
    "<=": { operator: ">=", value: start },
  };
  return older[operator];
}

function realDay(value: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value) || addDaysOrNull(value) !== value) throw new Unknown(value);
  return value;
}

function addDaysOrNull(day: string): string | null {
  return Number.isNaN(Date.parse(`${day}T00:00:00Z`)) ? null : addDays(day, 0);
}
