import { type InputHandle, Predict, type Room } from "colyseus.js";

/** Remote entities are drawn this far in the past; the server rewinds by the same. One for all. */
const RENDER_DELAY_MS = 100;

/** Who is drawn between patches. */
export interface RemoteSetup {
  /** Name of the map in the state that holds the players; the own key is the session id. */
  readonly players: string;
  /** Number fields of remote players that are interpolated. */
  readonly remote: readonly string[];
  /** Jump per patch, in the fields' units, that is a teleport. */
  readonly snap: number;
}

export interface PredictionSetup<Body extends object, Input> extends RemoteSetup {
  /** Fields that `step` reads and writes, all of them, listed. */
  readonly predicted: readonly (keyof Body & string)[];
  /** Does this input need lag compensation? Others go without the rewind stamp. */
  readonly aimed: (input: Input) => boolean;
  /** The shared step, on the predicted copy. */
  readonly step: (body: Body, input: Input) => void;
}

/** Interpolation of everybody in one room, for whoever has no seat in it. */
export interface Interpolation {
  /** Once per animation frame, with its timestamp, before drawing. */
  frame(now: number): void;
  /** What to draw for any entity. */
  value(entity: object, field: string): number;
  dispose(): void;
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

/** Draws everybody between patches, without a seat of one's own. */
export function interpolate(room: Room, setup: RemoteSetup): Interpolation {
  const { predict, follow, dispose } = smooth(room, setup);
  return {
    frame(now) {
      follow();
      predict.tick(now);
    },
    value: (entity, field) => predict.value(entity as never, field as never) as number,
    dispose,
  };
}

/** Sets up prediction for the player at `self`, the decoded instance of one's own seat. */
export function predictSelf<Body extends object, Input extends object>(
  room: Room,
  self: object,
  setup: PredictionSetup<Body, Input>,
): Prediction<Body, Input> {
  const { predict, follow, dispose } = smooth(room, setup);
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
      onReconcile: () => note(corrections, reconciler.lastCorrection, setup),
    } as never,
  ) as unknown as { state: Body; lastCorrection: Readonly<Record<string, number>> };
  return {
    input: input as InputHandle<Input>,
    get body() {
      return reconciler.state;
    },
    corrections,
    frame(now, sample) {
      follow();
      for (let due = predict.tick(now); due > 0; due--) {
        sample(input.data as Input);
        input.send();
      }
    },
    value: (entity, field) => predict.value(entity as never, field as never) as number,
    dispose,
  };
}

function smooth(room: Room, { players, remote, snap }: RemoteSetup) {
  const predict = Predict.get(room as Room<any, any>, { mode: "lerp", delay: RENDER_DELAY_MS });
  const config = { fields: remote, mode: "lerp", snap };
  const sighted = new Sighted(remote[0] as string, {
    entered: (entity) => predict.attach(entity as never, config as never),
    left: (entity) => predict.detach(entity),
  });
  const follow = () => sighted.follow(room.state[players]);
  follow();
  const dispose = () => {
    // The slots outlive `dispose()` otherwise, and smooth for nobody as long as the room lasts.
    sighted.clear();
    predict.dispose();
  };
  return { predict, follow, dispose };
}

interface Sights {
  entered(entity: object): void;
  left(entity: object): void;
}

interface Entities {
  forEach(each: (entity: Record<string, unknown>) => void): void;
}

/**
 * Who comes into sight and who leaves it: outside one's view an entity's fields are undefined, and a
 * place to interpolate from must not be one from before.
 */
class Sighted {
  readonly #field: string;
  readonly #sights: Sights;
  /** With the look in which each was last seen. */
  readonly #seen = new Map<object, number>();
  #look = 0;
  #count = 0;

  /** @param field undefined in whoever is out of sight */
  constructor(field: string, sights: Sights) {
    this.#field = field;
    this.#sights = sights;
  }

  follow(entities: Entities | undefined): void {
    this.#look++;
    this.#count = 0;
    entities?.forEach(this.#mark);
    // First those who went: a reference that is used again may be another entity's by now.
    if (this.#seen.size > this.#count) this.#seen.forEach(this.#dropGone);
    entities?.forEach(this.#add);
  }

  clear(): void {
    for (const entity of this.#seen.keys()) this.#sights.left(entity);
    this.#seen.clear();
  }

  /** Somebody leaves a crowd's sight several times a second: going over pairs was 7 kB a second. */
  readonly #dropGone = (look: number, entity: object): void => {
    if (look === this.#look) return;
    this.#seen.delete(entity);
    this.#sights.left(entity);
  };

  readonly #mark = (entity: Record<string, unknown>): void => {
    if (entity[this.#field] === undefined || !this.#seen.has(entity)) return;
    this.#seen.set(entity, this.#look);
    this.#count++;
  };

  readonly #add = (entity: Record<string, unknown>): void => {
    if (entity[this.#field] === undefined || this.#seen.has(entity)) return;
    this.#seen.set(entity, this.#look);
    this.#sights.entered(entity);
  };
}

/**
 * Only of what is drawn: a counter that the server has run on for who was silent moves nobody. And a
 * respawn is no error of the prediction: it was put there.
 */
function note(
  corrections: { count: number; largest: number },
  last: Readonly<Record<string, number>>,
  { remote, snap }: RemoteSetup,
): void {
  const magnitude = Math.max(...remote.map((field) => Math.abs(last[field] ?? 0)));
  if (magnitude <= 0.001 || magnitude >= snap) return;
  corrections.count++;
  corrections.largest = Math.max(corrections.largest, magnitude);
}
