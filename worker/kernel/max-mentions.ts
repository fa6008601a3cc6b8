/** So many people are named in one comment at most. A file of its own: the browser takes it without the contracts. */
export const MAX_MENTIONS = 20;
