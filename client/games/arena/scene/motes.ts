import { Container, Sprite } from "pixi.js";
import type { PickupKind } from "../../../../schema/arena/map.ts";
import { SPARK_PX, type Sprites } from "./sprites.ts";

const GLOWING = 160;
const DULL = 64;

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

/** Dust that quick feet leave. */
export const WAKE: MoteKind = {
  tint: 0xcfe4f5,
  size: 13,
  growth: 1.9,
  lifeMs: 420,
  speed: 14,
  drag: 2,
  alpha: 0.34,
  glows: false,
};
const GLINT = {
  size: 11,
  growth: 0.2,
  lifeMs: 460,
  speed: 190,
  drag: 4,
  alpha: 1,
  glows: true,
} as const;
/** What bursts off a pickup that is taken. */
export const GLINTS: Readonly<Record<PickupKind, MoteKind>> = {
  health: { ...GLINT, tint: 0xff9d80 },
  boost: { ...GLINT, tint: 0x9fd2ff },
  power: { ...GLINT, tint: 0xd6a2ff },
};

class Mote {
  readonly sprite: Sprite;
  #kind = SPARK;
  #vx = 0;
  #vy = 0;
  #age = SPARK.lifeMs;

  constructor({ spark }: Sprites, blend: "add" | "normal") {
    this.sprite = new Sprite(spark);
    this.sprite.anchor.set(0.5);
    this.sprite.blendMode = blend;
    this.sprite.scale.set(0);
  }

  start(kind: MoteKind, x: number, y: number, angle: number): void {
    const speed = kind.speed * (0.4 + Math.random());
    if (kind !== this.#kind || this.sprite.tint !== kind.tint) this.sprite.tint = kind.tint;
    this.#kind = kind;
    this.#vx = Math.cos(angle) * speed;
    this.#vy = Math.sin(angle) * speed;
    this.#age = 0;
    this.sprite.position.set(x, y);
  }

  draw(dt: number): void {
    const { sprite } = this;
    const kind = this.#kind;
    if (this.#age >= kind.lifeMs) return;
    this.#age += dt;
    const life = Math.min(1, this.#age / kind.lifeMs);
    const seconds = dt / 1000;
    const kept = Math.exp(-kind.drag * seconds);
    this.#vx *= kept;
    this.#vy *= kept;
    sprite.x += this.#vx * seconds;
    sprite.y += this.#vy * seconds;
    // A mote that is over has no size; hiding it would have Pixi sort its draw calls anew.
    const size = life === 1 ? 0 : kind.size * (1 + (kind.growth - 1) * life);
    sprite.scale.set(size / SPARK_PX);
    sprite.alpha = kind.alpha * (1 - life);
  }
}

class Pool {
  readonly #motes: readonly Mote[];
  #next = 0;

  constructor(sprites: Sprites, count: number, blend: "add" | "normal") {
    this.#motes = Array.from({ length: count }, () => new Mote(sprites, blend));
  }

  get sprites(): Sprite[] {
    return this.#motes.map((mote) => mote.sprite);
  }

  start(kind: MoteKind, x: number, y: number, angle: number): void {
    (this.#motes[this.#next++ % this.#motes.length] as Mote).start(kind, x, y, angle);
  }

  draw(dt: number): void {
    for (let i = 0; i < this.#motes.length; i++) (this.#motes[i] as Mote).draw(dt);
  }
}

/** Sparks, flares, dust and embers, from fixed pools. Chance is fine here: nothing depends on it. */
export class Motes {
  readonly root = new Container();
  readonly #glowing: Pool;
  readonly #dull: Pool;

  constructor(sprites: Sprites) {
    this.#dull = new Pool(sprites, DULL, "normal");
    this.#glowing = new Pool(sprites, GLOWING, "add");
    this.root.addChild(...this.#dull.sprites, ...this.#glowing.sprites);
  }

  /** `count` motes from a point in world px, within `spread` radians around `angle`. */
  burst(kind: MoteKind, at: { x: number; y: number }, { count, angle, spread }: Burst = ONE): void {
    const pool = kind.glows ? this.#glowing : this.#dull;
    for (let i = 0; i < count; i++) {
      pool.start(kind, at.x, at.y, angle + (Math.random() - 0.5) * spread);
    }
  }

  draw(dt: number): void {
    this.#dull.draw(dt);
    this.#glowing.draw(dt);
  }
}

export interface Burst {
  readonly count: number;
  readonly angle: number;
  readonly spread: number;
}

const ONE: Burst = { count: 1, angle: 0, spread: 0 };
