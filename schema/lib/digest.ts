import { $childType, $numFields, $refId, encode } from "@colyseus/schema";

/**
 * May this be known? Asked for each field of an instance, and for each entry of a collection that
 * holds instances.
 */
export interface Shows {
  field(instance: object, index: number): boolean;
  entry(collection: object, child: unknown): boolean;
}

/** One value, and no collection, because one that is empty says nothing: the reference id of what holds it, where in there, and a hash of both and of it. */
export type Leaf = (refId: number, slot: number, hash: number, path: string) => void;

interface Field {
  readonly index: number;
  readonly name: string;
  readonly type: unknown;
}
interface Collection {
  readonly [$childType]: unknown;
  forEach(each: (value: unknown, key: string | number) => void): void;
}
type Codec = (bytes: Uint8Array, value: unknown, it: { offset: number }) => void;

const CODECS = encode as unknown as Readonly<Record<string, Codec | undefined>>;
const PRIME = 0x01000193;
const BASIS = 0x811c9dc5;
/** Largest value of a codec other than strings. */
const SCRATCH_BYTES = 16;

/**
 * Hashes what is synced of a state, in 32 bits and any order: the same on a server, for what one of
 * its clients may know, and on that client. Values are hashed as they travel, so that the 44 that an
 * 8-bit 300 becomes on its way is no difference.
 */
export class Digest {
  readonly #fields = new WeakMap<object, readonly Field[]>();
  readonly #seen = new Set<number>();
  readonly #scratch = new Uint8Array(SCRATCH_BYTES);
  readonly #it = { offset: 0 };
  #shows: Shows | undefined;
  #leaf: Leaf | undefined;
  #sum = 0;

  /**
   * @param shows on a server: what the client may know; a client knows all that it has
   * @param leaf called with every value; with it paths are made, which costs
   * @returns an unsigned 32-bit integer
   */
  of(state: object, shows?: Shows, leaf?: Leaf): number {
    this.#shows = shows;
    this.#leaf = leaf;
    this.#sum = 0;
    this.#seen.clear();
    this.#instance(state as Ref, "");
    this.#shows = undefined;
    this.#leaf = undefined;
    return this.#sum >>> 0;
  }

  #instance(ref: Ref, path: string): void {
    if (this.#isSeen(ref)) return;
    for (const { index, name, type } of this.#fieldsOf(ref)) {
      const value = ref[name];
      if (value === undefined || value === null) continue;
      if (this.#shows && !this.#shows.field(ref, index)) continue;
      this.#value({ ref, slot: index, path: this.#leaf ? join(path, name) : "" }, value, type);
    }
  }

  #collection(ref: Ref & Collection, path: string): void {
    if (this.#isSeen(ref)) return;
    const type = ref[$childType];
    const holdsInstances = typeof type !== "string";
    // Where a view hides entries of an array, its client counts without them.
    let rank = 0;
    ref.forEach((value, key) => {
      if (value === undefined || value === null) return;
      if (holdsInstances && this.#shows && !this.#shows.entry(ref, value)) return;
      const slot = typeof key === "string" ? textHash(key) : isOrdered(ref) ? rank++ : 0;
      this.#value({ ref, slot, path: this.#leaf ? join(path, key) : "" }, value, type);
    });
  }

  #value({ ref, slot, path }: Place, value: unknown, type: unknown): void {
    if (typeof value === "object" && value !== null) {
      if ($childType in value) this.#collection(value as Ref & Collection, path);
      else {
        this.#add(ref[$refId], { slot, path }, (value as Ref)[$refId]);
        this.#instance(value as Ref, path);
      }
    } else this.#add(ref[$refId], { slot, path }, this.#hashOf(value, type));
  }

  #add(refId: number, { slot, path }: { slot: number; path: string }, value: number): void {
    let hash = Math.imul(BASIS ^ refId, PRIME);
    hash = Math.imul(hash ^ slot, PRIME);
    hash = Math.imul(hash ^ (hash >>> 15) ^ value, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
    this.#sum = (this.#sum + hash) | 0;
    this.#leaf?.(refId, slot, hash, path);
  }

  #hashOf(value: unknown, type: unknown): number {
    if (typeof value === "string") return textHash(value);
    // A quantized number is on both sides what it was quantized to.
    const codec = CODECS[typeof type === "string" ? type : "float64"];
    if (!codec) return textHash(String(value));
    const it = this.#it;
    it.offset = 0;
    codec(this.#scratch, value, it);
    let hash = BASIS;
    for (let i = 0; i < it.offset; i++) {
      hash = Math.imul(hash ^ (this.#scratch[i] as number), PRIME);
    }
    return hash;
  }

  #isSeen(ref: Ref): boolean {
    const refId = ref[$refId];
    if (this.#seen.has(refId)) return true;
    this.#seen.add(refId);
    return false;
  }

  #fieldsOf(ref: Ref): readonly Field[] {
    const schemaClass = ref.constructor as object;
    let fields = this.#fields.get(schemaClass);
    if (!fields) {
      fields = fieldsOf(schemaClass);
      this.#fields.set(schemaClass, fields);
    }
    return fields;
  }
}

interface Place {
  readonly ref: Ref;
  readonly slot: number;
  readonly path: string;
}
interface Ref {
  readonly [$refId]: number;
  readonly [field: string]: unknown;
}

function fieldsOf(schemaClass: object): Field[] {
  const metadata = (
    schemaClass as { readonly [Symbol.metadata]: Record<symbol | string | number, unknown> }
  )[Symbol.metadata];
  const count = (metadata[$numFields] as number) + 1;
  return Array.from({ length: count }, (_, index) => ({ ...(metadata[index] as Field), index }));
}

const isOrdered = (collection: object): boolean =>
  Symbol.iterator in collection && "splice" in collection;

const join = (path: string, name: string | number) => (path ? `${path}.${name}` : `${name}`);

function textHash(text: string): number {
  let hash = BASIS;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), PRIME);
  return hash;
}
