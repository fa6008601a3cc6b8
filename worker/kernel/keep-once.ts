/**
 * What `make` gives, kept under the name from then on. Only what has come is kept, never a promise of it: a request on Workers must not wait
 * for another one's promise, which is lost with that request. Those that come before there is anything each make their own.
 */
export async function keepOnce<Value>(kept: Map<string, Value>, name: string, make: () => Promise<Value>): Promise<Value> {
  const known = kept.get(name);
  if (known !== undefined) return known;
  const made = await make();
  kept.set(name, made);
  return made;
}
