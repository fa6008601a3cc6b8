/**
 * The origin in every local signature and receipt. It does not follow PORT: what was signed on one port stays valid on
 * another.
 */
export const LOCAL_ORIGIN = "http://localhost:8787";

/** Where the local databases live. `npm run reset` removes it. */
export const STATE = ".wrangler/state";

/** Where the first start writes the certificate files that visitors sign with. */
export const DEMO_CERTIFICATES = ".wrangler/demo-certificates";

/** Where `npm start` serves. */
export const PORT = Number(process.env["PORT"] ?? 8787);
