/** What a key means for the net panel. */
export type NetKey = "toggle" | "close" | undefined;

/** F3 opens and closes it, wherever one types; Escape closes it. */
export function netKey(
  event: Pick<KeyboardEvent, "altKey" | "code" | "ctrlKey" | "metaKey" | "repeat" | "shiftKey">,
): NetKey {
  const { altKey, code, ctrlKey, metaKey, repeat, shiftKey } = event;
  if (altKey || ctrlKey || metaKey || repeat || shiftKey) return undefined;
  if (code === "F3") return "toggle";
  return code === "Escape" ? "close" : undefined;
}
