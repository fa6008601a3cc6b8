import { base64url } from "jose";
import { audienceOf, type Platform, type Tenant } from "../kernel/context.ts";
import { signReceipt } from "../log/receipt.ts";
import type { ReceiptView } from "./contract.ts";

export type Received = { jti: string; digest: string; logIndex: number; entry: string; receivedAt: number };

/** The receipt of a stored submission. The same submission gives the same bytes whenever it is asked for. */
export async function toReceipt(platform: Platform, tenant: Pick<Tenant, "code">, received: Received): Promise<ReceiptView> {
  return {
    receipt: 1,
    status: "PENDING",
    tenant: audienceOf(platform, tenant),
    jti: received.jti,
    digest: received.digest,
    index: received.logIndex,
    entry: base64url.encode(received.entry),
    receivedAt: new Date(received.receivedAt).toISOString(),
    signature: await signReceipt(platform, tenant, received.logIndex, received.entry),
  };
}
