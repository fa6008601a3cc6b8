/** A reason in words has at least so many characters, wherever one is asked for. A file of its own: the browser takes it without the contracts. */
export const SHORTEST_COMMENT = 20;
