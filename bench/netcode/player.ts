import { Client } from "colyseus.js";
import { ensureGuest } from "../../netplay/identity.ts";
import { type Prediction, predictSelf } from "../../netplay/predict.ts";
import { type Entry, enter, type Session } from "../../netplay/session.ts";
import { mapOf, UNIT } from "../../schema/arena/map.ts";
import { stepBody } from "../../schema/arena/rules.ts";
import {
  type ArenaInput,
  type ArenaState,
  type Body,
  FIRE,
  type Player as Figure,
  PREDICTED,
} from "../../schema/arena/state.ts";
import { memoryStore } from "../../test/support/app.ts";

/** As the web client has it. */
const SNAP = 160 * UNIT;

/** A player as the web client makes one: a session, its prediction, and frames. */
export class Player {
  readonly session: Session<ArenaState>;
  readonly prediction: Prediction<Body, ArenaInput>;

  private constructor(session: Session<ArenaState>, self: Figure) {
    this.session = session;
    const map = mapOf(session.room.state.map);
    this.prediction = predictSelf<Body, ArenaInput>(session.room, self, {
      players: "players",
      remote: ["x", "y"],
      predicted: PREDICTED,
      snap: SNAP,
      aimed: (input) => (input.buttons & FIRE) !== 0,
      step: (body, input) => stepBody(map, body, input),
    });
  }

  static async enter(url: string, entry: Entry, name: string): Promise<Player> {
    const response = await fetch(`${url}/api/build`);
    const { build } = (await response.json()) as { build: string };
    const guest = await ensureGuest(url, memoryStore(), undefined, Date.now());
    const join = { build, name, hue: 0 };
    const session = await enter<ArenaState>(new Client(url), entry, join, guest.token);
    return new Player(session, session.room.state.players.get(session.room.sessionId) as Figure);
  }

  get id(): string {
    return this.session.room.sessionId;
  }

  /** One's own figure as the server last told. */
  get self(): Figure {
    return this.figure(this.id) as Figure;
  }

  figure(id: string): Figure | undefined {
    return this.session.room.state.players.get(id);
  }

  /** Where it draws somebody, itself too; in units. */
  drawn(id: string): { readonly x: number; readonly y: number } {
    const figure = this.figure(id) as Figure;
    const { prediction } = this;
    return { x: prediction.value(figure, "x"), y: prediction.value(figure, "y") };
  }

  get online(): boolean {
    return this.session.status.kind === "playing";
  }
}

/** The browser's animation frames. */
const FRAME_MS = 1000 / 60;

/** Calls `each` sixty times a second with the time; returns the stop. */
export function animate(each: (now: number) => void): () => void {
  let due = performance.now();
  let timer: NodeJS.Timeout;
  const frame = () => {
    const now = performance.now();
    each(now);
    due = Math.max(due + FRAME_MS, now);
    timer = setTimeout(frame, Math.max(1, due - performance.now()));
  };
  frame();
  return () => clearTimeout(timer);
}
