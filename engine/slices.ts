import { $changes, type Encoder, type StateView } from "@colyseus/schema";
import { reserve } from "./encoder.ts";

/** What schema's encoder knows of one instance or collection; none of it is in the package's types. */
interface Tree {
  readonly isFiltered: boolean;
  /** Bit `n` of word `w`: the view of number `32 w + n` shows it. */
  readonly visibleViews: readonly number[] | undefined;
  /** Does showing its parent show it too, once it is asked for? */
  readonly isVisibilitySharedWithParent: boolean;
  readonly parent: Parent | undefined;
  readonly extraParents: More | undefined;
  readonly encDescriptor: {
    readonly isSchema: boolean;
    readonly tags: readonly (number | undefined)[];
  };
  has(): boolean;
}

type Parent = { readonly [$changes]: Tree };
interface More {
  readonly ref: Parent;
  readonly next: More | undefined;
}

interface Queue {
  readonly next: { readonly changeTree: Tree; readonly next: Queue["next"] } | undefined;
}

/** `.view()` without a tag; {@link StateView.isChangeTreeVisible} alone decides about it. */
const UNTAGGED = -1;
/** Tags of one class that fit into a variant's number; schema itself has no more. */
const TAGS_MAX = 30;

/** The variant of what was encoded for one view alone. */
const UNLIKE = -1;
const NOTHING: readonly number[] = [];

/** One instance in which something has changed that views decide about. */
interface Changed {
  tree: Tree;
  /** Of its class; undefined where what a view gets depends on more than its tags: collections. */
  tags: readonly number[] | undefined;
  /** Has a view to be asked whether it shows it, because its parent's bits count too? */
  asks: boolean;
  /** The tags that a view holds of it, as bits, for each variant that has been encoded by now… */
  readonly variants: number[];
  /** … and where that stands: `[start, end]` by turns. */
  readonly bounds: number[];
}

/**
 * What views get of one patch. Stock encodes each changed instance anew for each view that shows it,
 * and goes through all others too: a fifth of what a server does for 200 clients with 20 others in
 * sight. Here each is encoded once for all who see the same of it, by stock's own encoder, and its
 * bytes are copied from then on.
 */
export class Slices {
  readonly #encoder: Encoder;
  readonly #changed: Changed[] = [];
  readonly #tagsOf = new WeakMap<object, readonly number[] | undefined>();
  /** Indexes of what may be shown to each view, by the view's number. */
  readonly #shownTo: number[][] = [];
  /** The views of the one that is being noted, as in {@link Tree.visibleViews}. */
  readonly #views: number[] = [];
  #count = 0;
  #bytes = new Uint8Array(1024);
  readonly #it = { offset: 0 };

  constructor(encoder: Encoder) {
    this.#encoder = encoder;
  }

