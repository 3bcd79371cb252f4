import { $changes, type StateView } from "@colyseus/schema";

/** What schema knows of an instance or a collection; not in the package's types. */
interface Tree {
  readonly isFiltered: boolean;
  readonly encDescriptor: {
    readonly tags: readonly (number | undefined)[];
    readonly filter:
      | ((ref: object, index: number, view: StateView | undefined) => boolean)
      | undefined;
  };
}

/**
 * What a client with this view, or without one, may know: the rules by which schema encodes a full
 * state. Ask right after a patch: before it, a client knows less or other things.
 */
export class Shown {
  view: StateView | undefined;

  field(instance: object, index: number): boolean {
    const tree = treeOf(instance);
    const { tags, filter } = tree.encDescriptor;
    if (!tree.isFiltered && tags[index] === undefined) return true;
    const { view } = this;
    if (!view?.isChangeTreeVisible(tree as never)) return false;
    return !filter || filter(instance, index, view);
  }

  entry(collection: object, child: unknown): boolean {
    if (!treeOf(collection).isFiltered) return true;
    return this.view?.isChangeTreeVisible(treeOf(child as object) as never) ?? false;
  }
}

const treeOf = (ref: object): Tree => (ref as { [$changes]: unknown })[$changes] as Tree;
