import { $changes, type Ref, type StateView } from "@colyseus/schema";

/**
 * Gives a view one tag of an instance. `StateView.add` alone sends the fields without a tag along,
 * as to a client that has never heard of the instance; of a public map, everybody has them.
 */
export function addTag(view: StateView, instance: object, tag: number): void {
  const tree = (instance as Ref)[$changes];
  // Before its first addition a view has no place among the instance's views.
  if (tree && view.id >= 0) view.markVisible(tree);
  view.add(instance as Ref, tag);
}

/**
 * Takes one tag of an instance out of a view.
 *
 * `StateView.remove` hides the whole instance with any of its tags: changes of fields whose tags the
 * view still holds would never be sent again, and the client would keep old values for ever.
 * @param holdsOthers does the view hold other tags of this instance?
 */
export function removeTag(view: StateView, instance: object, tag: number, holdsOthers: boolean) {
  view.remove(instance as Ref, tag);
  const tree = (instance as Ref)[$changes];
  if (holdsOthers && tree) view.markVisible(tree);
}
