import { Container, Point, Sprite } from "pixi.js";
import { type Pickup, UNIT } from "../../../../schema/arena/map.ts";
import { lies } from "../../../../schema/arena/pickups.ts";
import type { FrameFacts } from "./avatar.ts";
import { inView } from "./inView.ts";
import { GLINTS, type Motes } from "./motes.ts";
import type { Sprites } from "./sprites.ts";

const FADE_MS = 380;
const BOB_PX = 3;
/** Swings per second. */
const BOB_HZ = 0.45;
/** The item floats this much above the middle of its plinth. */
const LIFT = 6;
const GLOW_PX = 110;
const GLOW_ALPHA = 0.34;
/** Of a whole figure, from its middle. */
const REACH = 70;
const BURST = { count: 10, angle: 0, spread: Math.PI * 2 } as const;

/** How much of a pickup is there after `dt` ms: it comes in slowly, and is gone at once. */
export const presenceAfter = (presence: number, there: boolean, dt: number): number =>
  there ? Math.min(1, presence + dt / FADE_MS) : 0;

/** One pickup of the map. */
class Item {
  readonly glow: Sprite;
  readonly shadow: Sprite;
  readonly body: Sprite;
  readonly at: Point;
  readonly #kind: Pickup["kind"];
  readonly #phase: number;
  /** Reused for every frame. */
  readonly #drawn = { at: new Point(), scale: new Point() };
  #presence = -1;
  #shown = -1;

  constructor({ x, y, kind }: Pickup, index: number, sprites: Sprites) {
    this.at = new Point(x / UNIT, y / UNIT);
    this.#drawn.at.x = this.at.x;
    this.#kind = kind;
    this.#phase = index * 1.3;
    this.glow = this.#sprite(sprites.glow);
    this.glow.blendMode = "add";
    this.glow.tint = GLINTS[kind].tint;
    this.glow.setSize(GLOW_PX, GLOW_PX);
    this.shadow = this.#sprite(sprites.shadow);
    this.shadow.y += 12;
    this.body = this.#sprite(sprites.item[kind]);
  }

  #sprite(texture: Sprites["glow"]): Sprite {
    const sprite = new Sprite(texture);
    sprite.anchor.set(0.5);
    sprite.position.copyFrom(this.at);
    return sprite;
  }

  /** @returns true in the frame in which it was taken */
  step(there: boolean, dt: number): boolean {
    const before = this.#presence;
    // What lies there when one comes has always lain there.
    this.#presence = before < 0 ? Number(there) : presenceAfter(before, there, dt);
    return before > 0 && this.#presence === 0;
  }

  show(onScreen: boolean): boolean {
    const visible = onScreen && this.#presence > 0;
    if (this.body.visible !== visible) {
      this.body.visible = visible;
      this.glow.visible = visible;
      this.shadow.visible = visible;
    }
    return visible;
  }

  draw(time: number, still: boolean): void {
    const bob = still ? 0 : Math.sin((time * BOB_HZ + this.#phase) * 2 * Math.PI);
    const here = this.#presence;
    const { at, scale } = this.#drawn;
    at.y = this.at.y - LIFT - bob * BOB_PX;
    this.body.position.copyFrom(at);
    scale.x = 0.62 - 0.05 * bob;
    scale.y = 0.34 - 0.03 * bob;
    this.shadow.scale.copyFrom(scale);
    if (here === this.#shown) return;
    this.#shown = here;
    this.body.alpha = here;
    this.body.scale.set(0.6 + 0.4 * here);
    this.glow.alpha = GLOW_ALPHA * here;
    this.shadow.alpha = here;
  }

  burst(motes: Motes): void {
    motes.burst(GLINTS[this.#kind], this.at, BURST);
  }
}

/** What lies on the map to be taken. */
export class Pickups {
  readonly root = new Container();
  readonly #items: readonly Item[];
  readonly #motes: Motes;
  #time = 0;

  constructor(pickups: readonly Pickup[], sprites: Sprites, motes: Motes) {
    this.#motes = motes;
    this.#items = pickups.map((pickup, index) => new Item(pickup, index, sprites));
    // By texture and blend mode: each change of those is a draw call.
    for (const part of ["shadow", "body", "glow"] as const) {
      for (const item of this.#items) this.root.addChild(item[part]);
    }
  }

  /** @param mask the state's bits: which of them lie there */
  draw(mask: number, { dt, camera, still }: FrameFacts): void {
    this.#time += dt / 1000;
    for (let i = 0; i < this.#items.length; i++) {
      const item = this.#items[i] as Item;
      const taken = item.step(lies(mask, i), dt);
      const seen = inView(camera, item.at, REACH);
      if (taken && seen) item.burst(this.#motes);
      if (item.show(seen)) item.draw(this.#time, still);
    }
  }

  destroy(): void {
    this.root.destroy({ children: true });
  }
}