  /** Notes what has changed; call once per patch, after what all get alike has been encoded. */
  load(): void {
    this.#count = 0;
    this.#it.offset = 0;
    for (const list of this.#shownTo) list.length = 0;
    for (let node = queueOf(this.#encoder).next; node; node = node.next) {
      const { changeTree } = node;
      if (isFiltered(changeTree) && changeTree.has()) this.#note(changeTree);
    }
  }

  /**
   * Appends what this view gets of the patch to the encoder's shared buffer.
   * @returns where it ends
   */
  append(view: StateView, from: number): number {
    let at = from;
    const shown = this.#shownTo[view.id] ?? NOTHING;
    for (let n = 0; n < shown.length; n++) {
      const changed = this.#changed[shown[n] as number] as Changed;
      if (changed.asks && !view.isChangeTreeVisible(changed.tree as never)) continue;
      const slice = this.#sliceFor(view, changed);
      const [start, end] = [changed.bounds[slice] as number, changed.bounds[slice + 1] as number];
      reserve(this.#encoder, at + end - start);
      const { sharedBuffer } = this.#encoder;
      // Some ten bytes: a native copy costs more than its work.
      for (let i = start; i < end; i++) sharedBuffer[at++] = this.#bytes[i] as number;
    }
    return at;
  }

  #note(tree: Tree): void {
    const known = this.#changed[this.#count];
    const tags = this.#classTags(tree);
    const asks = tree.isVisibilitySharedWithParent;
    if (known) {
      known.tree = tree;
      known.tags = tags;
      known.asks = asks;
      known.variants.length = known.bounds.length = 0;
    } else this.#changed.push({ tree, tags, asks, variants: [], bounds: [] });
    this.#views.fill(0);
    this.#gather(tree);
    for (let word = 0; word < this.#views.length; word++) this.#showTo(word);
    this.#count++;
  }

  /** Adds who may be shown it: whether a parent's views show it is found out when they are asked. */
  #gather({ visibleViews = NOTHING, isVisibilitySharedWithParent, parent, extraParents }: Tree) {
    for (let word = 0; word < visibleViews.length; word++) {
      this.#views[word] = (this.#views[word] ?? 0) | (visibleViews[word] as number);
    }
    if (!isVisibilitySharedWithParent) return;
    if (parent) this.#gather(parent[$changes]);
    for (let more = extraParents; more; more = more.next) this.#gather(more.ref[$changes]);
  }

  #showTo(word: number): void {
    for (let bits = this.#views[word] as number; bits !== 0; bits &= bits - 1) {
      const id = 32 * word + 31 - Math.clz32(bits & -bits);
      while (this.#shownTo.length <= id) this.#shownTo.push([]);
      this.#shownTo[id]?.push(this.#count);
    }
  }

  /** The index of its bounds. */
  #sliceFor(view: StateView, changed: Changed): number {
    const variant = variantOf(view, changed);
    const { variants, bounds } = changed;
    for (let n = 0; n < variants.length; n++) if (variants[n] === variant) return 2 * n;
    variants.push(variant ?? UNLIKE);
    bounds.push(this.#it.offset);
    this.#encode(view, changed.tree);
    bounds.push(this.#it.offset);
    return bounds.length - 2;
  }

  /** By stock's own hand, which finds nothing but this one instance in its queue. */
  #encode(view: StateView, changeTree: Tree): void {
    const root = this.#encoder.root as unknown as { changes: Queue };
    const { changes } = root;
    root.changes = { next: { changeTree, next: undefined } };
    try {
      const { buffer } = this.#encoder.encode(this.#it, view, this.#bytes);
      if (buffer !== this.#bytes.buffer) this.#bytes = new Uint8Array(buffer as ArrayBuffer);
    } finally {
      root.changes = changes;
    }
  }

  #classTags({ encDescriptor }: Tree): readonly number[] | undefined {
    if (!this.#tagsOf.has(encDescriptor)) {
      const { isSchema, tags } = encDescriptor;
      const distinct = [...new Set(tags)].filter((tag) => tag !== undefined && tag !== UNTAGGED);
      const fits = isSchema && distinct.length <= TAGS_MAX;
      this.#tagsOf.set(encDescriptor, fits ? (distinct as number[]) : undefined);
    }
    return this.#tagsOf.get(encDescriptor);
  }
}

/**
 * Runs `work` while the encoder finds nothing changed: what a view was told to show is encoded
 * alone, without the patch.
 */
export function withoutChanges<T>(encoder: Encoder, work: () => T): T {
  const root = encoder.root as unknown as { changes: Queue };
  const { changes } = root;
  root.changes = { next: undefined };
  try {
    return work();
  } finally {
    root.changes = changes;
  }
}

function variantOf(view: StateView, { tree, tags }: Changed): number | undefined {
  if (!tags) return undefined;
  let variant = 0;
  for (let n = 0; n < tags.length; n++) {
    if (view.hasTagOnTree(tree as never, tags[n] as number)) variant |= 1 << n;
  }
  return variant;
}

/** May a view hide anything of it? */
function isFiltered({ isFiltered, encDescriptor }: Tree): boolean {
  return isFiltered || (encDescriptor as { hasAnyView?: boolean }).hasAnyView === true;
}

const queueOf = (encoder: Encoder) => (encoder.root as unknown as { changes: Queue }).changes;
