import type { ChainReason } from "./contract.ts";

/** Thrown inside this folder when a rule of the chain is broken; `walkChain` turns it into a verdict. */
export class ChainRefused extends Error {
  readonly reason: ChainReason;
  constructor(reason: ChainReason) {
    super(reason);
    this.reason = reason;
  }
}
