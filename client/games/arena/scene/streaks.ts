import { Container, Sprite } from "pixi.js";
import type { Sprites } from "./sprites.ts";

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
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
}

class Streak {
  readonly sprite: Sprite;
  #x = 0;
  #y = 0;
  #length = 1;
  #age = LIFE_MS;
  #thickness = THICKNESS;
  #tint = -1;

  constructor({ streak }: Sprites) {
    this.sprite = new Sprite(streak);
    this.sprite.anchor.set(0, 0.5);
    this.sprite.blendMode = "add";
    this.sprite.scale.set(0);
  }

  start({ from, to }: Flight, tint: number, thickness: number): void {
    const dx = to.x - from.x;
    const dy = to.y - from.y;
    this.#x = from.x;
    this.#y = from.y;
    this.#length = Math.hypot(dx, dy);
    this.#age = 0;
    this.#thickness = thickness;
    this.sprite.rotation = Math.atan2(dy, dx);
    // Pixi parses a colour each time that it is set.
    if (tint !== this.#tint) this.sprite.tint = tint;
    this.#tint = tint;
  }

  draw(dt: number): void {
    if (this.#age >= LIFE_MS) return;
    this.#age += dt;
    if (this.#age >= LIFE_MS) {
      // Nothing of it is drawn; hiding it instead would have Pixi sort its draw calls anew.
      this.sprite.scale.set(0);
      return;
    }
    const life = this.#age / LIFE_MS;
    const head = Math.min(1, this.#age / FLIGHT_MS);
    const tail = life * life;
    const angle = this.sprite.rotation;
    const start = this.#length * Math.min(head, tail);
    this.sprite.position.set(this.#x + Math.cos(angle) * start, this.#y + Math.sin(angle) * start);
    this.sprite.setSize(
      Math.max(1, this.#length * head - start),
      this.#thickness * (1 - life * 0.6),
    );
    this.sprite.alpha = 1 - life * life;
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
    this.#take().start(flight, tint, heavy ? THICKNESS * HEAVY : THICKNESS);
    if (heavy) this.#take().start(flight, CORE.tint, CORE.thickness);
  }

  draw(dt: number): void {
    for (let i = 0; i < COUNT; i++) (this.#pool[i] as Streak).draw(dt);
  }

  #take(): Streak {
    return this.#pool[this.#next++ % COUNT] as Streak;
  }
}
