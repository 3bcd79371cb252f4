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

/**
 * The colours of the teams, sun and moon, in each palette: far apart in lightness as well as in hue,
 * and both far from sand, for every eye.
 */
export const TEAM_PALETTES = {
  standard: ["#ffc233", "#6f9cff"],
  redGreen: ["#ffcf1f", "#6f8cff"],
  contrast: ["#ffe14d", "#93b4ff"],
} as const satisfies Record<PaletteId, readonly [sun: string, moon: string]>;

export const PALETTE_IDS = Object.keys(PALETTES) as readonly PaletteId[];

/** A hue's colour on the page: the custom property that follows the chosen palette. */
export const hueVar = (hue: number): string => HUE_VARS[hue % HUE_VARS.length] as string;

const HUE_VARS: readonly string[] = PALETTES.standard.map((_, hue) => `var(--hue-${hue})`);

/** A team's colour on the page: the custom property that follows the chosen palette. 1 sun, 2 moon. */
export const teamVar = (team: number): string => `var(--team-${team})`;
