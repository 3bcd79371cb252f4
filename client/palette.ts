/**
 * The eight player colours by hue index, as CSS hex. Each is at least 4.5:1 on the darkest stone,
 * and neighbours differ in lightness too. The names are in the dictionaries.
 */
export const HUE_COLORS = [
  "#ff7a3c",
  "#f5c542",
  "#8fc04a",
  "#4fd0a5",
  "#7cc4f2",
  "#6f8cf5",
  "#c08af0",
  "#f58aa8",
] as const;
