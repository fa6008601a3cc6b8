import type { KeyView } from "./contract.ts";
import type { RegisteredKey } from "./queries.ts";

export function toKeyView(key: RegisteredKey): KeyView {
  return {
    kid: key.kid,
    ownerId: key.ownerId,
    ownerName: key.ownerName,
    ownerKind: key.ownerId.startsWith("int_") ? "integration" : "officer",
    alg: key.alg,
    label: key.label,
    state: key.state,
    registeredAt: isoOf(key.registeredAt)!,
    approvedBy: key.approvedBy,
    approvedAt: isoOf(key.approvedAt),
    revokedAt: isoOf(key.revokedAt),
    reason: key.reason,
    activatedIndex: key.activatedIndex,
    revokedIndex: key.revokedIndex,
  };
}

function isoOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
