/** Why a chain does not hold, precisely: for the log, for tests and for `/v1/verify`. The refusal's code says less. */
export const chainReasons = [
  "empty", "too-many", "too-large", "not-der", "not-a-certificate", "repeated", "weak-key", "weak-signature", "extension-repeated", "extension-critical", "constraints",
  "serial", "unique-id", "name-empty", "not-a-ca", "no-cert-sign", "path-length", "leaf-is-ca", "leaf-usage", "subject-key-id", "authority-key-id", "not-yet-valid", "expired",
  "issuer-name", "no-anchor", "signature", "too-much-work", "list-invalid", "list-signature", "list-stale", "revoked",
] as const;
export type ChainReason = (typeof chainReasons)[number];
