import { Container, Point, type PointData, Sprite } from "pixi.js";
import type { PickupKind } from "../../../../schema/arena/map.ts";
import { chance } from "./chance.ts";
import { shareOf } from "./madeOnce.ts";
import { SPARK_PX, type Sprites } from "./sprites.ts";

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
  /** At once, at most: the oldest give way. */
  readonly most: number;
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
  most: 110,
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
  most: 40,
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
  most: 60,
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
  most: 30,
};
/** Dust that quick feet leave. */
export const WAKE: MoteKind = {
  tint: 0xcfe4f5,
  size: 15,
  growth: 1.9,
  lifeMs: 460,
  speed: 14,
  drag: 2,
  alpha: 0.4,
  glows: false,
  most: 48,
};
const GLINT = {
  size: 11,
  growth: 0.2,
  lifeMs: 460,
  speed: 190,
  drag: 4,
  alpha: 1,
  glows: true,
  most: 20,
} as const;
/** What bursts off a pickup that is taken. */
export const GLINTS: Readonly<Record<PickupKind, MoteKind>> = {
  health: { ...GLINT, tint: 0xff9d80 },
  boost: { ...GLINT, tint: 0x9fd2ff },
  power: { ...GLINT, tint: 0xd6a2ff },
};
const KINDS = [DUST, WAKE, SPARK, FLARE, EMBER, ...Object.values(GLINTS)];

/** Passed whole, so that no number is boxed on the way. */
interface Frame {
  /** Time since the last frame in ms. */
  readonly dt: number;
}

class Mote {
  readonly sprite: Sprite;
  readonly #kind: MoteKind;
  readonly #at = new Point();
  readonly #scale = new Point();
  #vx = 0;
  #vy = 0;
  #age = 0;

  constructor(kind: MoteKind, { spark }: Sprites) {
    this.#kind = kind;
    this.#age = kind.lifeMs;
    this.sprite = new Sprite(spark);
    this.sprite.anchor.set(0.5);
    this.sprite.tint = kind.tint;
    this.sprite.blendMode = kind.glows ? "add" : "normal";
    this.sprite.scale.set(0);
  }

  start(at: PointData, { angle, spread }: Burst): void {
    const speed = this.#kind.speed * (0.4 + chance());
    const way = angle + (chance() - 0.5) * spread;
    this.#vx = Math.cos(way) * speed;
    this.#vy = Math.sin(way) * speed;
    this.#age = 0;
    this.#at.x = at.x;
    this.#at.y = at.y;
  }

  draw({ dt }: Frame): void {
    const kind = this.#kind;
    if (this.#age >= kind.lifeMs) return;
    this.#age += dt;
    const life = Math.min(1, this.#age / kind.lifeMs);
    const seconds = dt / 1000;
    const kept = Math.exp(-kind.drag * seconds);
    this.#vx *= kept;
    this.#vy *= kept;
    const at = this.#at;
    at.x += this.#vx * seconds;
    at.y += this.#vy * seconds;
    // A mote that is over has no size; hiding it would have Pixi sort its draw calls anew.
    const size = life === 1 ? 0 : kind.size * (1 + (kind.growth - 1) * life);
    const scale = this.#scale;
    scale.x = size / SPARK_PX;
    scale.y = scale.x;
    this.sprite.position.copyFrom(at);
    this.sprite.scale.copyFrom(scale);
    this.sprite.alpha = shareOf(kind.alpha * (1 - life));
  }
}

/** All motes of one kind. Each kind has its own, because Pixi parses a colour each time it is set. */
class Pool {
  readonly motes: readonly Mote[];
  #next = 0;

  constructor(kind: MoteKind, sprites: Sprites) {
    this.motes = Array.from({ length: kind.most }, () => new Mote(kind, sprites));
  }

  burst(at: PointData, burst: Burst): void {
    for (let i = 0; i < burst.count; i++) {
      (this.motes[this.#next] as Mote).start(at, burst);
      this.#next = (this.#next + 1) % this.motes.length;
    }
  }

  draw(frame: Frame): void {
    for (let i = 0; i < this.motes.length; i++) (this.motes[i] as Mote).draw(frame);
  }
}

/** Sparks, flares, dust and embers, from fixed pools. Chance is fine here: nothing depends on it. */
export class Motes {
  readonly root = new Container();
  readonly #byKind = new Map<MoteKind, Pool>();
  readonly #pools: readonly Pool[];

  constructor(sprites: Sprites) {
    for (const kind of KINDS) this.#byKind.set(kind, new Pool(kind, sprites));
    this.#pools = [...this.#byKind.values()];
    this.root.addChild(...this.#pools.flatMap(({ motes }) => motes.map(({ sprite }) => sprite)));
  }

  /** Motes from a point in world px. */
  burst(kind: MoteKind, at: PointData, burst: Burst = ONE): void {
    this.#byKind.get(kind)?.burst(at, burst);
  }

  draw(frame: Frame): void {
    for (let i = 0; i < this.#pools.length; i++) (this.#pools[i] as Pool).draw(frame);
  }
}

/** So many motes within `spread` radians around `angle`. */
export interface Burst {
  readonly count: number;
  readonly angle: number;
  readonly spread: number;
}

const ONE: Burst = { count: 1, angle: 0, spread: Math.PI * 2 };
