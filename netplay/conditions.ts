/** How a line is, for everything that passes between a room and its socket. Zeros change nothing. */
export interface Conditions {
  /** Added to the round trip, half of it each way. */
  readonly delayMs: number;
  /** The round trip varies by up to so much either way, evenly spread. */
  readonly jitterMs: number;
  /** How often the line stands still for `stallMs`, both ways at once. */
  readonly stallsPerMinute: number;
  readonly stallMs: number;
  /** The most that passes each way in kbit/s, TCP/IP headers included; 0 is no limit. */
  readonly kbit: number;
  /** Once, when these conditions begin, nothing passes for so long; the connection stays open. */
  readonly outageMs: number;
}

const GOOD: Conditions = {
  delayMs: 0,
  jitterMs: 0,
  stallsPerMinute: 0,
  stallMs: 0,
  kbit: 0,
  outageMs: 0,
};

/** Lines to try the games on. All but `outage` last. */
export const PRESETS = {
  /** The line as it is. */
  good: GOOD,
  "3g": { ...GOOD, delayMs: 260, jitterMs: 90, stallsPerMinute: 2, stallMs: 500, kbit: 780 },
  /** Shared with everyone on the floor: much noise, and moments without anything. */
  hotel: { ...GOOD, delayMs: 110, jitterMs: 80, stallsPerMinute: 8, stallMs: 400, kbit: 2000 },
  /** Half around the world on a good line. */
  far: { ...GOOD, delayMs: 280, jitterMs: 12 },
  outage: { ...GOOD, outageMs: 2000 },
} as const satisfies Record<string, Conditions>;

export type PresetId = keyof typeof PRESETS;

export const PRESET_IDS = Object.keys(PRESETS) as readonly PresetId[];

export const isPresetId = (name: string): name is PresetId => Object.hasOwn(PRESETS, name);
