import { decidedTogether, MAX_DECIDED_TOGETHER, type FormPackage, type Rule } from "../contract.ts";
import { SHORTEST_COMMENT } from "../../kernel/shortest-comment.ts";
import { decision } from "./decision.ts";

const outcomeIs = (outcome: (typeof decidedTogether)[number]): Rule => ({ "==": [{ var: "outcome" }, outcome] });
const outcomeTexts = (texts: Record<string, string>) => Object.fromEntries(decidedTogether.map((outcome) => [`code:/outcome=${outcome}`, texts[`code:/outcome=${outcome}`]!]));

/**
 * One signed conclusion about many discrepancies. `parts` are salted digests, each of one discrepancy, its version and the reason: a unit that
 * is given the opening of its own part checks it against the signature, and learns nothing of the others but how many there are.
 */
export const decisionManifest: FormPackage = {
  profile: "fp/1",
  engine: "1",
  id: "decision-manifest",
  title_key: "title",
  data: {
    type: "object",
    properties: {
      outcome: { type: "string", enum: decidedTogether },
      text: { type: "string", minLength: SHORTEST_COMMENT, maxLength: 4000 },
      remedyBy: { type: "string", maxLength: 10, format: "date" },
      parts: { type: "array", minItems: 1, maxItems: MAX_DECIDED_TOGETHER, items: { type: "string", minLength: 43, maxLength: 43, format: "sha256" } },
    },
    required: ["outcome", "text", "parts"],
    additionalProperties: false,
  },
  layout: {
    pages: [
      {
        id: "decision",
        title_key: "page:decision",
        sections: [
          {
            fields: [
              { ref: "#/properties/outcome", widget: "given" },
              { ref: "#/properties/text", widget: "long-text", hint_key: "hint:text" },
              { ref: "#/properties/remedyBy", widget: "date", hint_key: "hint:remedyBy" },
            ],
          },
        ],
      },
      { id: "parts", title_key: "page:parts", sections: [{ fields: [{ ref: "#/properties/parts", widget: "given" }] }] },
    ],
  },
  logic: {
    relevant: { "/remedyBy": outcomeIs("uphold") },
    required: { "/remedyBy": outcomeIs("uphold") },
    compute: {},
    checks: [],
  },
  i18n: {
    vi: {
      title: "Kết luận chung về nhiều chênh lệch",
      "page:decision": "Nội dung kết luận",
      "page:parts": "Các chênh lệch",
      "label:/outcome": "Kết luận",
      "label:/text": "Diễn giải",
      "label:/remedyBy": "Hạn sửa số liệu",
      "label:/parts": "Mã băm của từng chênh lệch",
      ...outcomeTexts(decision.i18n.vi),
      "hint:text": decision.i18n.vi["hint:text"]!,
      "hint:remedyBy": decision.i18n.vi["hint:remedyBy"]!,
    },
    en: {
      title: "One decision about many discrepancies",
      "page:decision": "The decision",
      "page:parts": "The discrepancies",
      "label:/outcome": "Decision",
      "label:/text": "Comment",
      "label:/remedyBy": "To be corrected by",
      "label:/parts": "The digest of each discrepancy",
      ...outcomeTexts(decision.i18n.en),
      "hint:text": decision.i18n.en["hint:text"]!,
      "hint:remedyBy": decision.i18n.en["hint:remedyBy"]!,
    },
  },
  meta: { audience: "decision-manifest", effective_from: "2026-11-01", supersedes: null, compat: "first" },
};
