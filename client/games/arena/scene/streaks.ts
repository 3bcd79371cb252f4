import { Container, Point, type PointData, Sprite } from "pixi.js";
import { shareOf } from "./madeOnce.ts";
import { type Sprites, STREAK_PX } from "./sprites.ts";

const COUNT = 96;
/** The head crosses the whole way within this time; the tail follows for the rest of its life. */
const FLIGHT_MS = 70;
const LIFE_MS = 200;
const THICKNESS = 12;
/** A bolt that hurts twice as much is that much thicker, around a white core. */
const HEAVY = 2.1;
const CORE = { tint: 0xffffff, thickness: 8 } as const;

/** From where to where, in world px. */
export interface Flight {
  readonly from: PointData;
  readonly to: PointData;
}

/** Passed whole, so that no number is boxed on the way. */
interface Frame {
  /** Time since the last frame in ms. */
  readonly dt: number;
}

class Streak {
  readonly sprite: Sprite;
  tint = -1;
  #x = 0;
  #y = 0;
  #cos = 1;
  #sin = 0;
  #length = 1;
  /** Reused for every frame. */
  readonly #drawn = { at: new Point(), scale: new Point() };
  #age = LIFE_MS;
  #thickness = THICKNESS;

  constructor({ streak }: Sprites) {
    this.sprite = new Sprite(streak);
    this.sprite.anchor.set(0, 0.5);
    this.sprite.blendMode = "add";
    this.sprite.scale.set(0);
  }

  get rests(): boolean {
    return this.#age >= LIFE_MS;
  }

  start({ from, to }: Flight, tint: number, thickness: number): void {
    const dx = to.x - from.x;
    const dy = to.y - from.y;
    this.#x = from.x;
    this.#y = from.y;
    this.#length = Math.sqrt(dx * dx + dy * dy) || 1;
    this.#cos = dx / this.#length;
    this.#sin = dy / this.#length;
    this.#age = 0;
    this.#thickness = thickness;
    this.sprite.rotation = Math.atan2(dy, dx);
    if (tint !== this.tint) this.sprite.tint = tint;
    this.tint = tint;
  }

  draw({ dt }: Frame): void {
    if (this.#age >= LIFE_MS) return;
    this.#age += dt;
    const { scale, at } = this.#drawn;
    const life = Math.min(1, this.#age / LIFE_MS);
    const head = Math.min(1, this.#age / FLIGHT_MS);
    const tail = life * life;
    const start = this.#length * Math.min(head, tail);
    at.x = this.#x + this.#cos * start;
    at.y = this.#y + this.#sin * start;
    // Nothing of it is drawn at the end; hiding it would have Pixi sort its draw calls anew.
    scale.x = life === 1 ? 0 : Math.max(1, this.#length * head - start) / STREAK_PX;
    scale.y = (this.#thickness * (1 - life * 0.6)) / STREAK_PX;
    this.sprite.position.copyFrom(at);
    this.sprite.scale.copyFrom(scale);
    this.sprite.alpha = shareOf(1 - life * life);
  }
}

/** Bolts on their way, from a fixed pool. */
export class Streaks {
  readonly root = new Container();
  readonly #pool: readonly Streak[];
  #next = 0;

  constructor(sprites: Sprites) {
    this.#pool = Array.from({ length: COUNT }, () => new Streak(sprites));
    for (const { sprite } of this.#pool) this.root.addChild(sprite);
  }

  /** Draws a bolt that flies this way. */
  add(flight: Flight, tint: number, heavy: boolean): void {
    this.#take(tint).start(flight, tint, heavy ? THICKNESS * HEAVY : THICKNESS);
    if (heavy) this.#take(CORE.tint).start(flight, CORE.tint, CORE.thickness);
  }

  draw(frame: Frame): void {
    for (let i = 0; i < COUNT; i++) (this.#pool[i] as Streak).draw(frame);
  }

  /** One at rest, of that colour already if there is any: Pixi parses each colour that is set. */
  #take(tint: number): Streak {
    this.#next = (this.#next + 1) % COUNT;
    let taken = this.#pool[this.#next] as Streak;
    for (let i = 0; i < COUNT; i++) {
      const streak = this.#pool[i] as Streak;
      if (!streak.rests) continue;
      if (streak.tint === tint) return streak;
      taken = streak;
    }
    return taken;
  }
}
