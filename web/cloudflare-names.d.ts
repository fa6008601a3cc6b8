/** The worker's contracts mention these; in the browser nothing of them exists. */
interface D1Database {}
interface R2Bucket {}
