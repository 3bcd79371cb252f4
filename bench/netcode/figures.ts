import type { Condition } from "./conditions.ts";
import type { KeyFigures } from "./keys.ts";
import type { ClockFigures, CorrectionFigures, SpeedFigures } from "./probes.ts";
import type { ShotFigures } from "./shots.ts";

/** Full speed, px/s. */
const TRUE_SPEED = 240;
const SPEED_SHARE = 0.15;
export const CLOCK_GOAL_MS = 20;
export const CLOCK_GRACE_MS = 2000;
const SMOOTHED_MS = 150;
/** Fewer shots prove nothing. */
const SHOTS_LEAST = 8;
/** A machine that stands still for so long plays another game: more than inputs may be late. */
const HITCH_MS = 100;

/** Was the machine busy with something else? Then these figures are not the netcode's. */
export const isSpoiled = (figures: Figures | string): boolean =>
  typeof figures !== "string" && figures.hitchMs > HITCH_MS;

/** What one condition came to. */
export interface Figures {
  readonly keys: KeyFigures;
  /** Of each player. */
  readonly corrections: readonly CorrectionFigures[];
  readonly screen: ShotFigures;
  readonly past: ShotFigures;
  readonly speed: SpeedFigures;
  readonly clock: ClockFigures;
  /** The longest that this machine let the players or the server wait, in ms. */
  readonly hitchMs: number;
}

export interface Result {
  readonly condition: Condition;
  /** Or why there are none. */
  readonly figures: Figures | string;
}

/** A line of the table; a figure that misses its goal ends in ✗. */
export type Row = Readonly<Record<string, string>>;

const round = (value: number, digits = 0): string => value.toFixed(digits);

/** @returns what to show, and whether every goal is met */
export function judge({ condition, figures }: Result): { readonly row: Row; readonly ok: boolean } {
  if (typeof figures === "string") {
    return { row: { condition: condition.title, "own key": `${figures} ✗` }, ok: false };
  }
  const cells = { ...ownCells(condition, figures), ...otherCells(condition, figures) };
  const row = Object.fromEntries(
    Object.entries(cells).map(([name, [text, ok]]) => [name, ok ? text : `${text} ✗`]),
  );
  return {
    row: { condition: condition.title, ...row },
    ok: Object.values(cells).every(([, ok]) => ok),
  };
}

type Cells = Readonly<Record<string, readonly [text: string, ok: boolean]>>;

function ownCells(condition: Condition, { keys, corrections }: Figures): Cells {
  const count = Math.max(...corrections.map((each) => each.count));
  const largest = Math.max(...corrections.map((each) => each.largestPx));
  const smoothed = Math.max(...corrections.map((each) => each.smoothedMs));
  const size = count === 0 ? "0" : `${count}, ${round(largest)} px, ${round(smoothed)} ms`;
  return {
    "own key, ms (p50 max)": [`${round(keys.p50)} ${round(keys.max)}`, keys.late === 0],
    corrections: [size, areFew(condition, count, smoothed)],
  };
}

/** None on an even line; one, soon hidden, after an outage; else as many as there are. */
function areFew({ steady, disturbance }: Condition, count: number, smoothed: number): boolean {
  if (steady) return count === 0;
  return disturbance?.kind !== "outage" || (count <= 1 && smoothed <= SMOOTHED_MS);
}

function otherCells({ steady, stands }: Condition, figures: Figures): Cells {
  const { screen, past, speed, clock, hitchMs } = figures;
  const near = (value: number) => Math.abs(value - TRUE_SPEED) <= SPEED_SHARE * TRUE_SPEED;
  const { p5, p95, sentP5, sentP95 } = speed;
  return {
    "hits of shots": [
      `${screen.hits} of ${screen.fired}`,
      screen.fired >= SHOTS_LEAST && (!steady || screen.hits === screen.fired),
    ],
    "at 700 ms ago": [
      `${past.hits} of ${past.fired}`,
      past.fired >= SHOTS_LEAST && past.hits === 0,
    ],
    "drawn px/s (p5 p95)": [`${round(p5)} ${round(p95)}`, stands || (near(p5) && near(p95))],
    "sent px/s": [`${round(sentP5)} ${round(sentP95)}`, true],
    "clock off, ms": [round(clock.max, 1), clock.max <= CLOCK_GOAL_MS],
    "settled, ms": [round(clock.settledMs), clock.settledMs <= CLOCK_GRACE_MS],
    "hitch, ms": [round(hitchMs), true],
  };
}
