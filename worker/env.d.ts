/** What Cloudflare hands the Worker. docs/operating.md names every member. */
interface Env {
  ASSETS: Fetcher;
  CENTRAL: D1Database;
  LEDGER_1: D1Database;
  LEDGER_2: D1Database;
  EVIDENCE: R2Bucket;
  AUDIT_NIGHT: Workflow;
  AUDIT_TENANT: Workflow;
  BACK_TEST: Workflow;
  BULK_ORDER: Workflow;
  RATE_LIMIT: RateLimit;
  SIGN_IN_LIMIT: RateLimit;
  VERIFY_LIMIT: RateLimit;
  /** A service that delivers mails; without it they stay in the outbox. */
  EMAIL?: Fetcher;
  /** 32 bytes, base64url: every key and ticket of the platform is derived from it. A secret. */
  PLATFORM_SECRET: string;
  PUBLIC_ORIGIN: string;
  DEMO_SIGN_IN: "on" | "off";
}
