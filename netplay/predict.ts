import { type InputHandle, Predict, type Room } from "colyseus.js";
import { resetClock } from "./clock.ts";

/** Remote entities are drawn this far in the past; the server rewinds by the same. One for all. */
const RENDER_DELAY_MS = 100;
/** After a longer gap between frames the machine slept or the tab was hidden: the clock is off. */
const FRAME_GAP_MS = 1000;

export interface PredictionSetup<Body extends object, Input> {
  /** Name of the map in the state that holds the players; the own key is the session id. */
  readonly players: string;
  /** Number fields of remote players that are interpolated. */
  readonly remote: readonly string[];
  /** Fields that `step` reads and writes, all of them, listed. */
  readonly predicted: readonly (keyof Body & string)[];
  /** Jump per patch, in the fields' units, that is a teleport. */
  readonly snap: number;
  /** Does this input need lag compensation? Others go without the rewind stamp. */
  readonly aimed: (input: Input) => boolean;
  /** The shared step, on the predicted copy. */
  readonly step: (body: Body, input: Input) => void;
}

/** Prediction of self and interpolation of others for one room. */
export interface Prediction<Body extends object, Input> {
  readonly input: InputHandle<Input>;
  /** The exact predicted copy: for logic. For drawing use {@link value}. */
  readonly body: Readonly<Body>;
  /** Corrections since the start, and the largest, in units. */
  readonly corrections: { readonly count: number; readonly largest: number };
  /**
   * Once per animation frame, with its timestamp, before drawing: samples and sends as many inputs
   * as the fixed step asks for.
   */
  frame(now: number, sample: (into: Input) => void): void;
  /** What to draw for any entity, own or remote. */
  value(entity: object, field: string): number;
  dispose(): void;
}

/** Sets up prediction for the player at `self`, the decoded instance of one's own seat. */
export function predictSelf<Body extends object, Input extends object>(
  room: Room,
  self: object,
  setup: PredictionSetup<Body, Input>,
): Prediction<Body, Input> {
  const predict = Predict.get(room as Room<any, any>, { mode: "lerp", delay: RENDER_DELAY_MS });
  predict.attachAll(
    setup.players as never,
    {
      fields: setup.remote as never,
      mode: "lerp",
      snap: setup.snap,
    } as never,
  );
  const input = room.input<Input>({ mode: "reliable", allowRewind: setup.aimed } as never);
  const corrections = { count: 0, largest: 0 };
  const reconciler = predict.reconciler(
    self as never,
    {
      input: input as never,
      fields: setup.predicted as never,
      snap: setup.snap,
      // Turns the magnitude on; the limit is out of reach because a respawn is no divergence.
      warnOnDivergence: Number.MAX_VALUE,
      step: (_ctx: unknown, body: Body, command: Input) => setup.step(body, command),
      onReconcile: () => note(corrections, reconciler.lastCorrectionMag),
    } as never,
  ) as unknown as { state: Body; lastCorrectionMag: number };
  let last = 0;
  return {
    input: input as InputHandle<Input>,
    get body() {
      return reconciler.state;
    },
    corrections,
    frame(now, sample) {
      if (last && now - last > FRAME_GAP_MS) resetClock(room);
      last = now;
      for (let due = predict.tick(now); due > 0; due--) {
        sample(input.data as Input);
        input.send();
      }
    },
    value: (entity, field) => predict.value(entity as never, field as never) as number,
    dispose: () => predict.dispose(),
  };
}

function note(corrections: { count: number; largest: number }, magnitude: number): void {
  if (magnitude <= 0.001) return;
  corrections.count++;
  corrections.largest = Math.max(corrections.largest, magnitude);
}
