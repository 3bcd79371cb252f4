import {
  $numFields,
  $refId,
  type Encoder,
  encode,
  OPERATION,
  type StateView,
} from "@colyseus/schema";

/** The byte in front of the number of the instance that is changed next. */
const SWITCH_TO_STRUCTURE = 255;
/** Numbers of up to five bytes, the byte before them, and one for each field. */
const HEAD_BYTES = 6;

/** What a schema's encoder knows of one instance; none of it is in the package's types. */
interface Tree {
  readonly ref: any;
  readonly isFiltered: boolean;
  readonly metadata: Record<number | string, any> | undefined;
  readonly encDescriptor: {
    readonly isSchema: boolean;
    readonly names: readonly (string | undefined)[];
    readonly tags: readonly (number | undefined)[];
    readonly filter: ((ref: object, index: number, view: StateView) => boolean) | undefined;
  };
}

/** Fields that no full state holds: changed by patches alone, or deprecated. */
const SKIPPED = "~__fullSyncSkipIndexes";

/**
 * Says of every field that a client might still hold a value of and that has none, or none for it,
 * that it is empty. A full state names only what is there: a client that had a value before it
 * missed patches would keep it, an optional field that was cleared or one that it may see no more.
 * @param first the protocol byte
 * @returns the patch; only the first byte when nothing is absent
 */
export function absences(encoder: Encoder, view: StateView | undefined, first: number): Uint8Array {
  const trees = Object.values((encoder as any).root.changeTrees) as Tree[];
  let bytes = new Uint8Array(1024);
  bytes[0] = first;
  const it = { offset: 1 };
  for (const tree of trees) {
    if (!tree.encDescriptor.isSchema || !isKnown(tree, view)) continue;
    const fields = emptyFields(tree, view);
    if (fields.length === 0) continue;
    bytes = grown(bytes, it.offset + HEAD_BYTES + fields.length);
    bytes[it.offset++] = SWITCH_TO_STRUCTURE;
    encode.number(bytes as Buffer, tree.ref[$refId], it);
    for (const index of fields) bytes[it.offset++] = OPERATION.DELETE | index;
  }
  return bytes.subarray(0, it.offset);
}

/** Has a client with this view just been told of the instance? */
function isKnown(tree: Tree, view: StateView | undefined): boolean {
  return !tree.isFiltered || (view as any)?.isChangeTreeVisible(tree) === true;
}

function emptyFields(tree: Tree, view: StateView | undefined): number[] {
  const { ref, metadata, encDescriptor } = tree;
  const skipped = metadata?.[SKIPPED] as number[] | undefined;
  const empty: number[] = [];
  for (let index = 0; index <= (metadata?.[$numFields] ?? -1); index++) {
    const name = encDescriptor.names[index];
    if (name === undefined || skipped?.includes(index)) continue;
    if (ref[name] === undefined || ref[name] === null || !isShown(tree, index, view)) {
      empty.push(index);
    }
  }
  return empty;
}

/** As the encoder decides it for a full state. */
function isShown(tree: Tree, index: number, view: StateView | undefined): boolean {
  const { isFiltered, encDescriptor, ref } = tree;
  if (!isFiltered && encDescriptor.tags[index] === undefined) return true;
  if (!view || !(view as any).isChangeTreeVisible(tree)) return false;
  // A class without fields of views has no filter.
  return encDescriptor.filter?.(ref, index, view) ?? true;
}

function grown(bytes: Uint8Array<ArrayBuffer>, needed: number): Uint8Array<ArrayBuffer> {
  if (needed <= bytes.length) return bytes;
  const larger = new Uint8Array(2 * needed);
  larger.set(bytes);
  return larger;
}
