/** What of a gamepad is read. */
export type PadState = Pick<Gamepad, "axes" | "connected" | "mapping"> & {
  readonly buttons: readonly { readonly pressed: boolean }[];
};

/** The gamepads of the browser; none where there is no such thing or the page may not ask. */
export function browserPads(): readonly (PadState | null)[] {
  try {
    return navigator.getGamepads?.() ?? [];
  } catch {
    return [];
  }
}

/** Of an unknown mapping any axis may rest at its end: such a pad would run off by itself. */
export const isUsablePad = (pad: PadState | null): pad is PadState =>
  pad?.connected === true && pad.mapping === "standard";
