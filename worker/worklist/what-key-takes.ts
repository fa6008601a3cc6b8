import { discrepancyStates, measures, severities } from "../audit/contract.ts";
import { signatures } from "../audit/discrepancy-conditions.ts";
import { queryReasons } from "./contract.ts";
import { queryKeys, type QueryKey } from "./query-language.ts";

/** What a key of the query takes, to stand after its name in a refusal. The query box says the same in the words of the screens. */
export function whatKeyTakes(key: QueryKey): string {
  switch (queryKeys[key].kind) {
    case "state": return `open, closed, ${discrepancyStates.join(", ")}`;
    case "severity": return `${severities.join(", ")}, also after >=, >, <=, <`;
    case "rule": return "the id of a rule, e.g. R07";
    case "measure": return measures.join(", ");
    case "period": return "a month, quarter, half, nine months or year: 2026-03, 2026-Q1, 2026-H1, 2026-9M, 2026";
    case "code": return "a procedure code, its beginning with * after it, field: and a field code, or none";
    case "name": return "the code or the name of a tenant";
    case "count": return "a number, also after >=, >, <=, <";
    case "percent": return "a whole percentage, also after >=, >, <=, <";
    case "due": return "working days (3d), a day (2026-05-01), overdue or none; days also after >=, >, <=, <";
    case "age": return "days after >=, >, <= or <: >30d";
    case "assignee": return "@me, none, or the name or id of one of the authority's people";
    case "reason": return queryReasons.join(", ");
    case "signature": return signatures.join(", ");
  }
}
