import {
  type Interpolation,
  interpolate,
  type Prediction,
  predictSelf,
} from "../../../netplay/predict.ts";
import type { Session } from "../../../netplay/session.ts";
import { type ArenaMap, mapOf, UNIT } from "../../../schema/arena/map.ts";
import { stepBody } from "../../../schema/arena/rules.ts";
import {
  type ArenaInput,
  type ArenaState,
  type Body,
  FIRE,
  type Player,
  PREDICTED,
} from "../../../schema/arena/state.ts";

/** A jump over this many units in one patch is a respawn. */
const SNAP = 160 * UNIT;
const REMOTE = { players: "players", remote: ["x", "y"], snap: SNAP } as const;

type Predicted = Prediction<Body, ArenaInput>;

export interface NetHooks {
  /** Fills the next input; called once per tick. */
  readonly sample: (into: ArenaInput, body: Readonly<Body>) => void;
  /** The input just sent fires a bolt from `body`. Never called for replays. */
  readonly fired: (body: Readonly<Body>, input: ArenaInput) => void;
}

/**
 * Arena's network side: own player predicted, others interpolated, both read by {@link x} and
 * {@link y}. Whoever watches has nothing to predict and sends nothing.
 */
export class ArenaNet {
  readonly #session: Session<ArenaState>;
  readonly #hooks: NetHooks;
  #prediction: Predicted | undefined;
  /** In place of the prediction while one has no seat. */
  #others: Interpolation | undefined;
  /** The decoded instance that the prediction is pinned to. */
  #pinned: Player | undefined;
  /** True between the sampling of an input and its first step: later steps are replays. */
  #live = false;
  #corrections = 0;
  /** In units. */
  #largest = 0;

  constructor(session: Session<ArenaState>, hooks: NetHooks) {
    this.#session = session;
    this.#hooks = hooks;
  }

  get state(): ArenaState {
    return this.#session.room.state;
  }

  get selfId(): string {
    return this.#session.room.sessionId;
  }

  /** One's own player; undefined while the seat is not in the state. */
  get self(): Player | undefined {
    return this.state.players.get(this.selfId);
  }

  get map(): ArenaMap {
    return mapOf(this.state.map);
  }

  /** The predicted body of one's own player. */
  get body(): Readonly<Body> | undefined {
    return this.#prediction?.body;
  }

  get pendingInputs(): number {
    return this.#prediction?.input.pendingCount ?? 0;
  }

  /** Corrections of one's own position since the screen opened. */
  get corrections(): number {
    return this.#corrections + (this.#prediction?.corrections.count ?? 0);
  }

  /** The largest of them, in px of the world. */
  get largestCorrection(): number {
    return Math.max(this.#largest, this.#prediction?.corrections.largest ?? 0) / UNIT;
  }

  /** Samples and sends the inputs that are due. Call before reading positions. */
  frame(now: number): void {
    this.#pin();
    this.#prediction?.frame(now, this.#sample);
    this.#others?.frame(now);
    // Offline, an input is sampled but never stepped.
    this.#live = false;
  }

  /** Drawn position in world px. */
  x(player: Player): number {
    return ((this.#prediction ?? this.#others)?.value(player, "x") ?? player.x) / UNIT;
  }

  y(player: Player): number {
    return ((this.#prediction ?? this.#others)?.value(player, "y") ?? player.y) / UNIT;
  }

  dispose(): void {
    this.#corrections += this.#prediction?.corrections.count ?? 0;
    this.#largest = Math.max(this.#largest, this.#prediction?.corrections.largest ?? 0);
    this.#prediction?.dispose();
    this.#prediction = undefined;
    this.#others?.dispose();
    this.#others = undefined;
    this.#pinned = undefined;
  }

  /** A seat that was taken away and given again is another instance: predict that one. */
  #pin(): void {
    const { self } = this;
    if (self ? self === this.#pinned : this.#others) return;
    this.dispose();
    if (!self) {
      this.#others = interpolate(this.#session.room, REMOTE);
      return;
    }
    this.#pinned = self;
    this.#prediction = predictSelf<Body, ArenaInput>(this.#session.room, self, {
      ...REMOTE,
      predicted: PREDICTED,
      aimed: (input) => (input.buttons & FIRE) !== 0,
      step: this.#step,
    });
  }

  readonly #sample = (into: ArenaInput): void => {
    const { body } = this;
    if (!body) return;
    this.#hooks.sample(into, body);
    this.#live = true;
  };

  readonly #step = (body: Body, input: ArenaInput): void => {
    const fires = stepBody(this.map, body, input);
    if (!this.#live) return;
    this.#live = false;
    if (fires) this.#hooks.fired(body, input);
  };
}
