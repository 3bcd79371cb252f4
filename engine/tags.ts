import { $changes, type Ref, type StateView } from "@colyseus/schema";

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
