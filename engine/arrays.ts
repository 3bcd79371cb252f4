import { $changes, $childType, ArraySchema, type Encoder, OPERATION } from "@colyseus/schema";

/** The private members of schema that hold what has happened to an array since the last patch. */
interface Tree {
  readonly isArray: boolean;
  readonly isFiltered: boolean;
  readonly refTarget: {
    readonly items: unknown[];
    tmpItems: unknown[];
    readonly deletedIndexes: boolean[];
    readonly [$childType]: unknown;
  };
  readonly collDirty: Map<number, number>;
  collPureOps: [position: number, operation: number][] | undefined;
}
interface Node {
  readonly changeTree: Tree;
  readonly next: Node | undefined;
}

/**
 * Lets an array to which more has happened than appending and overwriting travel as a whole: emptied
 * and filled anew, in a few bytes per entry. Stock sends operations one by one, with places that the
 * next of them has moved: after a push and a shift, a splice and a sort, or a swap in one tick, its
 * clients hold another array than the server, for good.
 *
 * Not for arrays that a view filters: each client has its own part of those, in no set order.
 */
export function settleArrays(encoder: Encoder): void {
  const { changes } = encoder.root as unknown as { changes: { next: Node | undefined } };
  for (let node = changes.next; node; node = node.next) {
    const { changeTree } = node;
    if (changeTree.isArray && !changeTree.isFiltered && !isPlain(changeTree)) rewrite(changeTree);
  }
}

/** Were entries only overwritten by others of a plain type, and appended in their order? */
function isPlain({ refTarget, collDirty, collPureOps }: Tree): boolean {
  const { items, deletedIndexes } = refTarget;
  if (collPureOps?.length || deletedIndexes.length > 0) return false;
  // Where instances are sorted, one that the clients do not know yet may stand where another did.
  const mayReplace = typeof refTarget[$childType] === "string";
  let appended = 0;
  for (const operation of collDirty.values()) {
    if (operation === OPERATION.ADD) appended++;
    else if (operation !== OPERATION.REPLACE || !mayReplace) return false;
  }
  let next = items.length - appended;
  // All of it: perhaps of an instance that was taken out and put back, whose clients have it still.
  if (next === 0) return false;
  for (const [index, operation] of collDirty) {
    if (operation === OPERATION.ADD && index !== next++) return false;
  }
  return true;
}

function rewrite(tree: Tree): void {
  const { refTarget, collDirty } = tree;
  refTarget.tmpItems = refTarget.items.slice();
  refTarget.deletedIndexes.length = 0;
  collDirty.clear();
  for (const index of refTarget.items.keys()) collDirty.set(index, OPERATION.ADD);
  tree.collPureOps = [[0, OPERATION.CLEAR]];
}

const stockSort = ArraySchema.prototype.sort;

/**
 * Lets arrays be sorted after something was taken out of them in the same tick: stock sorts what has
 * been taken out along with the rest, but not the notes of where that stands, and the next removal
 * lets go of another entry than it takes out.
 */
export function guardSort(): void {
  ArraySchema.prototype.sort = function (this: ArraySchema, compare) {
    const tree = this[$changes] as unknown as Tree;
    if (tree.refTarget.deletedIndexes.length > 0) rewrite(tree);
    return stockSort.call(this, compare);
  };
}
