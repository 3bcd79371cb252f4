/**
 * A hash of any JSON-able value (Schema instances through `toJSON`), with object keys sorted, so
 * two worlds that hold the same truth hash alike. FNV-1a, 32 bits.
 * @see http://www.isthe.com/chongo/tech/comp/fnv/
 */
export function stateHash(value: unknown): number {
  const text = canonical(value);
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}

/** JSON with sorted keys. `undefined` members are left out, as JSON does. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (inner === null || typeof inner !== "object" || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
