import { Container, Sprite } from "pixi.js";
import type { Sprites } from "./sprites.ts";

const COUNT = 48;
/** The head crosses the whole way within this time; the tail follows for the rest of its life. */
const FLIGHT_MS = 70;
const LIFE_MS = 200;
const THICKNESS = 12;

class Streak {
  readonly sprite: Sprite;
  #x = 0;
  #y = 0;
  #length = 1;
  #age = LIFE_MS;

  constructor({ streak }: Sprites) {
    this.sprite = new Sprite(streak);
    this.sprite.anchor.set(0, 0.5);
    this.sprite.blendMode = "add";
    this.sprite.scale.set(0);
  }

  start(fromX: number, fromY: number, toX: number, toY: number): void {
    this.#x = fromX;
    this.#y = fromY;
    this.#length = Math.hypot(toX - fromX, toY - fromY);
    this.#age = 0;
    this.sprite.rotation = Math.atan2(toY - fromY, toX - fromX);
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
    this.sprite.setSize(Math.max(1, this.#length * head - start), THICKNESS * (1 - life * 0.6));
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

  /** Draws a bolt between two points in world px. */
  add(from: { x: number; y: number }, to: { x: number; y: number }, tint: number): void {
    const streak = this.#pool[this.#next++ % COUNT] as Streak;
    streak.start(from.x, from.y, to.x, to.y);
    streak.sprite.tint = tint;
  }

  draw(dt: number): void {
    for (const streak of this.#pool) streak.draw(dt);
  }
}
