/**
 * The origin in every local signature and receipt. It does not follow PORT: what was signed on one port stays valid on
 * another.
 */
export const LOCAL_ORIGIN = "http://localhost:8787";
