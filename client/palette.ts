/**
 * The eight player colours by hue index, as CSS hex, in the palettes to choose from. Each is at
 * least 4.5:1 on the darkest stone and keeps the kin of its name, which is in the dictionaries.
 */
export const PALETTES = {
  standard: [
    "#ff7a3c",
    "#f5c542",
    "#8fc04a",
    "#4fd0a5",
    "#7cc4f2",
    "#6f8cf5",
    "#c08af0",
    "#f58aa8",
  ],
  /** Found by search: no two come close for eyes without red or green cones, either. */
  redGreen: [
    "#df4a00",
    "#d3d41c",
    "#f6febe",
    "#8eb893",
    "#aed7ff",
    "#979ff7",
    "#8c5cfb",
    "#ad6691",
  ],
  /** Each at least 8:1 on the darkest stone. */
  contrast: [
    "#fc8a19",
    "#feed74",
    "#56f65d",
    "#75b990",
    "#90e7fe",
    "#87a6ff",
    "#f078fe",
    "#fcb2c8",
  ],
} as const satisfies Record<string, readonly string[]>;

export type PaletteId = keyof typeof PALETTES;

export const PALETTE_IDS = Object.keys(PALETTES) as readonly PaletteId[];

/** A hue's colour on the page: the custom property that follows the chosen palette. */
export const hueVar = (hue: number): string => `var(--hue-${hue % PALETTES.standard.length})`;
