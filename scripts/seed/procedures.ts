import { readTsv } from "../facts/read-tsv.ts";

/** A made-up procedure: its code lies in a range (x.9…) that the national catalogue does not use. */
export type Procedure = { code: string; nameVi: string; nameEn: string; fieldCode: string; fieldNameVi: string; fieldNameEn: string };

type PaperColumn = "owner" | "field" | "field_vi" | "field_en" | "paper_vi" | "paper_en";
const acts = readTsv<"act_vi" | "act_en">("../seed/words/acts.tsv");
const ministryPapers = readTsv<PaperColumn>("../seed/words/ministry-papers.tsv");
const provincePapers = readTsv<PaperColumn>("../seed/words/province-papers.tsv");

/** Procedures of one ministry, in its own fields of work. */
export function listMinistryProcedures(agencyCode: string): Procedure[] {
  return ministryPapers.flatMap((paper, number) => (paper.owner === agencyCode ? proceduresOn(paper, `2.9`, number) : []));
}

/** Procedures that every province may carry out: the same codes recur from province to province. */
export function listProvinceProcedures(): Procedure[] {
  return provincePapers.flatMap((paper, number) => proceduresOn(paper, `1.9`, number));
}

function proceduresOn(paper: Record<PaperColumn, string | null>, prefix: string, number: number): Procedure[] {
  return acts.map(({ act_vi, act_en }, act) => ({
    code: `${prefix}${String(number * acts.length + act + 1).padStart(5, "0")}`,
    nameVi: `${act_vi} ${paper.paper_vi}`,
    nameEn: `${act_en} ${paper.paper_en}`,
    fieldCode: paper.field!,
    fieldNameVi: paper.field_vi!,
    fieldNameEn: paper.field_en!,
  }));
}
