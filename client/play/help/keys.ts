const TEXT = "input:not([type=radio]),textarea,select,[contenteditable]";

/** What a key means for the help. */
export type HelpKey = "toggle" | "close" | undefined;

/** H and F1 open and close it, Escape closes it; not while someone types. */
export function helpKey(
  event: Pick<KeyboardEvent, "altKey" | "code" | "ctrlKey" | "metaKey" | "repeat" | "target">,
): HelpKey {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return undefined;
  const { target, code } = event;
  if (typeof Element !== "undefined" && target instanceof Element && target.closest(TEXT)) {
    return undefined;
  }
  if (code === "KeyH" || code === "F1") return "toggle";
  return code === "Escape" ? "close" : undefined;
}
