import type { LineState } from "../wire.ts";

/** What happens once. Figures count from then on. */
export type Disturbance =
  | { readonly kind: "outage"; readonly ms: number; readonly how: "cut" | "stall" }
  | { readonly kind: "line"; readonly line: Partial<LineState> }
  | { readonly kind: "sleep"; readonly ms: number }
  | { readonly kind: "wall"; readonly byMs: number };

export interface Condition {
  readonly id: string;
  readonly title: string;
  /** From the start, for both players. */
  readonly line: Partial<LineState>;
  /** An even line: every goal holds on it, exactly. */
  readonly steady: boolean;
  /** Inputs come so late that the server itself lets players stand: how smooth is only reported. */
  readonly stands: boolean;
  readonly disturbance?: Disturbance;
}

const USUAL = { delayMs: 40 } as const;

const steady = (roundTripMs: number): Condition => ({
  id: String(roundTripMs),
  title: `${roundTripMs} ms`,
  line: { delayMs: roundTripMs / 2 },
  ...{ steady: true, stands: false },
});

const disturbed = (id: string, title: string, disturbance: Disturbance): Condition => ({
  ...{ id, title, disturbance },
  ...{ line: USUAL, steady: false, stands: false },
});

/** In groups that are measured side by side, each condition in a room and a thread of its own. */
export const GROUPS: readonly (readonly Condition[])[] = [
  [steady(0), steady(80), steady(150), steady(300)],
  [
    {
      ...{ id: "jitter", title: "150 ± 50 ms", steady: false, stands: false },
      line: { delayMs: 75, jitterMs: 25 },
    },
    {
      ...{ id: "stalls", title: "80 ms, 1 % lost for 80–200 ms", steady: false, stands: true },
      line: { ...USUAL, stallShare: 0.01, stallMs: [80, 200] },
    },
    {
      ...{ id: "slow", title: "80 ms, 256 kbit/s", steady: false, stands: false },
      line: { ...USUAL, bitsPerSecond: 256_000 },
    },
  ],
  [
    disturbed("cut", "2 s outage that closes", { kind: "outage", ms: 2000, how: "cut" }),
    disturbed("stall", "2 s outage that does not", { kind: "outage", ms: 2000, how: "stall" }),
    {
      ...{ id: "step", title: "step from 25 to 160 ms", steady: false, stands: false },
      line: { delayMs: 12.5 },
      disturbance: { kind: "line", line: { delayMs: 80 } },
    },
  ],
  // By itself: it is the whole server whose wall clock moves.
  [disturbed("wall", "server's wall clock 3 s back", { kind: "wall", byMs: -3000 })],
];

/** Beside the others: it does nothing most of the time. */
export const SLEEP = disturbed("sleep", "60 s asleep", { kind: "sleep", ms: 60_000 });

export const CONDITIONS: readonly Condition[] = [...GROUPS.flat(), SLEEP];
