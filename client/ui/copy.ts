/**
 * Copies a field's text. `navigator.clipboard` exists in a secure context only, and an invite is
 * most wanted on a LAN address over http; there the selection is copied. False when both fail: the
 * text is then selected for the player's own Ctrl+C.
 */
export async function copyField(field: HTMLInputElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.focus();
    field.select();
    return document.execCommand("copy");
  }
}
