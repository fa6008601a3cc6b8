/** What a filing code says of itself; null where it follows no grammar we know, as those of sector systems do. */
export type ReadCode = { unit: string; level1: string; day: string; /** The running number of the unit's day; null where numbers do not start anew each day. */ number: number | null };

/** TT 01/2018/TT-VPCP Đ19: `000.00.53.H48-220921-0099`; longer numbers where a day has more than 9,999. */
const of2018 = /^(\d{3}\.\d{2}\.\d{2}\.([A-Y]\d{2}))-(\d{2})(\d{2})(\d{2})-(\d{4,7})$/;
/** As ministries' newer systems write it: `G09.20-20260609-0092637`, with a number that runs on from day to day. */
const of2026 = /^(([A-Y]\d{2})(?:\.[0-9A-Z]+)*)-(\d{4})(\d{2})(\d{2})-(\d{7})$/;

export function readFilingCode(code: string): ReadCode | null {
  const old = of2018.exec(code);
  if (old) return { unit: old[1]!, level1: old[2]!, day: `20${old[3]}-${old[4]}-${old[5]}`, number: Number(old[6]) };
  const young = of2026.exec(code);
  return young && { unit: young[1]!, level1: young[2]!, day: `${young[3]}-${young[4]}-${young[5]}`, number: null };
}

/** The level-1 part of an agency code, which the form of 2016 writes last and that of 2020 first. */
export function level1Of(agencyCode: string): string {
  return /^\d/.test(agencyCode) ? agencyCode.slice(-3) : agencyCode.slice(0, 3);
}
