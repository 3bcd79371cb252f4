import { Container, Sprite } from "pixi.js";
import type { Sprites } from "./sprites.ts";

const COUNT = 224;

/** How one kind of mote looks and flies. */
export interface MoteKind {
  readonly tint: number;
  /** World px across at birth, and how much it grows by its end. */
  readonly size: number;
  readonly growth: number;
  readonly lifeMs: number;
  /** World px per second at birth; `drag` is the share of it lost per second, roughly. */
  readonly speed: number;
  readonly drag: number;
  readonly alpha: number;
  readonly glows: boolean;
}

export const SPARK: MoteKind = {
  tint: 0xffc27a,
  size: 9,
  growth: 0.3,
  lifeMs: 340,
  speed: 230,
  drag: 5,
  alpha: 1,
  glows: true,
};
export const FLARE: MoteKind = {
  tint: 0xffb766,
  size: 54,
  growth: 0.5,
  lifeMs: 120,
  speed: 0,
  drag: 0,
  alpha: 0.95,
  glows: true,
};
export const DUST: MoteKind = {
  tint: 0xc39a66,
  size: 22,
  growth: 2.2,
  lifeMs: 700,
  speed: 74,
  drag: 3,
  alpha: 0.4,
  glows: false,
};
export const EMBER: MoteKind = {
  tint: 0xff9440,
  size: 6,
  growth: 0.4,
  lifeMs: 1500,
  speed: 34,
  drag: 0.4,
  alpha: 0.85,
  glows: true,
};

class Mote {
  readonly sprite: Sprite;
  #kind = SPARK;
  #vx = 0;
  #vy = 0;
  #age = 0;

  constructor({ spark }: Sprites) {
    this.sprite = new Sprite(spark);
    this.sprite.anchor.set(0.5);
    this.sprite.visible = false;
  }

  start(kind: MoteKind, x: number, y: number, angle: number): void {
    const speed = kind.speed * (0.4 + Math.random());
    this.#kind = kind;
    this.#vx = Math.cos(angle) * speed;
    this.#vy = Math.sin(angle) * speed;
    this.#age = 0;
    const { sprite } = this;
    sprite.position.set(x, y);
    sprite.tint = kind.tint;
    sprite.blendMode = kind.glows ? "add" : "normal";
    sprite.visible = true;
  }

  draw(dt: number): void {
    const { sprite } = this;
    if (!sprite.visible) return;
    const kind = this.#kind;
    this.#age += dt;
    const life = this.#age / kind.lifeMs;
    if (life >= 1) {
      sprite.visible = false;
      return;
    }
    const seconds = dt / 1000;
    const kept = Math.exp(-kind.drag * seconds);
    this.#vx *= kept;
    this.#vy *= kept;
    sprite.x += this.#vx * seconds;
    sprite.y += this.#vy * seconds;
    const size = kind.size * (1 + (kind.growth - 1) * life);
    sprite.setSize(size, size);
    sprite.alpha = kind.alpha * (1 - life);
  }
}

/** Sparks, flares, dust and embers, from a fixed pool. Chance is fine here: nothing depends on it. */
export class Motes {
  readonly root = new Container();
  readonly #pool: readonly Mote[];
  #next = 0;

  constructor(sprites: Sprites) {
    this.#pool = Array.from({ length: COUNT }, () => new Mote(sprites));
    for (const { sprite } of this.#pool) this.root.addChild(sprite);
  }

  /** `count` motes from a point in world px, within `spread` radians around `angle`. */
  burst(
    kind: MoteKind,
    at: { x: number; y: number },
    { count = 1, angle = 0, spread = 0 } = {},
  ): void {
    for (let i = 0; i < count; i++) {
      const mote = this.#pool[this.#next++ % COUNT] as Mote;
      mote.start(kind, at.x, at.y, angle + (Math.random() - 0.5) * spread);
    }
  }

  draw(dt: number): void {
    for (const mote of this.#pool) mote.draw(dt);
  }
}
