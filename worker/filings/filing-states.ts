import type { EventKind } from "./contract.ts";

/** The status codes of the national portal (DVCQG) that events lead to; other events leave the status as it is. */
export const statusAfter: Partial<Record<EventKind, number>> = {
  registered: 1, received: 2, refused: 3, processing: 4, "supplement-asked": 5, supplemented: 2, "fee-asked": 6, withdrawn: 7, suspended: 8, resolved: 9, returned: 10,
};

/** From a status to those that may follow it (NĐ 61/2018 Đ17, Đ19, Đ20). 3, 7 and 10 are ends. A step of processing may follow another. */
export const allowedMoves: Readonly<Record<number, readonly number[]>> = {
  1: [2, 3, 5], 2: [4, 5, 6, 7, 8], 3: [], 4: [4, 5, 6, 7, 8, 9], 5: [2, 4, 7, 8], 6: [4, 7, 8], 7: [], 8: [4, 9], 9: [10], 10: [],
};
const PROCESSING = 4;

/** Whether a filing may go from one status to the other. A system that does not tell of processing may leave it out on the way. */
export function isAllowedMove(from: number, to: number): boolean {
  return reaches(from, to) || (reaches(from, PROCESSING) && reaches(PROCESSING, to));
}

function reaches(from: number, to: number): boolean {
  return allowedMoves[from]?.includes(to) ?? false;
}
